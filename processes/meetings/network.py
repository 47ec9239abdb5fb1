# SPDX-License-Identifier: AGPL-3.0-or-later
"""The network of a process over time: which bodies joined at which meeting, as steps, a plot and a table.

The plot is a line of steps in a box of WIDTH by HEIGHT, drawn by the server: over the days, how many bodies there were.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from auth.models import Body
from db import db
from processes.meetings.models import Meeting, Presence
from processes.models import Process

WIDTH, HEIGHT = 600, 200


@dataclass(frozen=True)
class Step:
    """A meeting at which bodies joined, and how many there were from then on."""

    meeting: Any
    bodies: list[Body]
    total: int


@dataclass(frozen=True)
class InNetwork:
    """A body of the network: since when, and at how many meetings it was."""

    body: Body
    since: date
    meetings: int


def steps(process: Process) -> list[Step]:
    """Return the meetings at which bodies joined, in the order of their days; a body joins once."""
    chosen = (
        sa.select(Presence, Meeting.id, Meeting.heading, Meeting.held_on)
        .join(Meeting)
        .where(Meeting.process_id == process.id, Presence.joined)
        .order_by(Meeting.held_on, Meeting.id, Presence.id)
    )
    found: list[Step] = []
    known: set[int] = set()
    for row in db.session.execute(chosen):
        if row.Presence.body_id in known:
            continue
        known.add(row.Presence.body_id)
        if not found or found[-1].meeting.id != row.id:
            found.append(Step(row, [], 0))
        found[-1] = Step(found[-1].meeting, [*found[-1].bodies, row.Presence.body], len(known))
    return found


def members(process: Process, joined: Sequence[Step]) -> list[InNetwork]:
    """Return the bodies of the network by name, with the meetings at which each was."""
    counted = (
        sa.select(Presence.body_id, sa.func.count(Presence.meeting_id.distinct()).label("meetings"))
        .join(Meeting)
        .where(Meeting.process_id == process.id)
        .group_by(Presence.body_id)
    )
    meetings = {row.body_id: row.meetings for row in db.session.execute(counted)}
    found = [InNetwork(body, step.meeting.held_on, meetings[body.id]) for step in joined for body in step.bodies]
    return sorted(found, key=lambda one: one.body.name.casefold())


def line(joined: Sequence[Step]) -> str:
    """Return the points of the plot, for the `points` of a polyline: first along, then up."""
    first, last = joined[0].meeting.held_on, joined[-1].meeting.held_on
    days, most = max((last - first).days, 1), joined[-1].total
    points, height = [(0.0, float(HEIGHT))], float(HEIGHT)
    for step in joined:
        along = WIDTH * (step.meeting.held_on - first).days / days
        points.append((along, height))
        height = HEIGHT - HEIGHT * step.total / most
        points.append((along, height))
    points.append((float(WIDTH), height))
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
