# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above want to know of people without being imported here."""

from collections.abc import Callable

from auth.models import Body, User

# Called with a person who still has name and address, inside the transaction in which they are erased.
person_erased: list[Callable[[User], None]] = []

# Called with a body, inside the transaction in which its name or place changes, or another is merged into it.
body_renamed: list[Callable[[Body], None]] = []
