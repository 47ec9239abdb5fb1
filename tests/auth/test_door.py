# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in and out, and what keeps strangers from doing it in somebody's place."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from auth import limits, passwords, tokens
from auth.limits import short_key
from auth.models import Attempt, Errand, User
from auth.queries import errand_text
from config import Settings
from db import db, now
from tests.make import writing

PASSWORD = "quattro gatti rossi"


@pytest.fixture
def ada(cast):
    """Ada, with a password."""
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    return cast.ada


def sign_in(visitor, email="ada@example.org", password=PASSWORD, path="/sign-in"):
    """Fill in the form of the sign-in page and send it."""
    return visitor.get(path).press("Accedi", email=email, password=password)


def cookie(visitor):
    """Return the session cookie as the browser holds it."""
    found = visitor.client.get_cookie("session")
    return found.value if found is not None else None


def test_whoever_knows_the_password_gets_in_and_out_again(ada, visit):
    visitor = visit()
    page = sign_in(visitor, email="  ADA@Example.org ")
    assert page.status < 400 or page.path == "/"
    assert "Il mio profilo" in visitor.get("/account").text
    page = visitor.get("/account").press("Esci")
    assert "Sei uscito" in page.html
    assert visitor.get("/account").path == "/sign-in"


def test_signing_out_ends_a_session_whose_cookie_was_copied(ada, visit):
    visitor, thief = visit(), visit()
    sign_in(visitor)
    thief.client.set_cookie("session", cookie(visitor))
    assert thief.get("/account").path == "/account"
    link = f"/account/email/{tokens.address_token(ada, 'ada.nuova@example.org')}"
    page = visitor.get("/account").press("Esci")
    assert "Sei uscito, anche dagli altri dispositivi." in page.html
    assert thief.get("/account").path == "/sign-in"
    assert visit().get(link).status == 200, "a link that waits in the mail still works"
    assert sign_in(visit()).status == 200


def test_signing_out_needs_the_token_of_the_form(ada, visit, cast):
    visitor = visit(cast.ada)
    assert visitor.client.post("/sign-out").status_code == 400
    assert visitor.get("/account").path == "/account"
    assert visitor.client.get("/sign-out").status_code == 404 or visitor.client.get("/sign-out").status_code == 405


@pytest.mark.parametrize("token", ["", "forged", "IjEyMyI.x.y"])
def test_a_sign_in_with_a_forged_token_is_refused(ada, visit, token):
    visitor = visit()
    visitor.get("/sign-in")
    fields = {"email": "ada@example.org", "password": PASSWORD, "csrf_token": token}
    assert visitor.post("/sign-in", fields).status == 400
    assert visitor.get("/account").path == "/sign-in"


def test_unknown_address_and_wrong_password_get_the_same_answer(ada, visit):
    wrong, unknown = sign_in(visit(), password="un'altra parola"), sign_in(visit(), email="nobody@example.org")
    assert wrong.status == unknown.status == 422
    assert "non sono giusti" in wrong.text
    assert wrong.text == unknown.text


def test_an_unknown_address_costs_a_hash_too(ada, visit, monkeypatch):
    asked = []
    real = passwords.HASHER.verify
    monkeypatch.setattr(
        passwords,
        "HASHER",
        type(
            "Counting",
            (),
            {
                "verify": lambda self, *args: asked.append(1) or real(*args),
                "hash": passwords.HASHER.hash,
            },
        )(),
    )
    sign_in(visit(), email="nobody@example.org")
    assert asked == [1]


def test_an_account_without_a_password_lets_nobody_in(cast, visit):
    assert sign_in(visit(), password="").status == 422
    assert sign_in(visit(), password="x").status == 422


def test_the_session_is_renewed_at_sign_in(ada, visit):
    visitor = visit()
    visitor.get("/sign-in")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
        token = session["csrf_token"]
    before = cookie(visitor)
    sign_in(visitor)
    assert cookie(visitor) != before
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != token


def test_a_session_ends_when_the_password_changes_elsewhere(ada, visit):
    here, elsewhere = visit(), visit()
    sign_in(here)
    sign_in(elsewhere)
    page = here.get("/account/password")
    page = page.press("Cambia la password", present=PASSWORD, password="cinque gatti neri")
    assert "La password è cambiata" in page.html
    assert here.get("/account").path == "/account"
    assert elsewhere.get("/account").path == "/sign-in"
    assert sign_in(visit()).status == 422
    assert sign_in(visit(), password="cinque gatti neri").status != 422


def test_a_wrong_present_password_changes_nothing(ada, visit):
    visitor = visit(ada)
    page = visitor.get("/account/password").press("Cambia la password", present="sbagliata!", password="nuova password")
    assert page.status == 422
    assert "La password non è quella" in page.text
    assert passwords.fits(db.session.get(User, ada.id), PASSWORD)


def test_too_many_failures_for_one_account_are_held_back_with_advice(ada, visit):
    for _ in range(5):
        assert sign_in(visit(), password="sbagliata!").status == 422
    page = sign_in(visit(), password="sbagliata!")
    assert page.status == 429
    assert "Aspetta un minuto" in page.text
    assert page.has_link("Scegli una nuova password")
    assert int(page.answer.headers["Retry-After"]) > 0
    assert sign_in(visit()).status == 429, "the right password must not tell itself from a wrong one"


