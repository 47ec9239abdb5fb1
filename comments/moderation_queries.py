# SPDX-License-Identifier: AGPL-3.0-or-later
"""What moderators read: the comments of a process that wait, were reported, or are hidden."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.request_models import Visibility
from comments.models import Comment, Report
from db import db

PAGE = 20


def to_look_at(process_id: int, which: str, start: int = 0) -> tuple[Sequence[Comment], int | None]:
    """Return up to PAGE comments of a process that are "waiting", "reported" or "hidden", oldest first.

    The second value is where the next page begins, or None.
    """
    about = joinedload(Comment.document)
    chosen = sa.select(Comment).where(Comment.process_id == process_id, *_which(which), Comment.id >= start)
    chosen = chosen.options(about, joinedload(Comment.amendment), joinedload(Comment.author), joinedload(Comment.body))
    found = db.session.scalars(chosen.order_by(Comment.id).limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE].id if len(found) > PAGE else None


def how_many(process_id: int) -> dict[str, int]:
    """Return how many comments of a process are waiting, reported and hidden."""
    counts = {
        which: sa.select(sa.func.count()).where(Comment.process_id == process_id, *_which(which)).scalar_subquery()
        for which in ("waiting", "reported", "hidden")
    }
    row = db.session.execute(sa.select(*(count.label(which) for which, count in counts.items()))).one()
    return dict(row._mapping)


def reports(comments: Sequence[Comment]) -> dict[int, list[Report]]:
    """Return the open reports of some comments, by comment, oldest first."""
    chosen = sa.select(Report).where(Report.comment_id.in_([c.id for c in comments]), Report.handled_at.is_(None))
    found: dict[int, list[Report]] = {}
    for report in db.session.scalars(chosen.order_by(Report.id)):
        found.setdefault(report.comment_id, []).append(report)
    return found


def _which(which: str) -> tuple[sa.ColumnElement[bool], ...]:
    standing = Comment.deleted_at.is_(None)
    if which == "reported":
        return (Comment.reports > 0, standing)
    return (Comment.visibility == (Visibility.WAITING if which == "waiting" else Visibility.HIDDEN), standing)
