# SPDX-License-Identifier: AGPL-3.0-or-later
"""For every word of a text, the version that brought it.

Idea: each version is followed from the one before through its edits, and every character carries the number of the
version that brought it: what an edit keeps or moves keeps its number, what it puts in gets the new one. What comes back
returns to whoever first brought it: a whole earlier text, or a block or a sentence that stood in an earlier version and
stands again as it was. A single word is taken for a new one, unless its sentence is again what it once was.
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
import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import TypeAlias

from redline import blocks, delta, diff, origins, words
from redline.changes import Change, changes
from redline.diff import Group
from redline.origins import Run

_SENTENCE = re.compile(r"\S(?:[^\n.!?;:]|[.!?;:](?!\s))*[.!?;:]?")
_SHORTEST = 4  # words of a sentence that can come back; "Omissis." is nobody's for ever

_Credits: TypeAlias = "array[int]"  # for each character, the number of the version that brought it
_Piece: TypeAlias = tuple[int, int | None]  # a length, and where it stood in the text before; None for new words


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
        self._credits: tuple[_Credits, ...] = ()
        self._earlier: dict[bytes, tuple[_Credits, ...]] = {}
        self._gone: dict[str, tuple[_Credits, int]] = {}

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
        if digest not in self._earlier:
            self._earlier[digest] = self._carried(split, origins.runs(self.text, found))
        self._credits = self._earlier[digest]
        self._starts = [block.start for block in split]
        self.text = text

    def _carried(self, split: Sequence[blocks.Block], runs: list[Run]) -> tuple[_Credits, ...]:
        """Return the credits of each block of a text: untouched blocks keep theirs, the others are worked out."""
        held = {start: number for number, start in enumerate(self._starts)}
        pieces = list(_cut(split, runs))
        carried: dict[int, int] = {}
        for number, own in enumerate(pieces):
            old = held.get(own[0][1]) if len(own) == 1 and own[0][1] is not None else None
            if old is not None and len(self._credits[old]) == own[0][0]:
                carried[number] = old
        self._bury(set(carried.values()))
        return tuple(
            self._credits[carried[number]] if number in carried else self._restored(split[number], self._joined(own))
            for number, own in enumerate(pieces)
        )

    def _joined(self, pieces: list[_Piece]) -> _Credits:
        """Return the credits of a block made of these pieces."""
        credits: _Credits = array("I")
        for length, old in pieces:
            credits += array("I", [self.version]) * length if old is None else self._of(old, old + length)
        return credits

    def _bury(self, alive: set[int]) -> None:
        """Remember the blocks of the last text that do not stand any more as they were, and their sentences."""
        for number, block in enumerate(blocks.split(self.text)):
            if number not in alive and block.content:
                self._gone.setdefault(block.content, (self._credits[number], 0))
                for sentence in _sentences(block.content):
                    self._gone.setdefault(sentence[0], (self._credits[number], sentence.start()))

    def _restored(self, block: blocks.Block, credits: _Credits) -> _Credits:
        """Return the credits of a block, those of earlier times where it or a sentence with new words came back."""
        if self.version not in credits[: len(block.content)]:
            return credits
        if block.content in self._gone:
            return self._first(block.content) + credits[len(block.content) :]
        for sentence in _sentences(block.content):
            if self.version in credits[sentence.start() : sentence.end()] and sentence[0] in self._gone:
                credits[sentence.start() : sentence.end()] = self._first(sentence[0])
        return credits

    def _first(self, content: str) -> _Credits:
        credits, start = self._gone[content]
        return credits[start : start + len(content)]

    def _of(self, start: int, end: int) -> _Credits:
        """Return the credits of a stretch of the last text."""
        found: _Credits = array("I")
        number = bisect_right(self._starts, start) - 1
        while start < end:
            behind = start - self._starts[number]
            piece = self._credits[number][behind : behind + end - start]
            found += piece
            start, number = start + len(piece), number + 1
        return found


def _cut(split: Sequence[blocks.Block], runs: list[Run]) -> Iterator[list[_Piece]]:
    """Yield for each block the pieces of runs that it is made of."""
    at = 0
    for block in split:
        place, end = block.start, block.start + len(block.text)
        own: list[_Piece] = []
        while place < end:
            run = runs[at]
            upto = min(end, run.end)
            own.append((upto - place, None if run.old is None else run.old + place - run.start))
            at, place = at + (upto == run.end), upto
        yield own


def _sentences(content: str) -> Iterator[re.Match[str]]:
    """Yield the sentences of a block that are long enough to be known again."""
    return (found for found in _SENTENCE.finditer(content) if found[0].count(" ") >= _SHORTEST - 1)


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
