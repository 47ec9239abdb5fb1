# SPDX-License-Identifier: AGPL-3.0-or-later
"""A piece of text in words, with what a comparison needs of them, each made once."""

from functools import cached_property
from itertools import accumulate

from redline import words


class Pieces:
    """A text in words, with what the comparison needs of them: keys (without the space behind them) and offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words.split(text)
        self.keys = list(map(str.rstrip, self.words))
        if self.keys and not self.keys[0]:  # all space, as only the first can be
            self.keys[0] = self.words[0]

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word begins, and where the last one ends."""
        return list(accumulate(map(len, self.words), initial=0))

    @cached_property
    def different(self) -> frozenset[str]:
        """The different words, marks left out."""
        return frozenset(key for key in set(self.keys) if key[:1].isalnum())

    @cached_property
    def letters(self) -> int:
        """How many letters the different words have."""
        return sum(map(len, self.different))

    def between(self, start: int, end: int) -> str:
        """Return the text of the words from start up to end."""
        return self.text[self.offsets[start] : self.offsets[end]]
