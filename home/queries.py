# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the first page tells everybody: a few of each, so that it costs the same however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from amendments.models import Document, State
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Visibility
from db import db, now
from languages import today
from processes.calendar import start_of
from processes.meetings.models import Meeting
from processes.models import Phase, Process

SOON = timedelta(days=14)
LOOKED_AT = 200
MOST_OPEN, MOST_OUTCOMES, MOST_MEETINGS, MOST_NEW = 6, 5, 4, 4
_OPENS = sa.or_(Phase.proposing, Phase.amending, Phase.supporting, Phase.commenting)


@dataclass(frozen=True)
class Open:
    """The phases that are open now: those that end within two weeks, and the others; whether there are more."""

    soon: list[Phase]
    others: list[Phase]
    more: bool


@dataclass(frozen=True)
class OutcomeTold:
    """A decided request with the title of its text, and the first reason that was given."""

    amendment: Amendment
    title: str
    language: str
    reason: str


def open_now() -> Open:
    """Return the phases that are open now, those that end first before the others; two queries at most."""
    moment = now()
    found = _open(moment, Phase.ends_at > moment, Phase.ends_at, Phase.id)
    if len(found) <= MOST_OPEN:  # asked for apart, so that each is read in the order of an index
        found += _open(moment, Phase.ends_at.is_(None), Phase.id)
    shown = found[:MOST_OPEN]
    soon = [phase for phase in shown if phase.ends_at is not None and phase.ends_at <= moment + SOON]
    return Open(soon, [phase for phase in shown if phase not in soon], len(found) > MOST_OPEN)


def _open(moment: datetime, ends: sa.ColumnElement[bool], *order: Any) -> list[Phase]:
    chosen = (
        sa.select(Phase)
        .join(Phase.process)
        .where(Phase.starts_at <= moment, ends, _OPENS)
        .options(contains_eager(Phase.process).options(lazyload(Process.phases)))
        .order_by(*order)
        .limit(MOST_OPEN + 1)
    )
    return list(db.session.scalars(chosen))


def always_open() -> Sequence[Process]:
    """Return the newest processes without phases, in which everything is open; looked for among the newest of all."""
    newest = sa.select(Process.id).order_by(Process.id.desc()).limit(LOOKED_AT)
    without = ~sa.exists().where(Phase.process_id == Process.id)
    chosen = sa.select(Process).where(Process.id.in_(newest), without).options(lazyload(Process.phases))
    return db.session.scalars(chosen.order_by(Process.id.desc()).limit(MOST_OPEN)).all()


def latest_outcomes() -> list[OutcomeTold]:
    """Return the requests that were decided last, as everybody may read them; two queries."""
    chosen = (
        sa.select(Amendment, Document.title, Document.language)
        .join(Document, Document.id == Amendment.document_id)
        .where(Amendment.state == AmendmentState.DECIDED, Amendment.visibility == Visibility.SHOWN)
        .where(Amendment.decided_at.is_not(None), Document.state != State.DRAFT)
        .options(joinedload(Amendment.author), joinedload(Amendment.body))
        .order_by(Amendment.decided_at.desc(), Amendment.id.desc())
        .limit(MOST_OUTCOMES)
    )
    rows = db.session.execute(chosen).all()
    reasons = _reasons([row.Amendment.id for row in rows])
    return [OutcomeTold(row.Amendment, row.title, row.language, reasons.get(row.Amendment.id, "")) for row in rows]


def _reasons(ids: list[int]) -> dict[int, str]:
    """Return the first reason given for each of some requests."""
    chosen = (
        sa.select(Change.amendment_id, Decision.reason)
        .join(Change, Change.id == Decision.change_id)
        .where(Change.amendment_id.in_(ids), Decision.stands(), Decision.reason != "")
        .order_by(Decision.id.desc())
    )
    return {row.amendment_id: row.reason for row in db.session.execute(chosen)}


def new_proposals() -> Sequence[Any]:
    """Return id, title, language and day of the proposals that were published last."""
    chosen = sa.select(Document.id, Document.title, Document.language, Document.published_at)
    chosen = chosen.where(Document.kind == "proposal", Document.state != State.DRAFT)
    return db.session.execute(chosen.order_by(Document.published_at.desc(), Document.id.desc()).limit(MOST_NEW)).all()


def coming_meetings() -> Sequence[Meeting]:
    """Return the next meetings of all processes, each with its process."""
    with_process = joinedload(Meeting.process).options(lazyload(Process.phases))
    chosen = sa.select(Meeting).where(Meeting.held_on >= today()).options(with_process)
    return db.session.scalars(chosen.order_by(Meeting.held_on, Meeting.hour, Meeting.id).limit(MOST_MEETINGS)).all()


def holds() -> list[datetime | None]:
    """Return the moments at which the page would say something else though nothing happened."""
    moment = now()
    begins = sa.select(sa.func.min(Phase.starts_at)).where(Phase.starts_at > moment).scalar_subquery()
    ends = sa.select(sa.func.min(Phase.ends_at)).where(Phase.ends_at > moment).scalar_subquery()
    near: Any = sa.select(sa.func.min(Phase.ends_at)).where(Phase.ends_at > moment + SOON).scalar_subquery()
    row = db.session.execute(sa.select(begins.label("begins"), ends.label("ends"), near.label("near"))).one()
    return [row.begins, row.ends, row.near - SOON if row.near else None, start_of(today() + timedelta(days=1))]
