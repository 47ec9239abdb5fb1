# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above want to know of people without being imported here."""

from collections.abc import Callable

from auth.models import User

# Called with a person, inside the transaction in which they are erased.
person_erased: list[Callable[[User], None]] = []
