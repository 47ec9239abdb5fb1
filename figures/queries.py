# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the figures count, in a process or everywhere; a fixed number of questions, each answered by counting."""

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, State, Support
from amendments.request_models import Amendment, AmendmentState, Visibility
from comments.models import Comment
from db import db
from processes.models import Process
from proposals.report_queries import by_outcome

ASKED = Amendment.visibility == Visibility.SHOWN
SAID = sa.and_(Comment.visibility == Visibility.SHOWN, Comment.deleted_at.is_(None))


@dataclass(frozen=True)
class Scope:
    """What is counted: one process, or everything where it is None."""

    process: Process | None = None

    def of(self, column: Any) -> sa.ColumnElement[bool]:
        """Return the condition that a row belongs to it, by the column that names its process."""
        return sa.true() if self.process is None else column == self.process.id

    @property
    def supports(self) -> sa.ColumnElement[bool]:
        """The condition that a support belongs to it."""
        if self.process is None:
            return sa.true()
        return Support.document_id.in_(sa.select(Document.id).where(Document.process_id == self.process.id))


def proposals(scope: Scope) -> dict[str, int]:
    """Count the published proposals by their state."""
    chosen = sa.select(Document.state, sa.func.count()).where(scope.of(Document.process_id))
    chosen = chosen.where(Document.kind == "proposal", Document.state != State.DRAFT).group_by(Document.state)
    return {row[0]: row[1] for row in db.session.execute(chosen)}


def requests(scope: Scope) -> dict[str, int]:
    """Count the requests that everybody sees by their outcome, else by their state."""
    return by_outcome(scope.of(Amendment.process_id))


def median_days(scope: Scope) -> float | None:
    """Return in how many days half of the decided requests were decided; None where none was."""
    chosen = sa.select(Amendment.created_at, Amendment.decided_at).where(scope.of(Amendment.process_id), ASKED)
    chosen = chosen.where(Amendment.state == AmendmentState.DECIDED, Amendment.decided_at.is_not(None))
    taken = [(row.decided_at - row.created_at).total_seconds() / 86_400 for row in db.session.execute(chosen)]
    return median(taken) if taken else None


def people(scope: Scope) -> dict[str, int]:
    """Count the people who asked for changes, who support something, and who commented."""
    asked = sa.select(sa.func.count(Amendment.author_id.distinct())).where(scope.of(Amendment.process_id), ASKED)
    supported = sa.select(sa.func.count(Support.user_id.distinct())).where(scope.supports)
    commented = sa.select(sa.func.count(Comment.author_id.distinct())).where(scope.of(Comment.process_id), SAID)
    counts = {"asked": asked, "supported": supported, "commented": commented}
    row = db.session.execute(sa.select(*(one.scalar_subquery().label(name) for name, one in counts.items()))).one()
    return dict(row._mapping)


def supporters_by_month(scope: Scope, since: datetime) -> dict[date, int]:
    """Count the people who gave supports that stand, by month, from a moment on."""
    return _by_month(Support.created_at, Support.user_id, scope.supports, since)


def commenters_by_month(scope: Scope, since: datetime) -> dict[date, int]:
    """Count the people who wrote comments that everybody reads, by month, from a moment on."""
    return _by_month(Comment.created_at, Comment.author_id, sa.and_(scope.of(Comment.process_id), SAID), since)


def _by_month(moment: Any, person: Any, within: sa.ColumnElement[bool], since: datetime) -> dict[date, int]:
    year, month = sa.extract("year", moment), sa.extract("month", moment)
    chosen = sa.select(year, month, sa.func.count(person.distinct())).where(within, moment >= since)
    return {date(int(row[0]), int(row[1]), 1): row[2] for row in db.session.execute(chosen.group_by(year, month))}
