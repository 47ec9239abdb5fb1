# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above want to know of a plan without being imported here."""

from collections.abc import Callable

from processes.models import Process

# Called with a process, inside the transaction, after the order of its parts changed.
parts_moved: list[Callable[[Process], None]] = []
