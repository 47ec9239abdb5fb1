# SPDX-License-Identifier: AGPL-3.0-or-later
"""What packages above put on the page of a proposal without being imported here."""

from collections.abc import Callable

from amendments.models import Document

# Called with a document and the page of its present text; return the page with what stands beside its paragraphs.
beside_text: list[Callable[[Document, str], str]] = []
