# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who comes to a meeting: everybody in their order, how many there are, and the place of one person."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from auth.models import User
from db import db
from processes.meetings.models import Meeting
from processes.meetings.registration_models import Registration


def registrations(meeting: Meeting) -> Sequence[Registration]:
    """Return all registrations in their order, with people."""
    chosen = sa.select(Registration).where(Registration.meeting_id == meeting.id).options(joinedload(Registration.user))
    return db.session.scalars(chosen.order_by(Registration.id)).all()


def how_many(meeting: Meeting) -> int:
    """Return how many people registered, those who wait too."""
    chosen = sa.select(sa.func.count()).where(Registration.meeting_id == meeting.id)
    return db.session.scalar(chosen.select_from(Registration)) or 0


def place_of(meeting: Meeting, person: User | None) -> int | None:
    """Return the place of a person, counted from 1, or None where they did not register."""
    if person is None:
        return None
    mine = sa.select(Registration.id).where(Registration.meeting_id == meeting.id, Registration.user_id == person.id)
    before = sa.select(sa.func.count()).where(Registration.meeting_id == meeting.id)
    found = db.session.scalar(mine)
    return None if found is None else db.session.scalar(before.where(Registration.id <= found))


def waits(meeting: Meeting, place: int) -> bool:
    """Say whether the seats end before a place."""
    return meeting.seats is not None and place > meeting.seats
