# SPDX-License-Identifier: AGPL-3.0-or-later
"""Meetings as a calendar file (iCalendar, RFC 5545), one or many: for a calendar to read once or to follow.

Lines end with CR LF and are folded at 75 bytes, never within a character; a meeting without an hour lasts all day.
One with an hour is given its beginning in UTC, so that no table of time zones has to travel along.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from languages import LOCAL
from processes.meetings.models import Meeting
from redline.markdown import plain

MOMENT = "%Y%m%dT%H%M%SZ"
LONGEST = 75


def calendar(meetings: Iterable[Meeting], name: str, address: str) -> str:
    """Return a calendar of meetings; `address` is the site's, which makes their ids, and their pages' links."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Emenda//Emenda//IT", f"X-WR-CALNAME:{_text(name)}"]
    for meeting in meetings:
        lines += _event(meeting, address)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(meeting: Meeting, address: str) -> list[str]:
    page = f"{address}/processes/{meeting.process.slug}/meetings/{meeting.id}"
    facts = {
        "UID": f"meeting-{meeting.id}@{address.partition('://')[2]}",
        "DTSTAMP": meeting.updated_at.astimezone(UTC).strftime(MOMENT),
        "SEQUENCE": str(meeting.revision),
        "SUMMARY": _text(meeting.name),
        "LOCATION": _text(meeting.place),
        "DESCRIPTION": _text(plain(meeting.text)),
        "URL": page,
    }
    days = [f"{name}:{value}" for name, value in facts.items() if value]
    return ["BEGIN:VEVENT", *days, *_when(meeting), "END:VEVENT"]


def _when(meeting: Meeting) -> list[str]:
    if not meeting.hour:
        after = meeting.held_on + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{meeting.held_on:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    begin = datetime.combine(meeting.held_on, time.fromisoformat(meeting.hour), LOCAL)
    return [f"DTSTART:{begin.astimezone(UTC).strftime(MOMENT)}"]


def _text(words: str) -> str:
    """Return words as a value of the format."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces of at most LONGEST bytes; a space begins each but the first."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > LONGEST:
            pieces.append(piece)
            piece = " "
        piece += sign
    return "\r\n".join([*pieces, piece])
