# SPDX-License-Identifier: AGPL-3.0-or-later
"""One's own account: what is shown, changed and erased."""

import pytest
import sqlalchemy as sa

from auth import account_actions, passwords
from auth.models import Body, Invitation, Mandate, Member, User
from auth.queries import by_email
from db import db, now
from journal.actions import tell
from journal.models import Chain, Event, Message
from permissions import Refused
from tests.make import writing

PASSWORD = "quattro gatti rossi"


@pytest.fixture
def ada(cast):
    """Ada, with a password."""
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    return cast.ada


def stamp():
    """Return the stamp of the site, which every kept page bears."""
    return db.session.scalar(sa.select(Chain.stamp).where(Chain.key == "site")) or 0


def test_the_account_page_shows_roles_and_bodies(cast, visit):
    with writing():
        body = Body(name="Comune di Roccascura")
        db.session.add(Mandate(body=body, user=cast.bruno, by_id=cast.ines.id, created_at=now()))
    page = visit(cast.bruno).get("/account")
    assert "Piano della formazione: Staff" in page.text
    assert "Comune di Roccascura" in page.text
    assert not page.has_link("Trova un account")
    assert visit(cast.ines).get("/account").has_link("Trova un account")


def test_a_changed_name_makes_kept_pages_stale(ada, visit):
    visitor, before = visit(ada), stamp()
    page = visitor.get("/account").press("Salva", name="Ada Byron", language="en")
    assert "Dati salvati" in page.html
    person = by_email("ada@example.org")
    assert (person.name, person.language) == ("Ada Byron", "en")
    assert stamp() == before + 1
    visitor.get("/account").press("Salva", name="Ada Byron", language="it")
    assert stamp() == before + 1


@pytest.mark.parametrize("name", ["", "\u202e\u200b", "x" * 101, "x" * 5000])
def test_a_name_that_cannot_stand_is_refused(ada, visit, name):
    assert visit(ada).get("/account").press("Salva", name=name).status == 422
    assert by_email("ada@example.org").name == "Ada"


def test_an_unknown_language_is_refused(ada, visit):
    assert visit(ada).get("/account").press("Salva", language="xx").status == 422


def test_erasing_an_account_wipes_who_it_was_and_ends_the_session(ada, cast, visit):
    with writing():
        db.session.add(Member(process_id=cast.process.id, user_id=ada.id, role="staff", created_at=now()))
        db.session.add(
            Invitation(
                process_id=cast.process.id, email=ada.email, role="moderator", by_id=cast.ines.id, created_at=now()
            )
        )
        tell("password_changed", {}, user=ada)
    pseudonym, before, visitor = ada.pseudonym, stamp(), visit(ada)
    assert visitor.get("/account/erase").press("Cancella per sempre", password="sbagliata!").status == 422
    page = visitor.get("/account/erase").press("Cancella per sempre", password=PASSWORD)
    assert "Account cancellato" in page.text
    assert visitor.get("/account").path == "/sign-in"
    erased = db.session.get(User, ada.id)
    assert (erased.name, erased.email, erased.password_hash) == ("Utente cancellato", None, "")
    assert erased.pseudonym == pseudonym
    assert not erased.is_active
    assert stamp() > before
    for table in (Member, Invitation, Message):
        left = [r for r in db.session.scalars(sa.select(table)) if getattr(r, "user_id", ada.id) == ada.id]
        assert left == []
    event = db.session.scalars(sa.select(Event)).one()
    assert (event.kind, event.data) == ("account.erased", {"reason": ""})


def test_an_administrator_erases_an_account_with_a_reason(ada, cast, visit):
    visitor = visit(cast.ines)
    page = visitor.get("/accounts?email=ADA@example.org").follow("Cancella questo account")
    assert page.press("Cancella per sempre").status == 422
    page = page.press("Cancella per sempre", reason="Lo ha chiesto per lettera.")
    assert "L’account è stato cancellato" in page.html
    assert db.session.get(User, ada.id).erased_at is not None
    event = db.session.scalars(sa.select(Event)).one()
    assert (event.actor_id, event.data["reason"]) == (cast.ines.id, "Lo ha chiesto per lettera.")


def test_erasing_twice_finds_nobody(ada, cast, visit):
    visitor = visit(cast.ines)
    visitor.get(f"/accounts/{ada.id}/erase").press("Cancella per sempre", reason="Una volta.")
    assert visitor.get(f"/accounts/{ada.id}/erase").status == 404


@pytest.mark.parametrize("who", ["ada", "bruno", "mara"])
def test_nobody_else_finds_or_erases_accounts(cast, visit, who):
    visitor = visit(getattr(cast, who))
    assert visitor.get("/accounts?email=sami@example.org").status == 403
    assert visitor.get(f"/accounts/{cast.sami.id}/erase").status == 403
    with pytest.raises(Refused), writing():
        account_actions.erase(cast.sami, "perché sì", by=getattr(cast, who))


def test_the_last_administrator_stays(cast, visit):
    with writing():
        cast.ines.password_hash = passwords.hashed(PASSWORD)
    page = visit(cast.ines).get("/account/erase").press("Cancella per sempre", password=PASSWORD)
    assert page.status == 422
    assert "unico account che amministra" in page.text
    assert db.session.get(User, cast.ines.id).erased_at is None
