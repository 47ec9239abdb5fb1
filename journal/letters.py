# SPDX-License-Identifier: AGPL-3.0-or-later
"""Turn a row of the outbox into a letter, in the language of whoever gets it.

Letters are written when they are sent, so that they tell how things stand. A row holds numbers only; the
packages above say with `words_for` how their kinds become words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlsplit

import jinja2
import sqlalchemy as sa
from flask_babel import force_locale

from config import Settings
from db import db, now
from journal.models import Message
from languages import prefix

Words = dict[str, Any]
Writer = Callable[[Message], Words | None]
LONGEST_SUBJECT = 150
_writers: dict[str, Writer] = {}


class Unwanted(Exception):
    """There is nobody to tell any more, or nothing: the person was erased, the thing was taken back."""


@dataclass(frozen=True)
class Office:
    """What every letter needs: the settings, the templates, and the body that sends."""

    settings: Settings
    templates: jinja2.Environment

    def body(self) -> tuple[str, str, str]:
        """Return the body's name, SMTP address and sender; its own fill in what the settings leave empty."""
        # By its name, not its model: people and sites stand in a package above this one.
        row = db.session.execute(sa.text("SELECT name, mail_url, mail_sender FROM site ORDER BY id LIMIT 1")).first()
        name, url, sender = row or ("Emenda", "", "")
        named = self.host.rpartition(".")[2].isalpha()  # and no number of a machine
        fallback = f"emenda@{self.host if named else 'localhost'}"
        return name, self.settings.mail_url or url, self.settings.mail_sender or sender or fallback

    @property
    def host(self) -> str:
        """The name under which people reach the site."""
        return urlsplit(self.settings.public_url).hostname or "localhost"


def words_for(*kinds: str) -> Callable[[Writer], Writer]:
    """Say that a function finds the words of these kinds; it returns None when there is nothing to tell."""

    def decorate(writer: Writer) -> Writer:
        _writers.update(dict.fromkeys(kinds, writer))
        return writer

    return decorate


def compose(message: Message, office: Office) -> EmailMessage:
    """Return the letter of a row; raise Unwanted when it must not leave, ValueError for a bad address."""
    to = _address(message)
    language = message.user.language if message.user is not None else message.language
    writer = _writers.get(message.kind)
    found = writer(message) if writer is not None else {}
    if found is None:
        raise Unwanted("nothing to tell")
    body_name, _, sender = office.body()
    words = {"site": body_name, "link": _links(office.settings.public_url, language), "person": message.user}
    with force_locale(language):
        text = office.templates.get_template(f"mail/{message.kind}.txt").render(message.data | found | words)
    subject, _, body = text.lstrip().partition("\n")
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = one_line(subject.removeprefix("Subject:"))[:LONGEST_SUBJECT]
    letter["From"] = Address(one_line(body_name), addr_spec=sender)
    letter["To"] = Address(addr_spec=to)
    letter["Date"] = now()
    letter["Message-ID"] = f"<{message.id}.{message.created_at:%Y%m%d%H%M%S%f}@{office.host}>"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(re.sub(r"\n{3,}", "\n\n", body).strip() + "\n", cte="quoted-printable")
    letter["Content-Language"] = language  # after the content, which begins with no header of its kind
    return letter


def one_line(text: str) -> str:
    """Return the text without control characters and with single spaces, fit for a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _address(message: Message) -> str:
    """Return where the letter goes; raise Unwanted when the person was erased."""
    if message.to_user_id is None:
        return str(message.to_address)
    if message.user is None or message.user.erased_at is not None or not message.user.email:
        raise Unwanted("the account was erased")
    return str(message.user.email)


def _links(public_url: str, language: str) -> Callable[[str], str]:
    """Return what makes a path a whole address in the letter's language."""
    start = public_url + prefix(language)
    return lambda path: start + path
