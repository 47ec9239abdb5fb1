# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the meetings: the timeline page after page, one meeting, who is new, and the counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload, undefer

from db import db
from processes.meetings.models import Figure, Meeting, MeetingKind, Presence
from processes.models import Process

PAGE = 50
ON_PROCESS = 3


@dataclass(frozen=True)
class Timeline:
    """Meetings in the order of their days; `later` is the last of them where the list goes on."""

    meetings: Sequence[Meeting]
    later: int | None = None

    @property
    def series(self) -> list[tuple[str, list[Meeting]]]:
        """The meetings, those of one series that follow each other together."""
        return [(name, list(found)) for name, found in groupby(self.meetings, key=lambda meeting: meeting.series)]


@dataclass(frozen=True)
class Counter:
    """A counter of a kind of activity: what is declared, as of which day, and how many meetings are here."""

    kind: MeetingKind
    label: str
    declared: int | None
    declared_on: date | None
    counted: int


def timeline(process: Process, after: Meeting | None = None) -> Timeline:
    """Return a page of the meetings of a process, from the first one, or from after a meeting."""
    chosen = sa.select(Meeting).where(Meeting.process_id == process.id).options(selectinload(Meeting.presences))
    if after is not None:
        place = sa.tuple_(sa.literal(after.held_on), sa.literal(after.id))
        chosen = chosen.where(sa.tuple_(Meeting.held_on, Meeting.id) > place)
    found = db.session.scalars(chosen.order_by(Meeting.held_on, Meeting.id).limit(PAGE + 1)).all()
    return Timeline(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def newest(process: Process, most: int = ON_PROCESS) -> Sequence[Meeting]:
    """Return the meetings with the last days, those to come among them."""
    chosen = sa.select(Meeting).where(Meeting.process_id == process.id)
    return db.session.scalars(chosen.order_by(Meeting.held_on.desc(), Meeting.id.desc()).limit(most)).all()


def meeting(process: Process, id: int) -> Meeting | None:
    """Return a meeting of this process with all its texts and bodies, or None."""
    chosen = sa.select(Meeting).where(Meeting.process_id == process.id, Meeting.id == id)
    texts = (Meeting.minutes, Meeting.minutes_html, Meeting.agenda, Meeting.agenda_html)
    whole = *map(undefer, texts), selectinload(Meeting.presences), joinedload(Meeting.process)
    return db.session.scalars(chosen.options(*whole)).first()


def new_in(meeting: Meeting) -> list[Presence]:
    """Return the bodies that are seen for the first time in the meetings of their process, each once."""
    ids = {presence.body_id for presence in meeting.presences}
    place = sa.tuple_(sa.literal(meeting.held_on), sa.literal(meeting.id))
    earlier = (
        sa.select(Presence.body_id)
        .join(Meeting)
        .where(Meeting.process_id == meeting.process_id, Presence.body_id.in_(ids))
        .where(sa.tuple_(Meeting.held_on, Meeting.id) < place)
    )
    old = set(db.session.scalars(earlier))
    first = {presence.body_id: presence for presence in reversed(meeting.presences) if presence.body_id not in old}
    return [presence for presence in meeting.presences if presence in first.values()]


def figures(process: Process) -> dict[str, Figure]:
    """Return the declared figures by kind."""
    chosen = sa.select(Figure).where(Figure.process_id == process.id)
    return {figure.kind: figure for figure in db.session.scalars(chosen)}


def counters(process: Process) -> list[Counter]:
    """Return the counters that have something to count: declared, computed, or both."""
    declared = figures(process)
    grouped = sa.select(Meeting.kind, sa.func.count().label("number")).where(Meeting.process_id == process.id)
    counted = {row.kind: row.number for row in db.session.execute(grouped.group_by(Meeting.kind))}
    nothing = Figure(label="", declared=None, declared_on=None)
    found = []
    for kind in MeetingKind:
        one = declared.get(kind, nothing)
        if kind in declared or counted.get(kind):
            found.append(Counter(kind, one.label, one.declared, one.declared_on, counted.get(kind, 0)))
    return found
