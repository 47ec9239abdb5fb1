# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening an account, confirming it, and choosing a new password."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from auth import passwords, tokens
from auth.models import Errand, Invitation, User
from auth.queries import by_email
from db import db, now
from journal.models import Event, Message
from tests.make import writing

PASSWORD = "quattro gatti rossi"


def sign_up(visitor, path="/sign-up", **more):
    """Fill in the form of the sign-up page and send it."""
    fields = {"name": "Eva Neri", "email": "eva@example.org", "password": PASSWORD, "privacy": "y"} | more
    return visitor.get(path).press("Crea l’account", **fields)


def told():
    """Return the kinds of messages in the outbox, oldest first."""
    return list(db.session.scalars(sa.select(Message.kind).order_by(Message.id)))


def link():
    """Return the path of the confirmation link that the last message would bear."""
    message = db.session.scalars(
        sa.select(Message).where(Message.kind == "confirm").order_by(Message.id.desc())
    ).first()
    user = db.session.get(User, message.to_user_id)
    key = message.data.get("errand")
    return f"/confirm/{tokens.confirm_token(user)}" + (f"?errand={key}" if key else "")


def test_an_account_opens_after_the_link_and_the_password(cast, visit):
    visitor = visit()
    page = sign_up(visitor)
    assert "Controlla la posta" in page.text and "Il link che conferma un indirizzo vale 3 giorni." in page.text
    eva = by_email("eva@example.org")
    assert not eva.is_active
    assert eva.privacy_version == "1"
    assert eva.password_hash.startswith("$argon2id$")
    assert told() == ["confirm"]
    assert visitor.get("/account").path == "/sign-in"
    page = visitor.get(link())
    assert "eva@example.org" in page.text
    assert not db.session.get(User, eva.id).is_active, "opening a link, as scanners of mail do, confirms nothing"
    page.press("Conferma e accedi", password=PASSWORD)
    assert visitor.get("/account").path == "/account"
    assert db.session.scalars(sa.select(Event.kind)).all() == ["account.created"]


def test_a_link_works_once(cast, visit):
    visitor = visit()
    sign_up(visitor)
    path = link()
    visitor.get(path).press("Conferma e accedi", password=PASSWORD)
    assert visit().get(path).status == 410


def test_a_link_expires(cast, visit):
    sign_up(visit())
    with time_machine.travel(now() - timedelta(days=4)):
        path = link()
    assert visit().get(path).status == 410
    with time_machine.travel(now() - timedelta(days=2)):
        path = link()
    assert visit().get(path).status == 200


@pytest.mark.parametrize("token", ["x", "WzEsICJ4Il0.aaaa.bbbb", "é", "a" * 3000])
def test_a_forged_link_opens_nothing(cast, visit, token):
    assert visit().get(f"/confirm/{token}").status == 410
    assert visit().get(f"/password/{token}").status == 410


def test_a_link_of_one_kind_does_not_serve_as_another(cast, visit):
    sign_up(visit())
    eva = by_email("eva@example.org")
    assert visit().get(f"/password/{tokens.confirm_token(eva)}").status == 410
    assert visit().get(f"/confirm/{tokens.reset_token(eva)}").status == 410


def test_the_link_alone_does_not_open_what_a_stranger_signed_up(cast, visit):
    sign_up(visit(), password="la password del ladro")
    page = visit().get(link()).press("Conferma e accedi", password="la mia password")
    assert page.status == 422
    assert not by_email("eva@example.org").is_active


def test_signing_up_again_replaces_what_was_not_confirmed(cast, visit):
    sign_up(visit(), password="la password del ladro")
    first = link()
    sign_up(visit(), name="Eva Vera")
    assert visit().get(first).status == 410
    visit().get(link()).press("Conferma e accedi", password=PASSWORD)
    assert by_email("eva@example.org").name == "Eva Vera"


def test_a_known_address_gets_the_same_answer_and_a_letter(cast, visit):
    unknown, known = sign_up(visit()), sign_up(visit(), email="ADA@example.org", password="altra password lunga")
    assert (unknown.status, unknown.path, unknown.text) == (known.status, known.path, known.text)
    assert told() == ["confirm", "already_registered"]
    assert by_email("ada@example.org").name == "Ada"
    assert by_email("ada@example.org").password_hash == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "breve"}, "troppo corta"),
        ({"password": "password123"}, "fra le più comuni"),
        ({"password": "aaaaaaaaaaaa"}, "fra le più comuni"),
        ({"password": "Eva@Example.org"}, "non può essere il tuo indirizzo"),
        ({"password": "x" * 300}, "troppo lunga"),
        ({"name": "   "}, "Scrivi il tuo nome"),
        ({"name": "\u200b\u202e"}, "Scrivi il tuo nome"),
        ({"name": "\x00"}, "Scrivi il tuo nome"),
        ({"name": "n" * 101}, "troppo lungo"),
        ({"email": "eva"}, "non è un indirizzo"),
        ({"email": "eva@exa mple.org"}, "non è un indirizzo"),
        ({"email": "eva@example.org\nBcc: all@example.org"}, "non è un indirizzo"),
    ],
)
def test_what_cannot_stand_is_refused_with_advice_and_nothing_kept(cast, visit, fields, sentence):
    page = sign_up(visit(), **fields)
    assert page.status == 422
    assert sentence in page.text
    assert by_email("eva@example.org") is None
    assert told() == []


