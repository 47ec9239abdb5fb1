# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above want to know of a plan and of meetings without being imported here."""

from collections.abc import Callable

from markupsafe import Markup

from processes.meetings.models import Meeting
from processes.models import Process

# Called with a process, inside the transaction, after the order of its parts changed.
parts_moved: list[Callable[[Process], None]] = []

# Called with a meeting, inside the transaction in which it is removed.
meeting_removed: list[Callable[[Meeting], None]] = []

# Return what else stands on the page of a meeting, or nothing.
below_meeting: list[Callable[[Meeting], Markup]] = []