def test_the_delay_grows_and_ends(ada, visit):
    for _ in range(5):
        sign_in(visit(), password="sbagliata!")
    with writing():
        db.session.execute(sa.update(Attempt).values(at=now() - timedelta(seconds=40)))
    assert sign_in(visit(), password="sbagliata!").status == 422
    assert int(sign_in(visit()).answer.headers["Retry-After"]) > 40
    with writing():
        db.session.execute(sa.update(Attempt).values(at=now() - timedelta(minutes=16)))
    assert sign_in(visit()).status != 429


def test_guessing_one_password_on_many_accounts_is_held_back_too(ada, visit):
    with writing():
        from_here = [Attempt(key="", at=now()) for _ in range(30)]
        for attempt in from_here:
            attempt.key = short_key("caller:127.0.0.1")
        db.session.add_all(from_here)
    assert sign_in(visit(), email="somebody-else@example.org").status == 429


def test_counted_tries_keep_no_address_and_old_ones_are_forgotten(ada, visit):
    sign_in(visit(), password="sbagliata!")
    kept = db.session.scalars(sa.select(Attempt.key)).all()
    assert len(kept) == 3
    assert not any("ada" in key or "127" in key for key in kept)
    with writing():
        db.session.execute(sa.update(Attempt).values(at=now() - timedelta(days=2)))
    sign_in(visit(), password="sbagliata!")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 3


def test_limits_can_be_switched_off(ada, visit, app, monkeypatch):
    settings = app.config["SETTINGS"]
    off = Settings(secret=settings.secret, database_url="", instance=settings.instance, rate_limits=False)
    monkeypatch.setitem(app.config, "SETTINGS", off)
    for _ in range(7):
        assert sign_in(visit(), password="sbagliata!").status == 422


def test_demo_accounts_are_refused_in_production(ada, visit, app, monkeypatch):
    with writing():
        ada.is_demo = True
    assert sign_in(visit()).status != 422
    settings = app.config["SETTINGS"]
    live = Settings(secret=settings.secret, database_url="", instance=settings.instance, production=True)
    visitor = visit(ada)
    monkeypatch.setitem(app.config, "SETTINGS", live)
    page = sign_in(visit())
    assert page.status == 422
    assert "non sono giusti" in page.text
    assert visitor.get("/account").path == "/sign-in", "a session from before must not go on either"


def test_an_erased_account_is_refused(ada, visit):
    with writing():
        ada.erased_at = now()
    assert sign_in(visit()).status == 422


def test_signing_in_leads_back_to_where_one_was(ada, visit):
    page = sign_in(visit(), path="/sign-in?next=/roles%3Fa%3D1")
    assert page.path == "/roles"


def test_the_language_of_the_page_is_kept(ada, visit):
    answer = visit().client.get("/en/account")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/en/sign-in?next=/en/account"


def test_signing_in_stays_in_the_language_of_the_page(ada, visit):
    visitor = visit()
    page = visitor.get("/en/sign-in")
    fields = {e.get("name"): e.get("value", "") for e in page.all(".//main//form//input")}
    answer = visitor.client.post("/en/sign-in", data=fields | {"email": "ada@example.org", "password": PASSWORD})
    assert answer.headers["Location"] == "/en/"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(ada, visit, target):
    visitor = visit()
    page = visitor.get("/sign-in", query_string={"next": target})
    form, _ = page.button("Accedi")
    fields = {e.get("name"): e.get("value", "") for e in form.iter("input")}
    answer = visitor.client.post("/sign-in", data=fields | {"email": "ada@example.org", "password": PASSWORD})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_a_half_written_comment_is_there_again_after_signing_in(ada, visit):
    visitor = visit()
    answer = visitor.client.post("/errands", data={"path": "/roles#comment", "text": "Prima di tutto\x00, bene."})
    assert answer.status_code == 303
    assert visitor.client.get_cookie("session") is None
    page = sign_in(visitor, path=answer.headers["Location"])
    assert page.path == "/roles"
    key = db.session.scalars(sa.select(Errand.key)).one()
    assert page.answer.request.args["errand"] == key
    assert errand_text(key) == "Prima di tutto, bene."
    assert errand_text("x" * 43) == errand_text(None) == errand_text("\x00") == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_an_errand_from_another_site_is_refused(cast, visit, headers):
    answer = visit().client.post("/errands", data={"path": "/", "text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert db.session.scalars(sa.select(Errand)).all() == []


def test_an_errand_from_this_site_is_taken(cast, visit):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    answer = visit().client.post("/errands", data={"path": "//evil.example", "text": "x"}, headers=headers)
    assert answer.status_code == 303
    assert db.session.scalars(sa.select(Errand.path)).one() == "/"


def test_an_errand_too_long_is_refused_and_errands_are_counted(cast, visit):
    client = visit().client
    assert client.post("/errands", data={"path": "/", "text": "x" * 10_001}).status_code == 422
    statuses = [client.post("/errands", data={"path": "/", "text": "x"}).status_code for _ in range(30)]
    assert statuses[0] == 303
    assert statuses[-1] == 429


def test_a_page_with_a_form_of_accounts_is_kept_by_nobody(cast, visit):
    assert visit().client.get("/sign-in").headers["Cache-Control"] == "private, no-store"


def test_what_a_signed_in_person_sends_is_counted_per_person(cast, visit, monkeypatch):
    monkeypatch.setitem(limits.POSTING, "auth.account", (3, timedelta(minutes=10)))
    ada, sami = visit(cast.ada), visit(cast.sami)
    statuses = [ada.get("/account").press("Salva").status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert sami.get("/account").press("Salva").status == 200
    assert ada.get("/account").status == 200, "reading is never counted"


def test_limits_speak_of_pages_that_are_there(app):
    assert set(limits.POSTING) <= {rule.endpoint for rule in app.url_map.iter_rules()}
