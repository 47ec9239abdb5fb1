# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept beside a proposal's newest text, so that lists and searches need not open it."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from db import db
from proposals import search
from proposals.models import Proposal
from redline import markdown
from redline.text import body

LONGEST_EXCERPT = 240
_ENOUGH = 3_000  # characters from which an excerpt is certainly found
_PROPOSAL: Any = Proposal.__table__
_THIS = _PROPOSAL.c.document_id == sa.bindparam("document")
_KEPT = sa.select(_PROPOSAL.c.number, _PROPOSAL.c.reference, _PROPOSAL.c.excerpt).where(_THIS)
_PUT_EXCERPT = sa.update(_PROPOSAL).where(_THIS).values(excerpt=sa.bindparam("first"))


def renew(document: Document, text: str) -> None:
    """Write excerpt and search words anew; called when a version of any document is born."""
    found = db.session.execute(_KEPT, {"document": document.id}).first()
    if found is None:
        return
    number, reference, known = found
    words = body(text)
    first = excerpt(words)
    if first != known:
        db.session.execute(_PUT_EXCERPT, {"document": document.id, "first": first})
    search.index(document.id, document.process_id, f"{document.title} {number} {reference or ''}", words)


def work_ahead(document: Document, text: str) -> None:
    """Work out what `renew` will write of a text, so that it is remembered when others wait for it."""
    if document.kind != "proposal":
        return
    words = body(text)
    excerpt(words)
    search.work_ahead(words)


def excerpt(text: str) -> str:
    """Return the first words of a text without its headings, cut between words."""
    return _excerpt(text[:_ENOUGH])


@lru_cache(maxsize=64)
def _excerpt(beginning: str) -> str:
    """Return the excerpt of a text by its beginning, which most versions leave as it is."""
    prose = "\n".join(line for line in beginning.splitlines() if not line.startswith("#"))
    words = " ".join(markdown.plain(prose).split())
    if len(words) <= LONGEST_EXCERPT:
        return words
    cut = words[: LONGEST_EXCERPT - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",.;:") + "…"
