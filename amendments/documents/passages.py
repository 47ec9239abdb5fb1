# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passages of a text, followed from version to version: where each stands today is kept, not searched for.

A passage is chosen in one version and keeps its words. When a version is born it is followed through that version's
changes by `redline.anchors`, all passages of a text at once, so no page ever works out where they stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from amendments.documents.texts import text_of
from amendments.models import Document, Version
from db import db, one_of
from redline import anchors
from redline.changes import Change
from redline.paragraphs import Paragraph, around, paragraphs, quote


class Standing(StrEnum):
    """What became of a passage."""

    SAME = "same"
    EDITED = "edited"
    REMOVED = "removed"


class Passage:
    """What a row keeps of a passage: text[start:end] of a version, and what became of it up to the present one.

    `words` is its Markdown, `quote` what readers saw of it; the names with `now_` say the same of the present version.
    `changed_in` lists the versions that changed it, last the one that removed it. `paragraph` is its number on the
    page of the present version (`redline.paragraphs`); a passage of the title, or one that is removed, has none.
    """

    version: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    quote: Mapped[str] = mapped_column(sa.Text)
    standing: Mapped[str] = mapped_column(sa.String(20), default=Standing.SAME)
    now_start: Mapped[int] = mapped_column(default=0)
    now_end: Mapped[int] = mapped_column(default=0)
    now_quote: Mapped[str] = mapped_column(sa.Text, default="")
    changed_in: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    paragraph: Mapped[int | None]

    @declared_attr
    def document_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it with the class
        """The text it is a passage of."""
        return mapped_column(sa.ForeignKey("document.id"), index=True)

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805 - as above
        return (one_of("standing", Standing),)

    @property
    def removed_in(self) -> int | None:
        """The version that removed it, if it is gone."""
        return self.changed_in[-1] if self.standing == Standing.REMOVED else None


def follow_anew(document: Document, passages: Sequence[Passage]) -> None:
    """Follow passages from the versions they were chosen in to the present one: one walk for all of them."""
    chosen = defaultdict(list)
    for passage in passages:
        chosen[passage.version].append(passage)
    if not chosen:
        return
    first = min(chosen)
    text, walking = text_of(document, first), _begun(chosen[first])
    for number, found in _changes_after(document, first):
        text = _step(walking, text, found, number)
        walking += _begun(chosen[number])
    _settle(walking, text)


def follow_on(document: Document, passages: Sequence[Passage]) -> None:
    """Follow passages that stood in the version before to the present one, which is being born."""
    standing = [passage for passage in passages if passage.standing != Standing.REMOVED]
    if standing:
        number = document.version
        [(_, found)] = _changes_after(document, number - 1)
        _step(standing, text_of(document, number - 1), found, number)
        _settle(standing, document.text)


def _begun(passages: list[Passage]) -> list[Passage]:
    for passage in passages:
        passage.standing, passage.changed_in = Standing.SAME, []
        passage.now_start, passage.now_end = passage.start, passage.end
    return list(passages)


def _changes_after(document: Document, number: int) -> Iterable[tuple[int, list[Change]]]:
    """Yield the versions after one, with the changes that each made."""
    later = sa.select(Version.number, Version.changes).where(Version.document_id == document.id)
    for row in db.session.execute(later.where(Version.number > number).order_by(Version.number)):
        yield row.number, [Change.from_json(data) for data in row.changes]


def _step(passages: list[Passage], text: str, found: list[Change], number: int) -> str:
    """Follow passages over the changes of one version; return its text."""
    standing = [passage for passage in passages if passage.standing != Standing.REMOVED]
    new, spans = anchors.carry(text, [(passage.now_start, passage.now_end) for passage in standing], found)
    for passage, span in zip(standing, spans, strict=True):
        words = None if span is None else new[slice(*span)]
        if words != text[passage.now_start : passage.now_end]:
            passage.changed_in = [*passage.changed_in, number]
        passage.standing = _standing(passage, words)
        passage.now_start, passage.now_end = span or (0, 0)
    return new


def _standing(passage: Passage, words: str | None) -> Standing:
    if words is None:
        return Standing.REMOVED
    return Standing.SAME if words == passage.words else Standing.EDITED


def _settle(passages: list[Passage], text: str) -> None:
    """Keep what readers see of passages in the present text, and the paragraph each stands in."""
    known = paragraphs(text)
    for passage in passages:
        gone = passage.standing == Standing.REMOVED
        passage.now_quote = "" if gone else seen(text, passage.now_start, passage.now_end, known)
        touched = [] if gone else around(known, passage.now_start, passage.now_end)
        passage.paragraph = touched[0].number if touched else None


def seen(text: str, start: int, end: int, known: Sequence[Paragraph]) -> str:
    """Return what readers see of a passage; of the title, its words without their mark."""
    return quote(text, start, end, known).removeprefix("# ")
