# SPDX-License-Identifier: AGPL-3.0-or-later
"""For every word of a text, the version that brought it.

Idea: each version is followed from the one before through its edits, and every character carries the number of the
version that brought it: what an edit keeps or moves keeps its number, what it puts in gets the new one. What comes back
returns to whoever first brought it: a whole earlier text; a block or a sentence that stood in an earlier version and
stands again as it was; words that an edit took out and a later one puts back between the same two words.
Cost: of each version, one pass over its lines and work on the blocks that its edits touch; only the last text is
split into words. Memory: four bytes for each character of a block, once for each form the block ever had.
Source: Flöck and Acosta, "WikiWho: Precise and Efficient Attribution of Authorship of Revisioned Content", 2014.

>>> found = authors(["Il corso dura dieci giorni.", "Il corso dura venti giorni.", "Il bel corso dura venti giorni."])
>>> [(word.text, word.version) for word in stretches(found)]
[('Il ', 1), ('bel ', 3), ('corso dura ', 1), ('venti ', 2), ('giorni.', 1)]
>>> shares(found, {1: "Comune", 2: "Anna", 3: "Anna"})
[Share(author='Comune', words=4, share=0.667), Share(author='Anna', words=2, share=0.333)]
"""

import hashlib
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TypeAlias

from redline import blocks, delta, diff, origins, words
from redline.blocks import Block
from redline.changes import Change, changes
from redline.diff import Group
from redline.origins import Run
from redline.returning import Credits, Gone

_Piece: TypeAlias = tuple[int, int, int | None]  # place and length, and where it stood before; None for new words


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its trailing space, and the number of the version that brought it."""

    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many words of a text are one author's, and what part of it that is: 0 to 1."""

    author: str
    words: int
    share: float


class Authorship:
    """The author of every word of a text, followed from version to version. The first version added is number 1."""

    def __init__(self) -> None:
        self.version = 0
        self.text = ""
        self._starts: list[int] = []
        self._credits: tuple[Credits, ...] = ()
        self._earlier: dict[bytes, tuple[Credits, ...]] = {}
        self._gone = Gone()

    def add_text(self, text: str) -> None:
        """Add the next version as its whole text, compared with the one before."""
        self.add_changes(changes(self.text, text))

    def add_delta(self, written: str) -> None:
        """Add the next version as the delta that leads to it; raise BadDelta where it does not fit.

        A delta knows no moves: a moved block is recognised where it, or a sentence of it, is unchanged.
        """
        found = [Group((edit,)) for edit in delta.edits(self.text, written)]
        self._add(diff.patch(self.text, found), found)

    def add_changes(self, found: Iterable[Change]) -> None:
        """Add the next version as the list of all changes that lead to it."""
        made = origins.groups(found)
        self._add(diff.patch(self.text, made), made)

    def words(self) -> list[Word]:
        """Return the words of the last version, each with the version that brought it; they join to the text."""
        credits = list(chain.from_iterable(self._credits))
        found, start = [], 0
        for visible, space in words.pairs(self.text):
            own = credits[start : start + (len(visible) or len(space))]
            found.append(Word(visible + space, max(own)))
            start += len(visible) + len(space)
        return found

    def _add(self, text: str, found: Sequence[Group]) -> None:
        self.version += 1
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        split = blocks.split(text)
        carried = self._carried(text, split, origins.runs(self.text, found))
        self._credits = self._earlier.setdefault(digest, carried)
        self._starts = [block.start for block in split]
        self.text = text

    def _carried(self, text: str, split: Sequence[Block], runs: list[Run]) -> tuple[Credits, ...]:
        """Return the credits of each block of a text: untouched blocks keep theirs, the others are worked out."""
        held = {start: number for number, start in enumerate(self._starts)}
        pieces = list(_cut(split, runs))
        carried: dict[int, int] = {}
        for number, own in enumerate(pieces):
            _, length, place = own[0]
            old = held.get(place) if len(own) == 1 and place is not None else None
            if old is not None and len(self._credits[old]) == length:
                carried[number] = old
        self._bury(runs, set(carried.values()))
        return tuple(
            self._credits[carried[number]] if number in carried else self._restored(split[number], text, own)
            for number, own in enumerate(pieces)
        )

    def _bury(self, runs: list[Run], alive: set[int]) -> None:
        """Remember what of the last text does not stand any more as it was."""
        for number, block in enumerate(blocks.split(self.text)):
            if number not in alive and block.content:
                self._gone.bury(block.content, self._credits[number])
        for start, end in _missing(runs, len(self.text)):
            self._gone.take_out(self.text, start, end, self._of(start, end))

    def _restored(self, block: Block, text: str, pieces: list[_Piece]) -> Credits:
        """Return the credits of a block made of these pieces; what came back in it has those that it had."""
        credits: Credits = array("I")
        for place, length, old in pieces:
            if old is not None:
                credits += self._of(old, old + length)
            else:
                credits += self._gone.phrase(text, place, place + length, self.version)
        if self.version in credits[: len(block.content)]:
            whole = self._gone.block(block.content)
            if whole is not None:
                return whole + credits[len(whole) :]
            for where, earlier in self._gone.sentences(block.content):
                if self.version in credits[where]:
                    credits[where] = earlier
        return credits

    def _of(self, start: int, end: int) -> Credits:
        """Return the credits of a stretch of the last text."""
        found: Credits = array("I")
        number = bisect_right(self._starts, start) - 1
        while start < end:
            behind = start - self._starts[number]
            piece = self._credits[number][behind : behind + end - start]
            found += piece
            start, number = start + len(piece), number + 1
        return found


