# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking the author of a request to explain: the request pauses, and goes on with an answer or a new revision.

A moderator may take it up again without one, and may decide it at any time: silence never blocks.
"""

import sqlalchemy as sa

from amendments.documents.texts import fingerprint, required
from amendments.handling.deadline_actions import start_clock, stop_clock
from amendments.handling.models import Clarification
from amendments.request_models import Amendment
from auth.models import User
from db import N_, db, lock, now
from journal.actions import record, tell
from permissions import require


def ask(amendment: Amendment, question: str, *, by: User) -> Clarification:
    """Ask the author of a waiting amendment to explain, in public, and pause it."""
    require(by, "amendment.ask", amendment, now())
    question = required(question, "question", N_("Scrivi che cosa vuoi chiedere."))
    lock(amendment.document)
    require(by, "amendment.ask", lock(amendment), now())
    last = sa.select(sa.func.max(Clarification.number)).where(Clarification.amendment_id == amendment.id)
    asked = Clarification(amendment_id=amendment.id, number=(db.session.scalar(last) or 0) + 1, question=question)
    asked.asked_by_id, asked.asked_at = by.id, now()
    db.session.add(asked)
    stop_clock(amendment)
    data = {"amendment": amendment.number, "question": asked.number, "sha256": fingerprint(question)}
    record("amendment.question_asked", by=by, document=amendment.document, data=data)
    if amendment.author is not None:
        tell("clarification_asked", {"clarification": asked.id}, user=amendment.author)
    return asked


def answer(amendment: Amendment, words: str, *, by: User) -> Clarification:
    """Answer the open question on one's amendment (or write down the answer that came another way): it goes on."""
    require(by, "amendment.answer", amendment, now())
    words = required(words, "answer", N_("Scrivi la tua risposta."))
    lock(amendment.document)
    require(by, "amendment.answer", lock(amendment), now())
    asked = _ended(amendment)
    asked.answer, asked.answered_by_id = words, by.id
    data = {"amendment": amendment.number, "question": asked.number, "sha256": fingerprint(words)}
    record("amendment.question_answered", by=by, document=amendment.document, data=data)
    tell("clarification_answered", {"clarification": asked.id}, user=asked.asked_by)
    return asked


def resume(amendment: Amendment, *, by: User) -> None:
    """Take a paused amendment up again without an answer."""
    require(by, "amendment.resume", amendment, now())
    lock(amendment.document)
    require(by, "amendment.resume", lock(amendment), now())
    asked = _ended(amendment)
    data = {"amendment": amendment.number, "question": asked.number}
    record("amendment.resumed", by=by, document=amendment.document, data=data)


def answer_by_revising(amendment: Amendment) -> None:
    """Let a paused amendment go on because its author has just revised it; its event says so."""
    if amendment.paused_at is not None:
        asked = _ended(amendment)
        asked.revision = amendment.revision
        tell("clarification_answered", {"clarification": asked.id}, user=asked.asked_by)


def _ended(amendment: Amendment) -> Clarification:
    """End the open question of a paused amendment, and return it."""
    chosen = sa.select(Clarification).where(Clarification.amendment_id == amendment.id)
    asked = db.session.scalars(chosen.where(Clarification.ended_at.is_(None))).one()
    asked.ended_at = now()
    start_clock(amendment)
    return asked
