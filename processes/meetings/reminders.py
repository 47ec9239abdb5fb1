# SPDX-License-Identifier: AGPL-3.0-or-later
"""What those who come to a meeting are told: the day before, and when it moves, grows or is called off.

The letter of the day before is planned when the meeting is written, and sent by a job, once.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from db import db, lock, now, transaction
from journal.actions import tell
from journal.jobs import does, later
from languages import LOCAL, today
from processes.meetings.models import Meeting
from processes.meetings.registration_queries import registrations, waits

REMIND = "meeting.remind"
AT = time(9)  # of the day before


def plan_reminder(meeting: Meeting) -> None:
    """Plan the letter of the day before, for a meeting that was just written."""
    moment = datetime.combine(meeting.held_on - timedelta(days=1), AT, LOCAL)
    if meeting.registers and meeting.reminded_for != meeting.held_on and moment > now():
        later(REMIND, {"meeting": meeting.id}, moment)


@does(REMIND)
def remind(about: dict[str, Any]) -> None:
    """Remind everybody who has a seat, once; a meeting that was moved or removed meanwhile leaves nothing to do."""
    with transaction():
        meeting = db.session.get(Meeting, about["meeting"])
        if meeting is None or not meeting.registers:
            return
        lock(meeting)
        if meeting.held_on != today() + timedelta(days=1) or meeting.reminded_for == meeting.held_on:
            return
        meeting.reminded_for = meeting.held_on
        for place, registration in enumerate(registrations(meeting), 1):
            if not waits(meeting, place):
                tell("meeting_reminder", {"meeting": meeting.id}, user=registration.user)


def tell_changes(meeting: Meeting, before: dict[str, Any]) -> None:
    """Tell those who come that day, hour or place changed; and those who waited that there is a seat for them now."""
    if meeting.is_over(now()):
        return
    moved = any(before[name] != _plain(getattr(meeting, name)) for name in ("held_on", "hour", "place", "mode"))
    seats = before["seats"]
    for place, registration in enumerate(registrations(meeting), 1):
        waited = seats is not None and place > seats
        if waits(meeting, place):
            continue
        if waited:
            tell("meeting_registered", {"meeting": meeting.id, "waiting": False}, user=registration.user)
        elif moved:
            tell("meeting_moved", {"meeting": meeting.id}, user=registration.user)


def tell_called_off(meeting: Meeting) -> None:
    """Tell those who come, or wait for a seat, that a meeting is called off."""
    if not meeting.is_over(now()):
        data = {"name": meeting.name, "day": meeting.held_on.isoformat(), "path": f"/processes/{meeting.process.slug}"}
        for registration in registrations(meeting):
            tell("meeting_called_off", data, user=registration.user)


def _plain(value: Any) -> Any:
    """Return a value as the record has it."""
    return value.isoformat() if isinstance(value, date) else value
