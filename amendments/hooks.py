# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above want to know of texts without being imported here."""

from collections.abc import Callable

from amendments.models import Document

# Called with a document and its new text, inside the transaction in which a version is born.
version_born: list[Callable[[Document, str], None]] = []

# Called with a document and the text of a version that is likely to be born, before others wait for it: to work ahead.
version_near: list[Callable[[Document, str], None]] = []

# Called by `flask render` with every document, for what packages above keep rendered; return how many changed.
also_renders: list[Callable[[Document], int]] = []

# Called by `flask render` once, for what packages above keep rendered that belongs to no document.
renders_besides: list[Callable[[], int]] = []
