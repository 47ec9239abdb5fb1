# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the letters that invite to a process, tell of a meeting to those who come, and answer those who
told of a process."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date

from auth.models import Invitation
from db import db, now
from journal.letters import words_for
from journal.models import Message
from languages import day_of, locale_of, prefix
from processes.meetings.models import Meeting
from processes.models import Process


@words_for("invitation")
def invited(message: Message) -> dict[str, Any] | None:
    """Return the process, the role and where to sign up; None when the invitation was accepted or taken back."""
    invitation = db.session.get(Invitation, message.data.get("invitation"))
    if invitation is None or invitation.accepted_at is not None:
        return None
    process = db.session.get_one(Process, invitation.process_id)
    to_process = f"{prefix(message.language)}/processes/{process.slug}"
    sign_up = "/sign-up?" + urlencode({"email": invitation.email, "next": to_process})
    return {"process": process.title, "slug": process.slug, "role": invitation.role, "sign_up": sign_up}


@words_for("meeting_called_off")
def called_off(message: Message) -> dict[str, Any]:
    """Return the day of a meeting that is called off."""
    day = date.fromisoformat(message.data["day"])
    return {"when": format_date(day, "full", locale=locale_of(_language(message)))}


@words_for("meeting_registered", "meeting_reminder", "meeting_moved")
def expected(message: Message) -> dict[str, Any] | None:
    """Return what the meeting is called, when and where it is; None when it was removed."""
    meeting = db.session.get(Meeting, message.data.get("meeting"))
    if meeting is None:
        return None
    day = format_date(meeting.held_on, "full", locale=locale_of(_language(message)))
    return {
        "name": meeting.name,
        "when": f"{day}, {meeting.hour}" if meeting.hour else day,
        "place": meeting.place,
        "reminds": meeting.will_remind(now()),
        "path": f"/processes/{meeting.process.slug}/meetings/{meeting.id}",
    }


@words_for("suggestion_noted")
def noted(message: Message) -> dict[str, Any]:
    """Return by which day what somebody told of is decided."""
    due = day_of(datetime.fromisoformat(message.data["due"]))
    return {"day": format_date(due, "long", locale=locale_of(_language(message)))}


def _language(message: Message) -> str:
    return str(message.user.language if message.user else message.language)
