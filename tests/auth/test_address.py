# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changing one's address: nothing before the new one is confirmed, and the old one is told."""

import pytest
import sqlalchemy as sa

from auth import passwords, tokens
from auth.account_actions import sign_up
from auth.models import Invitation, User
from auth.queries import by_email
from db import db, now
from journal.models import Message
from tests.make import writing

PASSWORD = "quattro gatti rossi"
NEW = "ada.nuova@example.org"


@pytest.fixture
def ada(cast):
    """Ada, with a password."""
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    return cast.ada


def letters():
    """Return kind and address (or name) of what waits to be sent."""
    db.session.expire_all()
    return [(m.kind, m.to_address or m.user.name) for m in db.session.scalars(sa.select(Message).order_by(Message.id))]


def link(person, email=NEW):
    """Return the link of the letter."""
    return f"/account/email/{tokens.address_token(person, email)}"


def test_the_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told(ada, visit):
    page = visit(ada).get("/account").follow("Cambia l’indirizzo e-mail")
    page = page.press("Manda il messaggio", email=" Ada.Nuova@example.org ", password=PASSWORD)
    assert "Controlla la posta" in page.text
    assert letters() == [("new_address", NEW)] and by_email(NEW) is None
    path = link(ada)
    page = visit(ada).get(path)
    assert by_email(NEW) is None, "reading a letter changes nothing: programs follow links"
    page = page.press("Conferma il nuovo indirizzo")
    assert page.path == "/account" and NEW in page.text
    assert letters() == [("new_address", NEW), ("address_changed", "ada@example.org")]
    assert visit(ada).get("/account").path == "/account", "sessions go on"
    assert visit().get(path).status == 410, "the link works once"
    page = visit().get("/sign-in?next=/account").press("Accedi", email=NEW, password=PASSWORD)
    assert page.path == "/account"


def test_the_link_works_where_nobody_is_signed_in(ada, visit):
    page = visit().get(link(ada)).press("Conferma il nuovo indirizzo")
    assert page.path == "/sign-in" and f"Il tuo indirizzo ora è {NEW}." in page.text


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("", PASSWORD, "Scrivi il nuovo indirizzo."),
        ("ada", PASSWORD, "non è un indirizzo"),
        ("ADA@example.org", PASSWORD, "è già il tuo indirizzo"),
        (NEW, "sbagliata!", "La password non è quella del tuo account."),
        (NEW, "", "Scrivi la password."),
    ],
)
def test_what_cannot_stand_is_refused_and_the_address_kept_in_the_form(ada, visit, email, password, sentence):
    page = visit(ada).get("/account/email").press("Manda il messaggio", email=email, password=password)
    assert page.status == 422 and sentence in page.text
    assert email in page.html and letters() == []


def test_an_address_that_has_an_account_is_told_by_mail_only(ada, visit):
    page = visit(ada).get("/account/email").press("Manda il messaggio", email="sami@example.org", password=PASSWORD)
    assert "Controlla la posta" in page.text
    assert letters() == [("already_registered", "Sami")]


def test_an_address_that_was_taken_meanwhile_stays_with_whom_it_belongs(ada, cast, visit):
    page = visit(ada).get(link(ada, "sami@example.org")).press("Conferma il nuovo indirizzo")
    assert page.status == 422 and "ha già un account" in page.text
    assert by_email("sami@example.org").id == cast.sami.id and by_email("ada@example.org").id == ada.id


def test_a_sign_up_that_nobody_confirmed_gives_way(ada, visit):
    with writing():
        sign_up("Ada bis", NEW, passwords.hashed("una frase lunga"), privacy_version="1")
    other = by_email(NEW)
    confirmation = f"/confirm/{tokens.confirm_token(other)}"
    visit(ada).get(link(ada)).press("Conferma il nuovo indirizzo")
    assert by_email(NEW).id == ada.id
    assert visit().get(confirmation).status == 410


@pytest.mark.parametrize("change", ["password_hash", "email"])
def test_the_link_dies_when_password_or_address_change(ada, visit, change):
    path = link(ada)
    with writing():
        setattr(ada, change, "altro@example.org")
    assert visit().get(path).status == 410


def test_links_for_other_purposes_and_forged_ones_are_refused(ada, visit):
    for token in (tokens.reset_token(ada), tokens.confirm_token(ada), "forged"):
        assert visit().get(f"/account/email/{token}").status == 410
    assert visit().get(f"/password/{tokens.address_token(ada, NEW)}").status == 410


def test_an_invitation_to_the_new_address_is_accepted_by_confirming_it(ada, cast, visit):
    with writing():
        db.session.add(
            Invitation(process_id=cast.process.id, email=NEW, role="moderator", by_id=cast.bruno.id, created_at=now())
        )
    visit(ada).get(link(ada)).press("Conferma il nuovo indirizzo")
    db.session.expire_all()
    assert db.session.get(User, ada.id).has_role("moderator", cast.process)


def test_what_waits_for_a_new_address_goes_with_an_erased_account(ada, visit):
    visit(ada).get("/account/email").press("Manda il messaggio", email=NEW, password=PASSWORD)
    visit(ada).get(link(ada)).press("Conferma il nuovo indirizzo")
    visit(ada).get("/account/erase").press("Cancella per sempre", password=PASSWORD)
    assert letters() == [("address_changed", "ada@example.org")]
