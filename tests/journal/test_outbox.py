# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages leave once, over a real SMTP conversation or into a folder, and failures are kept and tried again."""

import email
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from flask import Flask

from auth.models import Invitation, Site, User
from db import db, now
from journal.actions import tell
from journal.letters import Office
from journal.models import Message
from journal.outbox import MOST_TRIES, backlog, send_due
from tests.make import Cast, writing


class Postbox:
    """A mail server of the test's own: keeps what it gets, or answers as it is told."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []
        self.url = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep a letter, or refuse it."""
        if self.answers:
            return self.answers.pop(0)
        self.recipients += envelope.rcpt_tos
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 kept"


def serve(postbox: Postbox, **how: Any) -> Controller:
    """Start a mail server on a free port of the local address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(postbox, hostname="127.0.0.1", port=port, **how)
    server.start()
    return server


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server that takes whatever comes."""
    box = Postbox()
    server = serve(box)
    box.url = f"smtp://127.0.0.1:{server.port}"
    yield box
    server.stop()


def office(app: Flask, tmp_path: Path, url: str = "") -> Office:
    """The office of a site whose mail goes to this address, or into a folder."""
    settings = replace(app.config["SETTINGS"], instance=tmp_path, mail_url=url, public_url="https://emenda.example.org")
    return Office(settings, app.jinja_env)


def test_a_message_is_sent_over_smtp_in_the_language_of_whoever_gets_it(
    app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path
) -> None:
    with writing():
        tell("already_registered", {}, user=cast.ada)
    assert send_due(office(app, tmp_path, postbox.url)) == 1
    (letter,) = postbox.letters
    assert postbox.recipients == ["ada@example.org"]
    assert letter["Subject"] == "Hai già un account"
    assert letter["From"].addresses[0].display_name == "Comune di Prova"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@emenda.example.org>")
    assert letter["Date"].datetime <= now()
    assert "https://emenda.example.org/sign-in" in letter.get_content()
    message = db.session.scalars(sa.select(Message)).one()
    assert message.sent_at is not None and message.error == ""


def test_links_in_english_letters_lead_to_english_pages(
    app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path
) -> None:
    with writing():
        db.session.get_one(User, cast.ada.id).language = "en"
        tell("already_registered", {}, user=cast.ada)
    send_due(office(app, tmp_path, postbox.url))
    assert "https://emenda.example.org/en/sign-in" in postbox.letters[0].get_content()
    assert postbox.letters[0]["Content-Language"] == "en"


def test_without_an_smtp_address_each_message_is_a_file(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with writing():
        tell("password_changed", {}, user=cast.sami)
        tell("password_changed", {}, user=cast.zoe)
    assert send_due(office(app, tmp_path)) == 2
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    letter = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert letter["To"] == "sami@example.org"
    assert "la password del tuo account" in letter.get_content()


def test_what_was_sent_keeps_no_words(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with writing():
        tell("already_registered", {"errand": "a-secret"}, user=cast.ada)
    send_due(office(app, tmp_path))
    assert db.session.scalars(sa.select(Message.data)).one() == {}


def test_a_server_that_refuses_for_now_is_asked_again_later_with_the_same_message_id(
    app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path
) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada)
    postbox.answers = ["451 busy"]
    desk = office(app, tmp_path, postbox.url)
    send_due(desk)
    message = db.session.scalars(sa.select(Message)).one()
    assert message.sent_at is None and "451" in message.error and message.due_at > now()
    assert send_due(desk) == 0
    first = message.due_at - now()
    postbox.answers = ["451 busy"]
    with writing():
        message.due_at = now()
    send_due(desk)
    assert message.due_at - now() > first * 2
    with writing():
        message.due_at = now()
    send_due(desk)
    assert message.sent_at is not None and message.error == ""
    assert str(message.id) in postbox.letters[0]["Message-ID"]


def test_a_server_that_refuses_for_good_is_not_asked_again(
    app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path
) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada)
    postbox.answers = ["550 no such person"]
    send_due(office(app, tmp_path, postbox.url))
    assert backlog() == {"waiting": 0, "late": 0, "given_up": 1}


