# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deeds of moderators and staff whose answers `tests/test_answers.py` reads, beside those of `tests/answers.py`."""

from amendments.documents.actions import close as close_text
from amendments.handling.clarification_actions import ask as ask_author
from amendments.request_models import Amendment
from comments import actions as comments
from redline.text import body
from tests.amendments.stories import accepted, asked
from tests.answers import Screen, World
from tests.make import text, writing

REASON = {"reason": "È una decisione della giunta."}


def _wish(world: World, name: str = "ada") -> Amendment:
    return asked(world.document, getattr(world.cast, name), tempi="Entro il 2025.")


def accept(world: World) -> Screen:
    """Accept the only request."""
    page = world.text("mara", f"/amendments/{_wish(world).number}/decide")
    return page.press("Vedi il risultato", outcome_1="accepted").press("Pubblica la decisione")


def reject_one_of_two(world: World) -> Screen:
    """Reject a request while another waits."""
    number = _wish(world).number
    _wish(world, "sami")
    page = world.text("mara", f"/amendments/{number}/decide")
    return page.press("Vedi il risultato", outcome_1="rejected", reason_1="No.").press("Pubblica la decisione")


def undo(world: World) -> Screen:
    """Undo what was just decided."""
    accepted(_wish(world), world.cast.mara)
    return world.text("mara", "/undo").press("Annulla gli esiti", **REASON)


def ask(world: World) -> Screen:
    """Ask an author to explain."""
    return world.text("mara", f"/amendments/{_wish(world).number}/ask").press("Manda la domanda", question="Quando?")


def resume(world: World) -> Screen:
    """Take a request up again without an answer."""
    wish = _wish(world)
    with writing():
        ask_author(wish, "Quando?", by=world.cast.mara)
    return world.text("mara", f"/amendments/{wish.number}").press("Riprendi senza risposta")


def hide(world: World) -> Screen:
    """Hide a request."""
    path = f"/amendments/{_wish(world).number}/moderate"
    return world.text("mara", path).press("Nascondi al pubblico", **REASON)


def hide_comment(world: World) -> Screen:
    """Hide a comment."""
    with writing():
        said = comments.post(world.document, "Comprate!", by=world.cast.sami)
    return world.at("mara", f"/comments/{said.id}/moderate").press("Nascondi il commento", **REASON)


def correct(world: World) -> Screen:
    """Correct a text while a request waits."""
    _wish(world)
    words = body(text(destinatari="Tutti."))
    page = world.text("bruno", "/correct").press("Vedi che cosa cambierebbe", body=words, **REASON)
    return page.press("Pubblica la correzione")


def close(world: World) -> Screen:
    """Close a text while a request waits."""
    _wish(world)
    return world.text("bruno", "/close").press("Chiudi")


def reopen(world: World) -> Screen:
    """Open a closed text again."""
    with writing():
        close_text(world.document, by=world.cast.bruno)
    return world.text("bruno", "/close").press("Riapri")


def conclude(world: World) -> Screen:
    """Write down that a text is adopted."""
    return world.text("bruno", "/conclude").press("Registra", adopted="yes", **REASON)


def appoint(world: World) -> Screen:
    """Make somebody a moderator."""
    page = world.at("bruno", "/processes/piano/people")
    return page.press("Nomina o invita", email="zoe@example.org", role="moderator")