def test_without_the_privacy_notice_there_is_no_account(cast, visit):
    visitor = visit()
    page = visitor.get("/sign-up")
    form, _ = page.button("Crea l’account")
    fields = {e.get("name"): e.get("value", "") for e in form.iter("input") if e.get("type") == "hidden"}
    page = visitor.post("/sign-up", fields | {"name": "Eva", "email": "eva@example.org", "password": PASSWORD})
    assert page.status == 422
    assert "informativa privacy" in page.text
    assert by_email("eva@example.org") is None


def test_a_name_is_kept_on_one_line_without_invisible_characters(cast, visit):
    sign_up(visit(), name="  Eva\u202e \u200bNe\x00ri\r\n\t<b>  ")
    assert by_email("eva@example.org").name == "Eva Neri <b>"


def test_a_password_fits_on_every_keyboard(cast):
    composed, decomposed = "perché così è", "perche\u0301 cosi\u0300 e\u0300"
    with writing():
        cast.ada.password_hash = passwords.hashed(composed)
    assert passwords.fits(cast.ada, decomposed)
    assert not passwords.fits(cast.ada, "perche cosi e")


def test_signing_up_from_an_errand_leads_back_to_it(cast, visit):
    visitor = visit()
    answer = visitor.client.post("/errands", data={"path": "/roles", "text": "Mezzo commento"})
    page = visitor.get(answer.headers["Location"]).follow("Crea un account")
    page.press("Crea l’account", name="Eva", email="eva@example.org", password=PASSWORD, privacy="y")
    page = visit().get(link()).press("Conferma e accedi", password=PASSWORD)
    assert page.path == "/roles"
    assert page.answer.request.args["errand"] == db.session.scalars(sa.select(Errand.key)).one()


def test_signing_up_from_a_button_leads_back_to_its_page(cast, visit):
    sign_up(visit(), path="/sign-up?next=/roles%23comment")
    page = visit().get(link()).press("Conferma e accedi", password=PASSWORD)
    assert page.path == "/roles"


def test_signing_in_before_confirming_sends_the_link_again(cast, visit):
    sign_up(visit())
    page = visit().get("/sign-in").press("Accedi", email="eva@example.org", password=PASSWORD)
    assert "Controlla la posta" in page.text
    assert told() == ["confirm", "confirm"]


def test_whoever_was_invited_has_the_role_after_confirming(cast, visit):
    with writing():
        db.session.add(
            Invitation(
                process_id=cast.process.id, email="eva@example.org", role="staff", by_id=cast.ines.id, created_at=now()
            )
        )
    sign_up(visit())
    assert not by_email("eva@example.org").has_role("staff", cast.process)
    visit().get(link()).press("Conferma e accedi", password=PASSWORD)
    assert by_email("eva@example.org").has_role("staff", cast.process)
    assert "member.accepted" in db.session.scalars(sa.select(Event.kind)).all()


def test_a_new_password_is_chosen_through_the_mail(cast, visit):
    known = visit().get("/password").press("Manda il link", email="ada@example.org")
    unknown = visit().get("/password").press("Manda il link", email="nobody@example.org")
    assert known.text == unknown.text
    assert told() == ["reset"]
    path = f"/password/{tokens.reset_token(cast.ada)}"
    page = visit().get(path).press("Cambia la password", password="password123")
    assert page.status == 422
    page = visit().get(path).press("Cambia la password", password=PASSWORD)
    assert "ora puoi accedere" in page.html
    assert visit().get(path).status == 410
    page = visit().get("/sign-in?next=/account").press("Accedi", email="ada@example.org", password=PASSWORD)
    assert page.path == "/account"
    assert told() == ["reset", "password_changed"]


def test_a_reset_link_dies_after_an_hour_and_ends_other_sessions(cast, visit):
    with time_machine.travel(now() - timedelta(minutes=61)):
        path = f"/password/{tokens.reset_token(cast.ada)}"
    assert visit().get(path).status == 410
    thief = visit(cast.ada)
    assert thief.get("/account").path == "/account"
    visit().get(f"/password/{tokens.reset_token(cast.ada)}").press("Cambia la password", password=PASSWORD)
    assert thief.get("/account").path == "/sign-in"


def test_an_owner_of_the_address_takes_back_what_a_stranger_signed_up(cast, visit):
    sign_up(visit(), password="la password del ladro")
    eva = by_email("eva@example.org")
    visit().get(f"/password/{tokens.reset_token(eva)}").press("Cambia la password", password=PASSWORD)
    assert by_email("eva@example.org").is_active
    assert not passwords.fits(by_email("eva@example.org"), "la password del ladro")


def test_sign_ups_and_resets_are_counted(cast, visit):
    statuses = [sign_up(visit(), email=f"eva{number}@example.org").status for number in range(21)]
    assert statuses == [200] * 20 + [429]
    statuses = [visit().get("/password").press("Manda il link", email="ada@example.org").status for _ in range(6)]
    assert statuses == [200] * 5 + [429]