def test_after_enough_tries_a_message_is_given_up(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada)
    nowhere = office(app, tmp_path, "smtp://127.0.0.1:9")
    for _ in range(MOST_TRIES):
        with writing():
            db.session.scalars(sa.select(Message)).one().due_at = now()
        assert send_due(nowhere) == 1
    assert send_due(nowhere) == 0
    assert backlog()["given_up"] == 1


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(
    app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path
) -> None:
    with writing():
        tell("there_is_no_such_letter", {}, user=cast.ada)
        tell("password_changed", {}, user=cast.sami)
    assert send_due(office(app, tmp_path, postbox.url)) == 2
    assert postbox.recipients == ["sami@example.org"]


def test_erased_people_get_nothing(app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada)
        db.session.get_one(User, cast.ada.id).erased_at = now()
    send_due(office(app, tmp_path, postbox.url))
    assert postbox.letters == []
    assert backlog()["waiting"] == 0


def test_a_message_waits_until_it_is_due(app: Flask, cast: Cast, tmp_path: Path) -> None:
    with writing():
        tell("password_changed", {}, user=cast.ada, wait=timedelta(minutes=5))
    assert send_due(office(app, tmp_path)) == 0


def test_words_of_people_cannot_add_headers(app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path) -> None:
    with writing():
        db.session.scalars(sa.select(Site)).one().name = "Comune\r\nBcc: all@example.org"
        cast.process.title = "Piano\r\nBcc: all@example.org\u2028x"
        invitation = Invitation(email="new@example.org", role="participant", process_id=cast.process.id)
        invitation.by_id, invitation.created_at = cast.bruno.id, now()
        db.session.add(invitation)
        db.session.flush()
        tell("invitation", {"invitation": invitation.id}, address="new@example.org")
    send_due(office(app, tmp_path, postbox.url))
    (letter,) = postbox.letters
    assert postbox.recipients == ["new@example.org"]
    assert letter["Bcc"] is None
    assert letter["Subject"] == "Invito a partecipare: Piano"
    assert letter["From"].addresses[0].display_name == "Comune Bcc: all@example.org"
    assert letter["From"].addresses[0].domain == "emenda.example.org"


def test_a_password_is_only_sent_over_tls(app: Flask, cast: Cast, tmp_path: Path) -> None:
    box = Postbox()
    seen: list[bytes] = []

    def check(server: Any, session: Any, envelope: Any, mechanism: str, who: LoginPassword) -> AuthResult:
        seen.append(who.login)
        return AuthResult(success=who.password == b"s3cret&")

    server = serve(box, authenticator=check, auth_require_tls=False)
    with writing():
        tell("password_changed", {}, user=cast.ada)
    url = f"smtp://emenda:s3cret%26@127.0.0.1:{server.port}"
    send_due(office(app, tmp_path, url))
    assert seen == [] and box.letters == []
    with writing():
        db.session.scalars(sa.select(Message)).one().due_at = now()
    send_due(office(app, tmp_path, url + "?tls=none"))
    server.stop()
    assert seen == [b"emenda"] and len(box.letters) == 1


def test_two_workers_never_send_the_same_message(app: Flask, cast: Cast, postbox: Postbox, tmp_path: Path) -> None:
    with writing():
        for _ in range(20):
            tell("password_changed", {}, user=cast.ada)
    desk = office(app, tmp_path, postbox.url)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with app.app_context():
                while send_due(desk):
                    pass
                db.session.remove()
        except BaseException as failure:
            failures.append(failure)

    workers = [threading.Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert len({letter["Message-ID"] for letter in postbox.letters}) == len(postbox.letters) == 20
