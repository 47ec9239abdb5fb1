# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of a request that is being gathered: its paragraphs, and the text it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.documents.texts import text_of
from amendments.drafts.models import AmendmentDraft
from amendments.models import Document
from auth.models import User
from db import db
from redline.anchors import carry
from redline.changes import changes
from redline.paragraphs import Paragraph, paragraphs
from redline.sources import replaced, source, span


@dataclass(frozen=True)
class Gathered:
    """A request that is being gathered: the version it is written on, and by number its paragraphs as they shall be."""

    base: int
    before: str
    sources: Mapping[int, str]
    reason: str

    @property
    def text(self) -> str:
        """The whole text it asks for."""
        return replaced(self.before, paragraphs(self.before), self.sources)


def draft_of(document: Document, user: User | None) -> AmendmentDraft | None:
    """Return the draft that a person has for a document, or None; the text is not read for it."""
    if user is None:
        return None
    return db.session.scalars(_DRAFT, {"document": document.id, "user": user.id}).one_or_none()


_DRAFT = sa.select(AmendmentDraft).where(
    AmendmentDraft.document_id == sa.bindparam("document"), AmendmentDraft.user_id == sa.bindparam("user")
)


def gathered(document: Document, user: User) -> Gathered | None:
    """Return what a person has gathered for a document, on its present version where it stands there as it did."""
    draft = draft_of(document, user)
    if draft is None:
        return None
    before = text_of(document, draft.base)
    sources = {int(number): words for number, words in draft.sources.items()}
    kept = Gathered(draft.base, before, sources, draft.reason)
    return kept if draft.base == document.version else brought(kept, document) or kept


def brought(kept: Gathered, document: Document) -> Gathered | None:
    """Return what was gathered on the present version, or None unless all its paragraphs stand there word for word."""
    known, present = paragraphs(kept.before), document.text
    numbers = {span(present, paragraph): paragraph for paragraph in paragraphs(present)}
    spans = [span(kept.before, known[number]) for number in kept.sources]
    _present, places = carry(kept.before, spans, changes(kept.before, present))
    sources = {}
    for (number, words), place in zip(kept.sources.items(), places, strict=True):
        paragraph = numbers.get(place) if place else None
        if paragraph is None or not _same(paragraph, present, known[number], kept.before):
            return None
        sources[paragraph.number] = words
    return Gathered(document.version, present, sources, kept.reason)


def _same(new: Paragraph, present: str, old: Paragraph, before: str) -> bool:
    return source(present, new) == source(before, old)
