# SPDX-License-Identifier: AGPL-3.0-or-later
"""By when a request is answered, as its process promises in public: so many days after it came, or by a fixed day.

Days are those of Italy: "by 30 November" includes the whole of the 30th. While a request waits for its author
the clock stands still: every day that begins meanwhile is added. A request that came after the fixed day, or to
a process that promises nothing, has no deadline.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from languages import LOCAL, day_of


def due_at(process: Any, received: date, paused_days: int = 0) -> datetime | None:
    """Return the instant at which a request that came on a day is late, or None."""
    if process.answer_days is not None:
        last = received + timedelta(days=process.answer_days)
    elif process.answer_by is not None and received <= process.answer_by:
        last = process.answer_by
    else:
        return None
    return datetime.combine(last + timedelta(days=paused_days + 1), time(), LOCAL)


def last_day(due: datetime) -> date:
    """Return the last day on which the answer is in time."""
    return day_of(due - timedelta(microseconds=1))
