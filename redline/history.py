# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chain of versions as deltas and now and then a whole text: any of thousands opens at once, and a break is found.

Idea: every version keeps the delta from the one before and the SHA-256 of its text; the first of every EVERY keeps its
whole text too. So opening any version applies fewer than EVERY deltas, however long the chain is, and one whole text in
EVERY versions is all that is kept twice. The rule stands in `keeps_whole`, `whole_before` and `rebuild`, for whoever
stores versions elsewhere (a table, files); `History` is the same in memory.
Cost: opening, fewer than EVERY deltas, each linear in the text; appending, that and one difference; checking, one pass.

>>> history = History()
>>> for text in ("Dura dieci giorni.", "Dura venti giorni.", "Dura venti mesi."):
...     entry = history.append(text)
>>> history.open(2), entry.number, entry.delta
('Dura venti giorni.', 3, '=11\\t-6\\t+mesi\\t=1')
>>> print(first_break(history.entries))
None
>>> print(first_break([history.entries[0], entry]))
version 2 is missing
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from redline import delta

EVERY = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of a version; `text` is its whole text where the rule keeps one."""

    number: int
    sha256: str
    delta: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """The first version of a chain that is not what it was, and what is wrong with it."""

    number: int
    problem: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"version {self.number} {self.problem}"


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def keeps_whole(number: int) -> bool:
    """Tell whether a version keeps its whole text beside its delta; versions count from 1."""
    return number % EVERY == 1


def whole_before(number: int) -> int:
    """Return the version whose whole text a version is rebuilt from: the nearest before it, or itself."""
    return number - (number - 1) % EVERY


def rebuild(whole: str, deltas: Iterable[str]) -> str:
    """Return the text that deltas make of a whole text, one after the other; raise BadDelta where one does not fit."""
    for written in deltas:
        whole = delta.apply(whole, written)
    return whole


def entry(number: int, old: str, new: str) -> Entry:
    """Return what is kept of a version whose text is `new`, after one whose text is `old` (the first: after "")."""
    return Entry(number, digest(new), delta.delta(old, new), new if keeps_whole(number) else None)


class History:
    """The versions of one text, numbered from 1."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = list(entries)

    def append(self, text: str) -> Entry:
        """Add the next version, and return what is kept of it."""
        number = len(self.entries)
        self.entries.append(entry(number + 1, self.open(number) if number else "", text))
        return self.entries[-1]

    def open(self, number: int) -> str:
        """Return the text of a version; raise LookupError where there is none, BadDelta where the chain is broken."""
        if not 1 <= number <= len(self.entries):
            raise LookupError(f"there is no version {number} among {len(self.entries)}")
        first = whole_before(number)
        whole = self.entries[first - 1].text
        if whole is None:
            raise delta.BadDelta(f"version {first} has lost its whole text")
        return rebuild(whole, (kept.delta for kept in self.entries[first:number]))


def first_break(entries: Iterable[Entry]) -> Break | None:
    """Return the first version that is not what it was when it was appended, or None where all are.

    A version cut off at the end leaves no trace in the chain: keep the last digest elsewhere to notice that too.
    """
    text = ""
    for number, kept in enumerate(entries, 1):
        if kept.number != number:
            return Break(number, "is missing")
        try:
            fits = delta.is_canonical(text, kept.delta)
            text = delta.apply(text, kept.delta)
        except delta.BadDelta:
            return Break(number, "has a delta that does not fit the version before")
        if problem := _problem(kept, text, fits):
            return Break(number, problem)
    return None


def _problem(kept: Entry, text: str, fits: bool) -> str:
    """Return what is wrong with a version whose rebuilt text is `text`, or ""."""
    if digest(text) != kept.sha256:
        return "does not have its digest"
    if kept.text != (text if keeps_whole(kept.number) else None):
        return "has another whole text than its deltas give"
    return "" if fits else "has a delta in another spelling"