def _cut(split: Sequence[Block], runs: list[Run]) -> Iterator[list[_Piece]]:
    """Yield for each block the pieces of runs that it is made of."""
    at = 0
    for block in split:
        place, end = block.start, block.start + len(block.text)
        own: list[_Piece] = []
        while place < end:
            run = runs[at]
            upto = min(end, run.end)
            own.append((place, upto - place, None if run.old is None else run.old + place - run.start))
            at, place = at + (upto == run.end), upto
        yield own


def _missing(runs: list[Run], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the text before that were taken out, or moved away."""
    at = 0
    for run in runs:
        if run.move >= 0:
            continue
        start, end = run.gone if run.old is None else (run.old, run.old + run.end - run.start)
        if start > at:
            yield at, start
        if run.old is None and start < end:
            yield start, end
        at = max(at, end)
    if at < length:
        yield at, length


def authors(texts: Iterable[str]) -> list[Word]:
    """Return the words of the last of some versions, given as whole texts, each with the version that brought it."""
    followed = Authorship()
    for text in texts:
        followed.add_text(text)
    return followed.words()


def authors_of_deltas(deltas: Iterable[str]) -> list[Word]:
    """Return the same of versions given as deltas, each on the one before, the first on the empty text."""
    followed = Authorship()
    for written in deltas:
        followed.add_delta(written)
    return followed.words()


def authors_of_changes(lists: Iterable[Iterable[Change]]) -> list[Word]:
    """Return the same of versions given as lists of changes, each of the one before, the first of the empty text."""
    followed = Authorship()
    for found in lists:
        followed.add_changes(found)
    return followed.words()


def stretches(found: Iterable[Word]) -> list[Word]:
    """Return words that follow each other and came with one version as one stretch."""
    return [Word("".join(word.text for word in own), version) for version, own in groupby(found, lambda w: w.version)]


def shares(found: Iterable[Word], names: Mapping[int, str] | None = None) -> list[Share]:
    """Return how much of a text is whose, most first: of authors, given as {version: name}, or else of versions.

    Marks of punctuation and of formatting are not counted.
    """
    names = names or {}
    counted = Counter(names.get(w.version, str(w.version)) for w in found if any(map(str.isalnum, w.text)))
    return [Share(name, count, round(count / counted.total(), 3)) for name, count in counted.most_common()]
