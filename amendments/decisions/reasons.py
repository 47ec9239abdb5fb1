# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a ruling needs a reason: always but for a plain acceptance, and also for that where it takes decided words."""

from collections.abc import Iterable

import sqlalchemy as sa

from amendments.models import Document
from amendments.request_models import Change, Decision, Outcome
from db import N_, Invalid, db

SHORTEST_BROUGHT = 4  # shorter words of an earlier decision cannot be told from others in the text
NO_REASON = N_("Scrivi il motivo di ogni punto che non accetti così com’è: lo leggeranno tutti.")
TAKES_DECIDED = N_("Così si tolgono parole volute da una decisione precedente: scrivi il motivo.")


def require_reason(outcome: str, reason: str) -> None:
    """Raise Invalid where an outcome has no reason and needs one."""
    if outcome != Outcome.ACCEPTED and not reason.strip():
        raise Invalid("reason", NO_REASON)


def decided_words(document: Document) -> frozenset[str]:
    """Return the words that decisions that stand brought into a document, where they are long enough to be told."""
    brought = sa.select(Change.new).join(Decision, Decision.change_id == Change.id)
    brought = brought.where(Decision.document_id == document.id, Decision.outcome == Outcome.ACCEPTED)
    brought = brought.where(Decision.stands())
    found = (words.strip() for words in db.session.scalars(brought))
    return frozenset(words for words in found if len(words) >= SHORTEST_BROUGHT)


def takes(decided: Iterable[str], present: str, final: str, span: tuple[int, int]) -> bool:
    """Say whether decided words are in the present text and would go.

    Words are looked up as they were brought; where somebody reworded them since, they are no longer found and no
    reason is asked for. They are counted only where they stand in the span of the present text that changes, or
    touch it.
    """
    start, end = span
    return any(
        words in present[max(0, start - len(words)) : end + len(words)] and final.count(words) < present.count(words)
        for words in decided
    )
