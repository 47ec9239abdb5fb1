# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of amendments: lists of them, one with its revisions, changes and decisions."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from amendments.models import Document, State, Support
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Outcome, Revision, Visibility
from auth.models import Body, User
from db import db

PAGE = 50
Row = Any  # a row whose columns the query names
STATES = {state.value for state in AmendmentState} - {AmendmentState.DECIDED}
OUTCOMES = {outcome.value for outcome in Outcome}


@dataclass(frozen=True)
class Point:
    """One change of an amendment and what was decided of it: the decision that stands, if any, and former ones."""

    change: Change
    decision: Row | None
    former: tuple[Row, ...] = ()


def amendment(document_id: int, number: int, *, text: bool = False) -> Amendment | None:
    """Return an amendment of a published document, with what its page needs, or None.

    `text` brings the present text of the document along, for what will read it.
    """
    return db.session.scalars(_amendment(text), {"document": document_id, "number": number}).unique().first()


@cache
def _amendment(text: bool) -> sa.Select[Amendment]:
    """Return the question that every page of an amendment begins with, built once."""
    chosen = sa.select(Amendment).join(Amendment.document).where(Document.state != State.DRAFT)
    chosen = chosen.where(Amendment.document_id == sa.bindparam("document"), Amendment.number == sa.bindparam("number"))
    document = joinedload(Amendment.document)
    phases = Document.process.property.mapper.class_.phases  # processes stand in a package above this one
    chosen = chosen.options(document.joinedload(Document.process).joinedload(phases), joinedload(Amendment.body))
    return chosen.options(document.undefer(Document.text)) if text else chosen


def _rows() -> Any:
    """Return the beginning of every list of amendments."""
    return (
        sa.select(
            Amendment.id,
            Amendment.number,
            Amendment.state,
            Amendment.outcome,
            Amendment.visibility,
            Amendment.first_words,
            Amendment.change_count,
            Amendment.supports,
            Amendment.comments,
            Amendment.revision,
            Amendment.channel,
            Amendment.created_at,
            Amendment.decided_at,
            Amendment.author_id,
            Amendment.body_id,
            Amendment.author_name,
        )
        .add_columns(User.name.label("user"), Body.name.label("body"))
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
    )


def amendments(document: Document, most: int, *, before: int | None = None, state: str = "") -> Sequence[Row]:
    """Return up to `most` amendments everybody sees, the latest first, older than number `before`.

    `state` is a state or an outcome; anything else means all of them.
    """
    chosen = _rows().where(Amendment.document_id == document.id, Amendment.visibility == Visibility.SHOWN)
    if state in STATES:
        chosen = chosen.where(Amendment.state == state)
    if state in OUTCOMES:
        chosen = chosen.where(Amendment.outcome == state)
    if before is not None:
        chosen = chosen.where(Amendment.number < before)
    return db.session.execute(chosen.order_by(Amendment.number.desc()).limit(most)).all()


def by_numbers(document: Document, numbers: Collection[Hashable]) -> Sequence[Row]:
    """Return some amendments everybody sees, in order of their numbers."""
    chosen = _rows().where(Amendment.document_id == document.id, Amendment.visibility == Visibility.SHOWN)
    return db.session.execute(chosen.where(Amendment.number.in_(numbers)).order_by(Amendment.number)).all()


def by_ids(ids: Collection[int]) -> dict[int, Amendment]:
    """Return some amendments by their ids, for what must be asked of each."""
    chosen = sa.select(Amendment).where(Amendment.id.in_(ids))
    return {found.id: found for found in db.session.scalars(chosen)} if ids else {}


def unseen(document: Document, user: User, *, moderates: bool) -> Sequence[Row]:
    """Return the amendments of a document not everybody sees, which this person sees: their own, or all."""
    chosen = _rows().where(Amendment.document_id == document.id, Amendment.visibility != Visibility.SHOWN)
    if not moderates:
        chosen = chosen.where(Amendment.author_id == user.id)
    return db.session.execute(chosen.order_by(Amendment.number.desc()).limit(PAGE)).all()


def undecided(document: Document) -> int:
    """Count the amendments that would lapse with a document, those that are not public included."""
    chosen = sa.select(sa.func.count()).where(Amendment.document_id == document.id)
    return db.session.scalar(chosen.where(Amendment.state == AmendmentState.PENDING)) or 0


def names(found: Amendment) -> Row:
    """Return the names that an amendment's page shows: of its author, and of who entered it."""
    enterer = aliased(User)
    chosen = sa.select(User.name.label("user"), enterer.name.label("entered_by")).select_from(Amendment)
    chosen = chosen.outerjoin(User, User.id == Amendment.author_id)
    chosen = chosen.outerjoin(enterer, enterer.id == Amendment.entered_by_id).where(Amendment.id == found.id)
    return db.session.execute(chosen).one()


def revision(found: Amendment, number: int) -> Revision | None:
    """Return one revision of an amendment, or None."""
    chosen = sa.select(Revision).where(Revision.amendment_id == found.id, Revision.number == number)
    return db.session.scalars(chosen).first()


def revisions(found: Amendment) -> Sequence[Row]:
    """Return number, moment and base of the revisions of an amendment, the latest first."""
    chosen = sa.select(Revision.number, Revision.created_at, Revision.base).where(Revision.amendment_id == found.id)
    return db.session.execute(chosen.order_by(Revision.number.desc()).limit(PAGE)).all()


def points(found: Amendment, revision: int) -> list[Point]:
    """Return the changes of a revision in order of their place in the text, each with what was decided of it."""
    preparer = aliased(User)
    decided = (
        sa.select(Decision, User.name.label("by"), preparer.name.label("prepared_by"))
        .add_columns(Decision.stands().label("stands"))
        .join(User, User.id == Decision.by_id)
        .outerjoin(preparer, preparer.id == Decision.prepared_by_id)
        .join(Change, Change.id == Decision.change_id)
        .where(Change.amendment_id == found.id, Change.revision == revision)
    )
    decisions, former = {}, defaultdict(list)
    for row in db.session.execute(decided.order_by(Decision.id)):
        if row.stands:
            decisions[row.Decision.change_id] = row
        else:
            former[row.Decision.change_id].append(row)
    chosen = sa.select(Change).where(Change.amendment_id == found.id, Change.revision == revision)
    rows = sorted(db.session.scalars(chosen), key=lambda row: row.order)
    return [Point(row, decisions.get(row.id), tuple(former[row.id])) for row in rows]


def supports_by_revision(found: Amendment) -> dict[int, int]:
    """Return how many support each revision of an amendment."""
    chosen = sa.select(Support.given_to, sa.func.count()).where(Support.amendment_id == found.id)
    return {row[0]: row[1] for row in db.session.execute(chosen.group_by(Support.given_to))}
