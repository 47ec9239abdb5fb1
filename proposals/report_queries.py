# SPDX-License-Identifier: AGPL-3.0-or-later
"""What outcome reports read: the requests that everybody sees, their points and decisions, and how many there are.

Cost: a fixed number of questions, however many texts and requests are shown.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from amendments.documents.texts import texts_of
from amendments.models import Document, State, Support
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Visibility
from auth.models import Body, User
from db import db
from processes.models import Process
from proposals.models import Proposal

_SEEN = Amendment.visibility == Visibility.SHOWN
OUTCOME_OR_STATE = sa.case((Amendment.state == AmendmentState.DECIDED, Amendment.outcome), else_=Amendment.state)


@dataclass(frozen=True)
class Request:
    """A request as a report tells it: its row, and its points with what was decided of each."""

    row: Any
    points: Sequence[Any]


@dataclass(frozen=True)
class Text:
    """A text as a report tells it: its document and number in the plan, and its first words of all."""

    document: Document
    number: str
    first: str


def texts(process: Process, most: int, after: int = 0) -> list[Text]:
    """Return up to `most` published proposals of a process in the order of its plan, beginning behind so many."""
    chosen = (
        sa.select(Document, Proposal.number)
        .join(Proposal, Proposal.document_id == Document.id)
        .where(Proposal.process_id == process.id, Document.state != State.DRAFT)
        .options(undefer(Document.text))
        .order_by(Proposal.position, Proposal.document_id)
    )
    rows = db.session.execute(chosen.offset(after).limit(most)).all()
    firsts = texts_of((row.Document.id, 1) for row in rows if row.Document.version > 1)
    return [Text(row.Document, row.number, firsts.get((row.Document.id, 1), row.Document.text)) for row in rows]


def titles(process: Process) -> list[Text]:
    """Return all published proposals of a process in the order of its plan, without their words."""
    chosen = sa.select(Document, Proposal.number).join(Proposal, Proposal.document_id == Document.id)
    chosen = chosen.where(Proposal.process_id == process.id, Document.state != State.DRAFT)
    rows = db.session.execute(chosen.order_by(Proposal.position, Proposal.document_id))
    return [Text(row.Document, row.number, "") for row in rows]


def requests(documents: Collection[int], most: int | None = None, after: int = 0) -> dict[int, list[Request]]:
    """Return, by text, up to `most` requests of each in order of their numbers, beginning behind number `after`."""
    if not documents:
        return {}
    place = sa.func.row_number().over(partition_by=Amendment.document_id, order_by=Amendment.number).label("place")
    chosen = sa.select(Amendment.id, place).where(Amendment.document_id.in_(documents), _SEEN)
    ranked = chosen.where(Amendment.number > after).subquery()
    of_these = sa.select(ranked.c.id)
    if most is not None:
        of_these = of_these.where(ranked.c.place <= most)
    points = _points(of_these)
    found: dict[int, list[Request]] = defaultdict(list)
    for row in db.session.execute(_rows().where(Amendment.id.in_(of_these))):
        found[row.document_id].append(Request(row, points[row.id]))
    return found


def _rows() -> Any:
    chosen = sa.select(Amendment.id, Amendment.document_id, Amendment.number, Amendment.state, Amendment.outcome)
    chosen = chosen.add_columns(Amendment.channel, Amendment.received_on, Amendment.created_at, Amendment.author_name)
    chosen = chosen.add_columns(User.name.label("user"), Body.name.label("body"))
    chosen = chosen.outerjoin(User, User.id == Amendment.author_id).outerjoin(Body, Body.id == Amendment.body_id)
    return chosen.order_by(Amendment.document_id, Amendment.number)


def _points(of_these: Any) -> dict[int, list[Any]]:
    """Return the changes of some amendments, by amendment, each with the decision that stands."""
    chosen = (
        sa.select(Change.amendment_id, Change.number, Change.kind, Change.old, Change.new, Change.place)
        .add_columns(Change.outcome, Decision.reason, Decision.organ, Decision.act, Decision.sitting)
        .add_columns(Decision.version, Decision.created_at, User.name.label("by"))
        .join(Amendment, sa.and_(Amendment.id == Change.amendment_id, Amendment.revision == Change.revision))
        .outerjoin(Decision, sa.and_(Decision.change_id == Change.id, Decision.stands()))
        .outerjoin(User, User.id == Decision.by_id)
        .where(Change.amendment_id.in_(of_these))
        .order_by(Change.amendment_id, Change.number)
    )
    found = defaultdict(list)
    for row in db.session.execute(chosen):
        found[row.amendment_id].append(row)
    return found


# --- figures ----------------------------------------------------------------------------------------------


def by_outcome(within: sa.ColumnElement[bool]) -> dict[str, int]:
    """Count the requests that everybody sees by their outcome or, where they have none, by their state."""
    chosen = sa.select(OUTCOME_OR_STATE, sa.func.count()).where(within, _SEEN)
    return _counted(chosen.group_by(OUTCOME_OR_STATE))


def points_by_outcome(within: sa.ColumnElement[bool]) -> dict[str, int]:
    """Count the points of decided requests by their outcome."""
    chosen = sa.select(Change.outcome, sa.func.count()).join(
        Amendment, sa.and_(Amendment.id == Change.amendment_id, Amendment.revision == Change.revision)
    )
    return _counted(chosen.where(within, _SEEN, Change.outcome.is_not(None)).group_by(Change.outcome))


def unseen(within: sa.ColumnElement[bool]) -> int:
    """Count the requests that not everybody sees."""
    return db.session.scalar(sa.select(sa.func.count(Amendment.id)).where(within, sa.not_(_SEEN))) or 0


def people(within: sa.ColumnElement[bool], supported: sa.ColumnElement[bool]) -> dict[str, int]:
    """Count the people who asked for changes under their own name or a body's, and those who support."""
    asked = sa.select(sa.func.count(Amendment.author_id.distinct())).where(within, _SEEN)
    supports = sa.select(sa.func.count(Support.user_id.distinct())).where(supported)
    row = db.session.execute(sa.select(asked.scalar_subquery(), supports.scalar_subquery())).one()
    return {"asked": row[0], "supported": row[1]}


def _counted(chosen: Any) -> dict[str, int]:
    return {row[0]: row[1] for row in db.session.execute(chosen)}
