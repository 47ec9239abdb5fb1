# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above put on the page of a proposal without being imported here."""

from collections.abc import Callable, Mapping

from amendments.models import Document

# Called with a document; return the notes, HTML, that stand beside paragraphs of its present text, by number, and
# under None those that stand below the text.
beside_text: list[Callable[[Document], Mapping[int | None, str]]] = []
