# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about amendments, read when the letter leaves: rows of the outbox hold numbers only."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from amendments.carry.queries import open_question
from amendments.handling.deadlines import last_day
from amendments.models import State
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Visibility
from amendments.requests.revisions import reason_of
from db import db, now
from journal.letters import one_line, words_for
from journal.models import Message
from permissions import can
from redline.merging.outcome import APPLIES

LONGEST_QUOTE = 2000


@words_for("amendment_received", "amendment_lapsed")
def about(message: Message) -> dict[str, Any] | None:
    """Return what any letter about an amendment says; None once it is gone or hidden."""
    amendment = db.session.get(Amendment, message.data.get("amendment"))
    if amendment is None or amendment.visibility == Visibility.HIDDEN:
        return None
    if message.kind == "amendment_revised" and amendment.visibility != Visibility.SHOWN:
        return None  # what is not yet public is not told to supporters either
    if message.kind == "amendment_received" and amendment.state != AmendmentState.PENDING:
        return None  # somebody was faster than the mail
    return {
        "number": amendment.number,
        "title": amendment.document.title,
        "author": author_of(amendment),
        "reason": quote(reason_of(amendment)),
        "due": last_day(amendment.due_at) if amendment.due_at is not None else None,
        "path": path_of(amendment),
    }


@words_for("carry_question")
def asked(message: Message) -> dict[str, Any] | None:
    """Return what the author of an amendment is asked today; None once there is no open question any more."""
    amendment = db.session.get(Amendment, message.data.get("amendment"))
    question = open_question(amendment) if amendment is not None else None
    if amendment is None or question is None or amendment.document.state != State.OPEN:
        return None
    steps = [step for step in question.proof if step["outcome"] != APPLIES]
    return {
        "number": amendment.number,
        "title": amendment.document.title,
        "version": question.version,
        "for_other": amendment.author_name if amendment.author_id is None else "",
        "steps": [step | {name: quote(one_line(step[name])) for name in ("asked", "stands")} for step in steps],
        "path": f"{path_of(amendment)}/update",
    }


@words_for("amendment_decided")
def decided(message: Message) -> dict[str, Any] | None:
    """Return outcome and reason of each change, and the version that was born."""
    amendment = db.session.get(Amendment, message.data.get("amendment"))
    if amendment is None or amendment.outcome is None:
        return None
    rulings = _rulings(amendment)
    versions = [ruling.version for ruling in rulings if ruling.version is not None]
    version = max(versions, default=None)
    return {
        "number": amendment.number,
        "title": amendment.document.title,
        "outcome": amendment.outcome,
        "rulings": [{"number": r.change.number, "outcome": r.outcome, "reason": quote(r.reason)} for r in rulings],
        "version": version,
        "again": amendment.author is not None and can(amendment.author, "amendment.propose", amendment.document, now()),
        "version_path": f"/documents/{amendment.document_id}/versions/{version}",
        "path": path_of(amendment),
    }


def author_of(amendment: Amendment) -> str:
    """Return who asked for it: a body, a person, or the name that staff entered."""
    if amendment.body is not None:
        return amendment.body.name
    return amendment.author.name if amendment.author is not None else amendment.author_name


def path_of(amendment: Amendment) -> str:
    """Return the path of an amendment's page."""
    return f"/documents/{amendment.document_id}/amendments/{amendment.number}"


def quote(text: str) -> str:
    """Return people's words as they stand in a letter, cut where they are very long."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + " …"


def _rulings(amendment: Amendment) -> Sequence[Decision]:
    """Return the decisions that stand, in order of change."""
    chosen = (
        sa.select(Decision)
        .join(Change)
        .where(Change.amendment_id == amendment.id, Decision.stands())
        .order_by(Change.number)
    )
    return db.session.scalars(chosen).all()
