# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters and links: nobody floods another's mailbox, and a link works once, for one thing, for a while."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from auth import account_actions, member_actions, passwords, tokens
from auth.models import Attempt, Invitation, User
from db import db, now
from journal.models import Message
from tests.make import Cast, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
PASSWORD = "una frase lunga da ricordare"
EVA = "eva@example.net"


def letters() -> int:
    return db.session.query(Message).count()


def signed_up() -> User:
    """Return a person who signed up and has not confirmed the address."""
    with writing():
        account_actions.sign_up("Eva", EVA, passwords.hashed(PASSWORD), privacy_version="1")
    return db.session.query(User).filter_by(email=EVA).one()


def test_strangers_cannot_flood_a_mailbox_by_signing_up(cast: Cast, visit: Visit) -> None:
    for turn in range(8):
        page = visit().get("/sign-up")
        page = page.press("Crea", name="Eva", email=EVA, password=PASSWORD, privacy="y")
        assert page.status == (200 if turn < 5 else 429)
    assert letters() == 5


def test_strangers_cannot_flood_a_mailbox_by_signing_in_unconfirmed(cast: Cast, visit: Visit) -> None:
    signed_up()
    for turn in range(8):
        page = visit().get("/sign-in").press("Accedi", email=EVA, password=PASSWORD)
        assert page.status == (200 if turn < 5 else 429)
    assert letters() == 6


def test_strangers_cannot_flood_a_mailbox_by_forgetting_passwords(cast: Cast, visit: Visit) -> None:
    for turn in range(8):
        page = visit().get("/password")
        page = page.press("Manda", email="ada@example.org")
        assert page.status == (200 if turn < 5 else 429)
    assert letters() == 5


# --- expired, used, exchanged -----------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "within"), [("confirm", tokens.CONFIRM_WITHIN), ("password", tokens.RESET_WITHIN)])
def test_a_link_ends_after_its_time(
    app: Flask, cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch, kind: str, within: timedelta
) -> None:
    user = signed_up()
    token = tokens.confirm_token(user) if kind == "confirm" else tokens.reset_token(user)
    assert visit().get(f"/{kind}/{token}").status == 200
    name = {"confirm": "CONFIRM_WITHIN", "password": "RESET_WITHIN"}[kind]
    monkeypatch.setattr(tokens, name, timedelta(seconds=-2))
    assert visit().get(f"/{kind}/{token}").status == 410
    assert visit().post(f"/{kind}/{token}", {"password": PASSWORD}).status in (400, 410)


def test_a_link_for_one_thing_does_not_open_another(cast: Cast, visit: Visit) -> None:
    user = signed_up()
    assert visit().get(f"/password/{tokens.confirm_token(user)}").status == 410
    assert visit().get(f"/confirm/{tokens.reset_token(user)}").status == 410
    assert visit().get(f"/password/{tokens.reset_token(cast.ada)}x").status == 410


def test_a_reset_link_works_once(cast: Cast, visit: Visit) -> None:
    token = tokens.reset_token(cast.ada)
    first, second = visit().get(f"/password/{token}"), visit().get(f"/password/{token}")
    assert "Accedi" in first.press("Cambia la password", password=PASSWORD).text
    assert second.press("Cambia la password", password="un’altra frase lunga").status == 410
    db.session.expire_all()
    assert passwords.fits(cast.ada, PASSWORD)


def test_a_new_password_ends_every_session(cast: Cast, visit: Visit) -> None:
    stolen = visit(cast.ada)
    assert stolen.get("/account").status == 200 and stolen.client.get("/account").status_code == 200
    visit().get(f"/password/{tokens.reset_token(cast.ada)}").press("Cambia la password", password=PASSWORD)
    assert stolen.client.get("/account").status_code == 303


def test_a_withdrawn_invitation_is_not_accepted_by_choosing_a_password(cast: Cast, visit: Visit) -> None:
    user = signed_up()
    with writing():
        invitation = member_actions.appoint(cast.process, EVA, "moderator", by=cast.bruno)
        assert isinstance(invitation, Invitation)
        member_actions.withdraw(invitation, cast.process, by=cast.bruno)
    visit().get(f"/password/{tokens.reset_token(user)}").press("Cambia la password", password=PASSWORD)
    db.session.expire_all()
    assert user.is_active and not user.memberships


def test_an_unconfirmed_account_has_no_rights_from_an_invitation(cast: Cast) -> None:
    user = signed_up()
    with writing():
        member_actions.appoint(cast.process, EVA, "moderator", by=cast.bruno)
        account_actions.accept_invitations(user)
    assert not user.memberships


def test_the_session_is_another_after_signing_in(cast: Cast, visit: Visit) -> None:
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    visitor = visit()
    page = visitor.get("/sign-in")
    with visitor.client.session_transaction() as before:
        before["planted"] = "by an attacker"
        token = before.get("csrf_token")
    page.press("Accedi", email="ada@example.org", password=PASSWORD)
    with visitor.client.session_transaction() as after:
        assert "planted" not in after and after.get("csrf_token") != token and after["_user_id"]


def test_sign_in_says_the_same_of_unknown_addresses_and_counts_them(cast: Cast, visit: Visit) -> None:
    with writing():
        cast.ada.password_hash = passwords.hashed(PASSWORD)
    answers = {visit().get("/sign-in").press("Accedi", email=who, password="sbagliata").text for who in
               ("ada@example.org", "nessuno@example.org")}  # fmt: skip
    assert len({answer.replace("ada@", "nessuno@") for answer in answers}) == 1
    assert db.session.query(Attempt).filter(Attempt.at > now() - timedelta(minutes=1)).count() >= 2
