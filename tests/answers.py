# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deeds of participants whose answers `tests/test_answers.py` reads: each begins in a world and ends on a page."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import time_machine
from babel.support import Translations

from amendments.handling.clarification_actions import ask
from amendments.models import Document
from amendments.support.actions import support, support_amendment
from comments import actions as comments
from config import ROOT
from languages import today
from processes.meetings.actions import Gathering, add_meeting
from processes.meetings.registration_actions import register
from redline.text import body
from tests.amendments.stories import asked
from tests.make import Cast, text, writing
from tests.page import Page, Visitor, squeeze
from tests.test_pages import Visit

LATER = {"body": body(text(tempi="Entro il 2026.")), "reason": "È più certo."}
ENGLISH = Translations.load(ROOT / "translations", ["en"])


@dataclass
class World:
    """A published text on that day, and how the person who acts reads the site."""

    cast: Cast
    document: Document
    visit: Visit
    prefix: str = ""

    def at(self, name: str, path: str) -> "Screen":
        """Open a page as somebody."""
        visitor: Visitor = self.visit(getattr(self.cast, name) if name else None)
        return Screen(visitor.get(f"{self.prefix}{path}"), english=bool(self.prefix))

    def text(self, name: str, path: str = "") -> "Screen":
        """Open a page of the text as somebody."""
        return self.at(name, f"/documents/{self.document.id}{path}")

    def wish(self, name: str = "ada") -> str:
        """Let somebody ask for a change; return the path of its page."""
        made = asked(self.document, getattr(self.cast, name), tempi="Entro il 2025.")
        return f"/amendments/{made.number}"


@dataclass
class Screen:
    """A page whose buttons are named in Italian whatever its language."""

    page: Page
    english: bool

    def press(self, words: str, **fields: object) -> "Screen":
        """Press a button."""
        label = ENGLISH.gettext(words) if self.english else words
        return Screen(self.page.press(label, **fields), self.english)

    @property
    def answer(self) -> str:
        """What the page says of the deed."""
        told = [div for div in self.page.all(".//div") if "alert" in (div.get("class") or "").split()]
        return squeeze(" ".join("".join(div.itertext()) for div in told))


def send(world: World) -> Screen:
    """Ask for a change."""
    return world.text("ada", "/amendments/new").press("Vedi che cosa cambierebbe", **LATER).press("Invia")


def send_to_be_read(world: World) -> Screen:
    """Ask for a change where moderators read first."""
    with writing():
        world.cast.process.amendment_moderation = "before"
    return send(world)


def send_without_a_promise(world: World) -> Screen:
    """Ask for a change where no date is promised and nothing ends."""
    with writing():
        world.cast.process.answer_days = None
        world.cast.process.phases[0].ends_at = None
    return send(world)


def revise(world: World) -> Screen:
    """Reword a request that is supported."""
    made = asked(world.document, world.cast.ada, tempi="Entro il 2025.")
    with writing():
        support_amendment(made, by=world.cast.zoe)
    page = world.text("ada", f"/amendments/{made.number}/revise")
    return page.press("Vedi che cosa cambierebbe", **LATER).press("Invia")


def withdraw(world: World) -> Screen:
    """Take a request back."""
    return world.text("ada", f"{world.wish()}/withdraw").press("Ritira la modifica")


def explain(world: World) -> Screen:
    """Answer a question two days after it was asked: the clock stood still meanwhile."""
    made = asked(world.document, world.cast.ada, tempi="Entro il 2025.")
    with writing():
        ask(made, "Quale mese?", by=world.cast.mara)
    with time_machine.travel(datetime(2026, 3, 4, 11, tzinfo=UTC), tick=False):
        return world.text("ada", f"/amendments/{made.number}/answer").press("Manda la risposta", answer="Giugno.")


def enter(world: World) -> Screen:
    """Write down what came on paper the day before."""
    source = {"author_name": "Pia", "channel": "paper", "received_on": today() - timedelta(days=1)}
    page = world.text("bruno", "/amendments/enter")
    return page.press("Vedi che cosa cambierebbe", **LATER, **source).press("Invia")


def support_text(world: World) -> Screen:
    """Support a text."""
    return world.at("zoe", f"/proposals/{world.document.id}").press("Sostieni")


def unsupport_text(world: World) -> Screen:
    """Take the support of a text back."""
    with writing():
        support(world.document, by=world.cast.zoe)
    return world.at("zoe", f"/proposals/{world.document.id}").press("Ritira il sostegno")


def support_wish(world: World) -> Screen:
    """Support a request."""
    return world.text("zoe", world.wish()).press("Sostieni")


def support_late_wish(world: World) -> Screen:
    """Support a request whose answer is late."""
    path = world.wish()
    with time_machine.travel(datetime(2026, 3, 20, 11, tzinfo=UTC), tick=False):
        return world.text("zoe", path).press("Sostieni")


def comment(world: World) -> Screen:
    """Say something."""
    return world.text("zoe", "/comments").press("Pubblica il commento", text="Mi piace.")


def comment_to_be_read(world: World) -> Screen:
    """Say something where moderators read first."""
    with writing():
        world.cast.process.comment_moderation = "before"
    return comment(world)


def report(world: World) -> Screen:
    """Report a comment."""
    with writing():
        said = comments.post(world.document, "Comprate!", by=world.cast.sami)
    return world.at("zoe", f"/comments/{said.id}/report").press("Invia la segnalazione", reason="È pubblicità.")


def _meeting(world: World, seats: int) -> str:
    with writing():
        gathering = Gathering("Valchiara", today() + timedelta(days=5), registers=True, seats=seats)
        made = add_meeting(world.cast.process, gathering, {}, by=world.cast.bruno)
        register(made, by=world.cast.ada)
    return f"/processes/piano/meetings/{made.id}"


def come(world: World) -> Screen:
    """Register for a meeting with a free seat."""
    return world.at("zoe", _meeting(world, 2)).press("Iscriviti")


def come_and_wait(world: World) -> Screen:
    """Register for a meeting without free seats."""
    return world.at("zoe", _meeting(world, 1)).press("Iscriviti")


def not_come(world: World) -> Screen:
    """Give one's seat back."""
    return world.at("ada", _meeting(world, 1)).press("Annulla l’iscrizione")
