# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about questions to the authors of requests, read when the letter leaves."""

from typing import Any

from amendments.handling.models import Clarification
from amendments.request_models import AmendmentState
from amendments.requests.letters import path_of, quote
from db import db
from journal.letters import words_for
from journal.models import Message


@words_for("clarification_asked")
def asked(message: Message) -> dict[str, Any] | None:
    """Return the question; None once it is no longer open."""
    found = db.session.get(Clarification, message.data.get("clarification"))
    if found is None or found.ended_at is not None or found.amendment.state != AmendmentState.PENDING:
        return None
    return _about(found) | {"asked_by": found.asked_by.name, "answer_path": f"{path_of(found.amendment)}/answer"}


@words_for("clarification_answered")
def answered(message: Message) -> dict[str, Any] | None:
    """Return the answer, or the new revision that stands for one."""
    found = db.session.get(Clarification, message.data.get("clarification"))
    if found is None or found.ended_at is None:
        return None
    return _about(found) | {"answer": quote(found.answer), "revision": found.revision}


def _about(found: Clarification) -> dict[str, Any]:
    amendment = found.amendment
    return {
        "number": amendment.number,
        "title": amendment.document.title,
        "question": quote(found.question),
        "path": path_of(amendment),
    }
