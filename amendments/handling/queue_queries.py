# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the queue of a process reads: the amendments that wait for somebody, searched, filtered, and in order.

The order is by age (the oldest first), by deadline (what is late first, what is paused last) or by heat (see
`amendments.handling.heat`). Pages go on after an amendment, whatever became of it meanwhile. Cost: a fixed number of
queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from amendments.forecast.foreseen import with_outcome
from amendments.handling.deadline_queries import is_late
from amendments.handling.heat import heats
from amendments.handling.models import Assignment, Note
from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Revision, Visibility
from amendments.requests.queries import Row
from auth.models import Body, Member, Role, User
from db import UtcDateTime, db, now

PAGE = 20
SHOWN = ("waiting", "late", "paused", "running")
ORDERS = ("age", "deadline", "heat")
NOBODY = "nobody"
NEVER = sa.literal(datetime(9999, 1, 1, tzinfo=UTC), UtcDateTime())


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the queue.

    `show` is one of SHOWN: not public yet, late, paused, not paused; "" is everything. `outlook` is one of
    `foreseen.OUTCOMES`: what would become of it today. `assigned` is the number of a moderator, or NOBODY.
    """

    words: str = ""
    document: int | None = None
    show: str = ""
    outlook: str = ""
    assigned: str = ""
    order: str = "age"
    after: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.document or self.show or self.outlook or self.assigned)


def process(slug: str) -> Any:
    """Return the process at an address, or None. Texts know their process only through their relationship to it."""
    kind = sa.inspect(Document).relationships["process"].mapper.class_
    return db.session.scalars(sa.select(kind).where(kind.slug == slug)).first()


def waiting(process_id: int, wanted: Wanted, heat: dict[int, int] | None = None) -> Sequence[Row]:
    """Return up to PAGE + 1 pending amendments of a process, each with its document, in the order that is wanted."""
    holder, worded = aliased(User), aliased(Revision)
    notes = sa.select(sa.func.count()).where(Note.amendment_id == Amendment.id).scalar_subquery()
    chosen = (
        sa.select(Amendment, Document.title, Document.version, Revision.base)
        .add_columns(User.name.label("user"), Body.name.label("body"))
        .add_columns(holder.name.label("holder"), notes.label("notes"))
        .join(Amendment.document)
        .join(Revision, sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision))
        .join(worded, sa.and_(worded.amendment_id == Amendment.id, worded.number == Amendment.worded))
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
        .outerjoin(Assignment, Assignment.amendment_id == Amendment.id)
        .outerjoin(holder, holder.id == Assignment.user_id)
        .where(Amendment.process_id == process_id, Amendment.state == AmendmentState.PENDING)
        .options(contains_eager(Amendment.document))
    )
    if wanted.outlook:
        chosen = chosen.where(Amendment.id.in_(with_outcome(process_id, wanted.outlook)))
    chosen = _narrowed(chosen, wanted, worded.reason)
    if wanted.order == "heat":
        return _hottest(chosen, wanted, heats(process_id) if heat is None else heat)
    return db.session.execute(_ordered(chosen, wanted).limit(PAGE + 1)).all()


def _narrowed(chosen: Any, wanted: Wanted, reason: Any) -> Any:
    if wanted.show == "waiting":
        chosen = chosen.where(Amendment.visibility == Visibility.WAITING)
    else:
        chosen = chosen.where(Amendment.visibility != Visibility.HIDDEN)
    states = {
        "late": is_late(now()),
        "paused": Amendment.paused_at.is_not(None),
        "running": Amendment.paused_at.is_(None),
    }
    if wanted.show in states:
        chosen = chosen.where(states[wanted.show])
    if wanted.document is not None:
        chosen = chosen.where(Amendment.document_id == wanted.document)
    if wanted.assigned == NOBODY:
        chosen = chosen.where(Assignment.user_id.is_(None))
    elif wanted.assigned:
        chosen = chosen.where(Assignment.user_id == int(wanted.assigned))
    places = (Amendment.first_words, Amendment.author_name, User.name, Body.name, Document.title, reason)
    for word in wanted.words.split()[:8]:
        chosen = chosen.where(sa.or_(*(place.icontains(word, autoescape=True) for place in places)))
    return chosen


def _ordered(chosen: Any, wanted: Wanted) -> Any:
    """Order by age or by deadline, from the amendment on after which the page begins."""
    if wanted.order != "deadline":
        chosen = chosen.order_by(Amendment.id)
        return chosen if wanted.after is None else chosen.where(Amendment.id > wanted.after)
    due = sa.case((Amendment.paused_at.is_not(None), NEVER), else_=sa.func.coalesce(Amendment.due_at, NEVER))
    if wanted.after is not None:
        last = db.session.execute(sa.select(due).where(Amendment.id == wanted.after)).scalar()
        if last is not None:
            chosen = chosen.where(sa.or_(due > last, sa.and_(due == last, Amendment.id > wanted.after)))
    return chosen.order_by(due, Amendment.id)


def _hottest(chosen: Any, wanted: Wanted, heat: dict[int, int]) -> Sequence[Row]:
    """Return the page that begins after an amendment, the hottest first; from the first, where that one is gone."""
    ids = db.session.scalars(chosen.with_only_columns(Amendment.id, maintain_column_froms=True)).all()
    ordered = sorted(ids, key=lambda id: (-heat.get(id, 0), id))
    if wanted.after is not None:
        start = (-heat.get(wanted.after, 0), wanted.after)
        ordered = [id for id in ordered if (-heat.get(id, 0), id) > start]
    page = ordered[: PAGE + 1]
    rows = {row.Amendment.id: row for row in db.session.execute(chosen.where(Amendment.id.in_(page)))}
    return [rows[id] for id in page if id in rows]


def documents(process_id: int) -> Sequence[Row]:
    """Return number and title of the documents of a process that have pending amendments."""
    chosen = sa.select(Document.id, Document.title, Document.pending)
    chosen = chosen.where(Document.process_id == process_id, Document.pending > 0)
    return db.session.execute(chosen.order_by(Document.title).limit(500)).all()


def moderators(process_id: int) -> Sequence[Row]:
    """Return number and name of those who moderate a process, by name."""
    chosen = sa.select(User.id, User.name).join(Member, Member.user_id == User.id)
    chosen = chosen.where(Member.process_id == process_id, Member.role == Role.MODERATOR)
    return db.session.execute(chosen.order_by(User.name, User.id)).all()
