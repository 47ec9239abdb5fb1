# SPDX-License-Identifier: AGPL-3.0-or-later
"""The state table of handling a request: every deed in every state by every role; what it does not grant is refused.

Each state is brought about by real actions; each deed is tried by its real action, and undone.
"""

from collections.abc import Callable
from typing import Any

import pytest

from amendments.amendment_actions import moderate, withdraw
from amendments.clarification_actions import answer, ask, resume
from amendments.document_actions import close
from amendments.handling_actions import add_note, assign
from amendments.request_models import Amendment
from db import begin_writing, db
from permissions import Refused, can
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, writing
from tests.routes import ROLES

PEOPLE = {
    "participant": "zoe",
    "author": "ada",
    "staff": "bruno",
    "moderator": "mara",
    "administrator": "ines",
}


STATES: dict[str, Callable[[Amendment, Cast], object]] = {
    "pending": lambda wish, cast: None,
    "paused": lambda wish, cast: ask(wish, "Quale mese?", by=cast.mino),
    "hidden": lambda wish, cast: moderate(wish, by=cast.mino, show=False, reason="Offese."),
    "decided": lambda wish, cast: accepted(wish, cast.mino),
    "withdrawn": lambda wish, cast: withdraw(wish, by=cast.ada),
    "lapsed": lambda wish, cast: close(wish.document, by=cast.bruno),
}
DEEDS: dict[str, Callable[[Amendment, Cast, Any], object]] = {
    "amendment.ask": lambda wish, cast, by: ask(wish, "Perché?", by=by),
    "amendment.answer": lambda wish, cast, by: answer(wish, "Giugno.", by=by),
    "amendment.resume": lambda wish, cast, by: resume(wish, by=by),
    "amendment.assign": lambda wish, cast, by: assign(wish, cast.mara.id, by=by),
    "amendment.note": lambda wish, cast, by: add_note(wish, "Nota.", by=by),
}
OFFICE = {"staff", "moderator", "administrator"}
# Who may, by deed and state; nobody where nothing stands.
TABLE = {
    "amendment.ask": {"pending": {"moderator"}},
    "amendment.answer": {"paused": {"author"}},
    "amendment.resume": {"paused": {"moderator"}},
    "amendment.assign": dict.fromkeys(("pending", "paused", "hidden"), OFFICE),
    "amendment.note": dict.fromkeys(STATES, OFFICE),
}


@pytest.mark.parametrize("state", STATES)
def test_every_deed_in_every_state_by_every_role(cast: Cast, state: str) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    if state == "decided":
        accepted(wish, cast.mino)
    else:
        with writing():
            STATES[state](wish, cast)
    for deed, act in DEEDS.items():
        for role in ROLES:
            by = getattr(cast, PEOPLE.get(role, ""), None)
            granted = role in TABLE[deed].get(state, set())
            assert _goes(act, wish, cast, by) == granted, f"{deed} while {state} as {role}"


def _goes(act: Callable[[Amendment, Cast, Any], object], wish: Amendment, cast: Cast, by: Any) -> bool:
    """Try a deed, take it back, and say whether it went."""
    begin_writing()
    try:
        act(wish, cast, by)
    except Refused:
        return False
    finally:
        db.session.rollback()
    return True


def test_staff_answer_only_for_what_came_otherwise(cast: Cast) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    with writing():
        ask(wish, "Perché?", by=cast.mara)
    assert not can(cast.bruno, "amendment.answer", wish, wish.created_at)
    with writing():
        wish.channel = "paper"
    assert can(cast.bruno, "amendment.answer", wish, wish.created_at)
