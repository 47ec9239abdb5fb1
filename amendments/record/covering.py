# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds unlawful words wherever people's words are kept, and covers them with a mark."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from amendments.documents.texts import fingerprint
from amendments.models import Document
from auth.models import User
from db import N_, Invalid, db
from journal.actions import record
from journal.models import Event
from journal.queries import covered
from redline.text import clean_characters

MARK = "█ [testo oscurato] █"
SHORTEST = 2
WHY = N_("Scrivi il motivo: lo leggeranno tutti.")
# White space between words, not across a blank line: paragraphs stay apart.
BETWEEN = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"


class Cover:
    """Covers some words, or (with `apply` off) only counts where they stand, by the kind of thing.

    Words are matched whole, whatever their capitals and the spaces between them. Digests of texts that were
    covered are remembered, so that the record can say what the texts' digests are now.
    """

    def __init__(self, words: str, *, apply: bool) -> None:
        parts = clean_characters(words).split()
        if sum(map(len, parts)) < SHORTEST:
            raise Invalid("passage", N_("Scrivi le parole da oscurare, così come stanno nel testo."))
        pattern = BETWEEN.join(re.escape(part) for part in parts)
        left = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
        right = r"(?!\w)" if re.search(r"\w$", parts[-1]) else ""
        self._pattern = re.compile(left + pattern + right, re.IGNORECASE)
        if self._pattern.search(MARK):
            raise Invalid(
                "words", N_("Queste parole stanno nel segno che copre: scrivi anche quelle che hanno intorno.")
            )
        self.apply = apply
        self.found: Counter[str] = Counter()
        self.digests: dict[str, str] = {}
        self.places: dict[int, list[tuple[int, int]]] = {}  # by number of version: where words stood that were covered

    def version(self, number: int, words: str) -> str:
        """Return the text of a version covered, having counted the places, and remember them."""
        self.places[number] = [found.span() for found in self._pattern.finditer(words)]
        return self.whole("versions", words)

    def moved(self, version: int, start: int, end: int) -> tuple[int, int]:
        """Return where a passage stands in the covered text of a version; a mark that it touches belongs to it."""
        first, last = start, end
        for begun, ended in self.places.get(version, ()):
            longer = len(MARK) - (ended - begun)
            if begun < end:
                last += longer + max(0, ended - end)
            if begun < start:
                first += longer if ended <= start else begun - start
        return first, last

    def text(self, words: str) -> str:
        """Return the words with the unlawful ones covered."""
        return self._pattern.sub(MARK, words)

    def whole(self, label: str, words: str) -> str:
        """Return a whole text covered, having counted the places and remembered both digests."""
        covered, places = self._pattern.subn(MARK, words)
        self.found[label] += places
        if places:
            self.digests[fingerprint(words)] = fingerprint(covered)
        return covered

    def row(self, label: str, row: object, *names: str) -> bool:
        """Cover some columns of a row, or count in them; say whether anything was found."""
        found = 0
        for name in names:
            words = getattr(row, name)
            covered, places = self._pattern.subn(MARK, words or "")
            found += places
            if places and self.apply:
                longest = getattr(sa.inspect(type(row)).columns[name].type, "length", None)
                setattr(row, name, covered[:longest])
        self.found[label] += found
        return found > 0

    def column(self, label: str, row: object, name: str) -> bool:
        """Cover a column of a row, of words or plain data, or count in it; say whether the words stood in it."""
        value = getattr(row, name)
        if value is None or isinstance(value, str):
            return self.row(label, row, name)
        covered = self.data(value)
        if covered == value:
            return False
        self.found[label] += 1
        if self.apply:
            setattr(row, name, covered)
        return True

    def data(self, value: Any) -> Any:
        """Return plain data with every string in it covered, and digests of covered texts replaced."""
        match value:
            case str():
                return self.digests.get(value) or self.text(value)
            case dict():
                return {key: self.data(inner) for key, inner in value.items()}
            case list():
                return [self.data(inner) for inner in value]
        return value


# Called by the obscuring of a document, for the words that packages above keep about it.
also_covers: list[Callable[[Document, Cover], None]] = []


def record_covering(
    cover: Cover, reason: str, *, by: User, document: Document | None = None, process: Any = None
) -> Counter[str]:
    """Cover the events of the chain of a document, of a process or of the site, and record that words were covered.

    Returns how many places were covered, by kind; raises Invalid where the words stood nowhere.
    """
    subject = "document" if document is not None else "process" if process is not None else "site"
    instead = cover_events("site" if subject == "site" else f"{subject}:{(document or process).id}", cover)
    if not cover.found.total():
        raise Invalid("passage", N_("Queste parole non compaiono: controlla di averle scritte come nel testo."))
    data = {"reason": cover.text(reason), "places": cover.found.total(), "events": instead}
    record(f"{subject}.obscured", by=by, document=document, process=process, data=data)
    return +cover.found


def cover_events(key: str, cover: Cover) -> dict[str, Any]:
    """Delete data and salt of every event that holds the words or digests of texts that held them, or count those.

    Return what stands in their place, by number of event; later coverings cover earlier ones.
    """
    earlier, instead = covered(key), {}
    for event in db.session.scalars(sa.select(Event).where(Event.chain == key).order_by(Event.number)).all():
        data = event.data if event.data is not None else earlier.get(event.number)
        now_covered = cover.data(data)
        if now_covered != data:
            cover.found["events"] += 1
            instead[str(event.number)] = now_covered
            if cover.apply:
                event.data = event.salt = None
    return instead
