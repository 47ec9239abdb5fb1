# SPDX-License-Identifier: AGPL-3.0-or-later
"""The letter to those who come to a meeting, on the day before: planned when it is written, sent by a job, once."""

from datetime import datetime, time, timedelta
from typing import Any

from db import db, lock, now, transaction
from journal.actions import tell
from journal.jobs import does, later
from processes.calendar import LOCAL, today
from processes.meeting_models import Meeting
from processes.registration_queries import registrations, waits

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
