# SPDX-License-Identifier: AGPL-3.0-or-later
"""A piece of text in chunks and in words, with what a comparison needs of them, each made once and only if asked for.

Chunks are what stands between single spaces: found far faster than words, and equal chunks hold equal words.
"""

import re
from functools import cached_property, lru_cache
from itertools import accumulate

from redline import marks, words

_SHORT = 1_000  # characters of a text that is remembered
_LETTERS = re.compile(r"\w+")


class Pieces:
    """A text in chunks; in words with their keys (without the space behind them) and offsets."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def chunks(self) -> list[str]:
        """What stands between single spaces."""
        return self.text.split(" ")

    @cached_property
    def chunk_offsets(self) -> list[int]:
        """Where each chunk begins, and where one after the last would begin."""
        return list(accumulate([len(chunk) + 1 for chunk in self.chunks], initial=0))

    @cached_property
    def words(self) -> list[str]:
        """The words, each with the space behind it."""
        return words.split(self.text)

    @cached_property
    def keys(self) -> list[str]:
        """What words are compared by: they without the space behind them."""
        keys = list(map(str.rstrip, self.words))
        if keys and not keys[0]:  # all space, as only the first can be
            keys[0] = self.words[0]
        return keys

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word begins, and where the last one ends."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def different(self) -> frozenset[str]:
        """The different words, marks left out."""
        return frozenset(_LETTERS.findall(self.text))

    @cached_property
    def letters(self) -> int:
        """How many letters the different words have."""
        return sum(map(len, self.different))

    @cached_property
    def has_marks(self) -> bool:
        """Whether the text may have marks that open and close."""
        return marks.has_marks(self.text)


def pieces_of(text: str) -> Pieces:
    """Return a text in pieces; short ones, as most blocks are, are remembered from one version to the next."""
    return (_remembered if len(text) <= _SHORT else Pieces)(text)


_remembered = lru_cache(maxsize=1024)(Pieces)  # each takes some fifty times its letters
