# SPDX-License-Identifier: AGPL-3.0-or-later
"""The days of a phase, as people in Italy say them, and the moments that are kept of them.

A phase lasts from the first instant of its first day to the last of its last day, in local time: "until
30 November" includes the whole of the 30th, also where clocks change.
"""

from datetime import date, datetime, time, timedelta

from languages import LOCAL, day_of
from processes.models import Phase


def start_of(day: date) -> datetime:
    """Return the first instant of a day."""
    return datetime.combine(day, time(), LOCAL)


def end_of(day: date) -> datetime:
    """Return the instant at which a day is over."""
    return start_of(day + timedelta(days=1))


def first_day(phase: Phase) -> date:
    """Return the day on which a phase begins."""
    return day_of(phase.starts_at)


def last_day(phase: Phase) -> date | None:
    """Return the last day of a phase, or None when it has no end."""
    if phase.ends_at is None:
        return None
    return day_of(phase.ends_at - timedelta(microseconds=1))
