# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which version, and which decision, brought it about that a change cannot be made any more as it was asked for.

Nobody is asked and nothing is guessed: the change is carried to versions between its base and the present one, by
halves, until the first is found on which it no longer applies; then the changes that this version is made of are tried
on the text before it, one by one. Where none of them says so, only the version is named.

Cost: for all changes of one amendment, one difference for each version that is looked at; by halves these are few.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from amendments.documents.texts import text_of, texts_of
from amendments.models import Document, Version
from amendments.request_models import Amendment, Change, Revision, Source, Visibility
from db import db
from redline import changes
from redline.merging.amendment import Amendment as Asked
from redline.merging.carrier import Carrier
from redline.merging.forecast import forecast
from redline.merging.outcome import APPLIES, LOOK

MAKEABLE = (APPLIES, LOOK)


@dataclass(frozen=True)
class Because:
    """The version since which a change cannot be made, why it was born, and the amendments that brought it, if any."""

    version: int
    cause: str
    amendments: tuple[int, ...]


class Causes:
    """What became of the changes of one amendment on the way from its base to a later version."""

    def __init__(self, document: Document, base: int, found: Sequence[changes.Change], until: int) -> None:
        self.document, self.base, self.found, self.until = document, base, tuple(found), until
        self._carriers: dict[int, Carrier] = {}
        self._known: dict[int, dict[int, Because]] = {}

    def of(self, change: changes.Change) -> Because | None:
        """Return since when a change cannot be made, and why; None where it can."""
        first, last = self.base, self.until
        if first >= last or self._can_be_made(change, last):
            return None
        while first + 1 < last:
            middle = (first + last) // 2
            if self._can_be_made(change, middle):
                first = middle
            else:
                last = middle
        if last not in self._known:
            self._known[last] = self._told(last)
        return self._known[last][change.number]

    @cached_property
    def _text(self) -> str:
        return text_of(self.document, self.base)

    def _can_be_made(self, change: changes.Change, version: int) -> bool:
        if version not in self._carriers:
            self._carriers[version] = Carrier(self._text, text_of(self.document, version))
        return self._carriers[version].carry(change).outcome in MAKEABLE

    def _told(self, version: int) -> dict[int, Because]:
        """Return, for each change of the amendment, what a version did to it: by which amendments, where that is so."""
        before = text_of(self.document, version - 1)
        made = _sources(self.document, version)
        foreseen = forecast(before, [Asked(0, self._text, self.found), *(asked for _, asked in made)])
        cause = db.session.scalars(
            sa.select(Version.cause).where(Version.document_id == self.document.id, Version.number == version)
        ).one()
        keys = [(number, change.number) for number, asked in made for change in asked.changes]
        found = {}
        for change in self.found:
            guilty = [key[0] for key in keys if foreseen.if_accepted(key, (0, change.number)) not in MAKEABLE]
            found[change.number] = Because(version, cause, tuple(dict.fromkeys(guilty)))
        return found


def version_at(document: Document, moment: datetime) -> int:
    """Return the version that a document had just before a moment."""
    chosen = sa.select(sa.func.max(Version.number)).where(Version.document_id == document.id)
    return db.session.scalar(chosen.where(Version.created_at < moment)) or 0


def _sources(document: Document, version: int) -> list[tuple[int, Asked]]:
    """Return the changes that a version is made of, of amendments that everybody sees, under their numbers."""
    chosen = sa.select(Amendment.number, Revision.base, Change.detail).select_from(Source)
    chosen = chosen.join(Change, Change.id == Source.change_id).join(Amendment, Amendment.id == Change.amendment_id)
    chosen = chosen.join(
        Revision, sa.and_(Revision.amendment_id == Change.amendment_id, Revision.number == Change.revision)
    )
    chosen = chosen.where(Source.document_id == document.id, Source.version == version)
    chosen = chosen.where(Amendment.visibility == Visibility.SHOWN).order_by(Amendment.number, Change.number)
    found: dict[tuple[int, int], list[Any]] = {}
    for number, base, detail in db.session.execute(chosen):
        found.setdefault((number, base), []).append(changes.Change.from_json(detail))
    bases = texts_of((document.id, base) for _, base in found)
    return [(number, Asked(number, bases[document.id, base], tuple(all))) for (number, base), all in found.items()]
