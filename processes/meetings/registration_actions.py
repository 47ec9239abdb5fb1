# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on registrations: come to a meeting, and not come after all.

Who will be where is nobody's business but the organisers': registrations stand in no public record. Whoever goes makes
room for the first who waits, who is told.
"""

import sqlalchemy as sa

from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import stamp, tell
from languages import today
from permissions import require
from processes.meetings.models import Meeting
from processes.meetings.registration_models import Registration
from processes.meetings.registration_queries import how_many, place_of, registrations, waits


def register(meeting: Meeting, *, by: User) -> int:
    """Register a person, and return their place; whoever finds no seat waits for one."""
    require(by, "meeting.register", meeting, now())
    lock(meeting)  # two who take the last seat at once stand in an order
    if place_of(meeting, by) is not None:
        raise Invalid("", N_("Hai già un posto, o lo stai aspettando: ricarica la pagina per vederlo."))
    db.session.add(Registration(meeting_id=meeting.id, user_id=by.id, created_at=now()))
    db.session.flush()
    place = how_many(meeting)
    _tell(meeting, by, waits(meeting, place))
    stamp(f"process:{meeting.process_id}")
    return place


def cancel(meeting: Meeting, *, by: User) -> None:
    """Take a registration back; the first who waits gets the seat."""
    require(by, "meeting.cancel", meeting, now())
    lock(meeting)
    place = place_of(meeting, by)
    if place is None:
        raise Invalid("", N_("Non risulta una tua iscrizione a questo incontro: se vuoi venire, iscriviti."))
    _remove(meeting, by.id, place)


def forget(person: User) -> None:
    """Take all registrations of a person back who is erased."""
    for registration in db.session.scalars(sa.select(Registration).where(Registration.user_id == person.id)):
        place = place_of(registration.meeting, person)
        if place is not None:
            _remove(registration.meeting, person.id, place)


def _remove(meeting: Meeting, user_id: int, place: int) -> None:
    found = registrations(meeting)
    db.session.execute(
        sa.delete(Registration).where(Registration.meeting_id == meeting.id, Registration.user_id == user_id)
    )
    seats = meeting.seats
    if seats is not None and place <= seats < len(found) and meeting.held_on >= today():
        _tell(meeting, found[seats].user, False)
    stamp(f"process:{meeting.process_id}")


def _tell(meeting: Meeting, person: User, waiting: bool) -> None:
    tell("meeting_registered", {"meeting": meeting.id, "waiting": waiting}, user=person)
