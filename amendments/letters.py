# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about amendments, read when the letter leaves: rows of the outbox hold numbers only."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from amendments.request_models import Amendment, AmendmentState, Change, Decision, Revision, Visibility
from db import db
from journal.letters import words_for
from journal.models import Message

LONGEST_QUOTE = 2000


@words_for("amendment_received", "amendment_lapsed", "amendment_revised")
def about(message: Message) -> dict[str, Any] | None:
    """Return what any letter about an amendment says; None once it is gone or hidden."""
    amendment = db.session.get(Amendment, message.data.get("amendment"))
    if amendment is None or amendment.visibility == Visibility.HIDDEN:
        return None
    if message.kind == "amendment_revised" and amendment.visibility != Visibility.SHOWN:
        return None  # what is not yet public is not told to supporters either
    if message.kind == "amendment_received" and amendment.state != AmendmentState.PENDING:
        return None  # somebody was faster than the mail
    wanted = sa.select(Revision.reason).where(
        Revision.amendment_id == amendment.id, Revision.number == amendment.revision
    )
    return {
        "number": amendment.number,
        "title": amendment.document.title,
        "author": author_of(amendment),
        "reason": quote(db.session.scalar(wanted) or ""),
        "path": path_of(amendment),
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
