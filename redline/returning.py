# SPDX-License-Identifier: AGPL-3.0-or-later
"""Remember what edits took out of a text, with who wrote it, and know it again when it comes back.

Idea: three sizes are known again: a block and a sentence by all their words, a phrase by its words and the two that
stood around it. The first credits that something went with are those it returns with; a sentence of a few words
("Omissis.") is too common to be anybody's, and is no more than a phrase.
Cost: one look into a table for each block, sentence and phrase that edits touch; each is kept once.

>>> gone = Gone()
>>> gone.take_out("dura trenta giorni", 5, 12, array("I", [1] * 7))
>>> gone.phrase("Si dura trenta giorni di più", 8, 15, newest=9)
array('I', [1, 1, 1, 1, 1, 1, 9])
"""

import re
from array import array
from collections.abc import Iterator
from typing import TypeAlias

Credits: TypeAlias = "array[int]"  # for each character, the number of the version that brought it

_SENTENCE = re.compile(r"\S(?:[^\n.!?;:]|[.!?;:](?!\s))*[.!?;:]?")
_SHORTEST = 4  # words of a sentence
_LONGEST = 200  # characters of a phrase; longer ones are sentences


class Gone:
    """Blocks, sentences and phrases that do not stand as they did, with the credits of their characters."""

    def __init__(self) -> None:
        self._whole: dict[str, tuple[Credits, int]] = {}
        self._phrases: dict[tuple[str, str, str], Credits] = {}

    def bury(self, content: str, credits: Credits) -> None:
        """Remember a block, and each of its sentences."""
        self._whole.setdefault(content, (credits, 0))
        for sentence in _sentences(content):
            self._whole.setdefault(sentence[0], (credits, sentence.start()))

    def take_out(self, text: str, start: int, end: int, credits: Credits) -> None:
        """Remember the phrase text[start:end]."""
        before, words, after = key = _phrase(text, start, end)
        if words and len(words) <= _LONGEST:
            first = text.index(words, start) - start
            self._phrases.setdefault(key, credits[first : first + len(words)])

    def block(self, content: str) -> "Credits | None":
        """Return the credits of a block that once stood so, or None."""
        return self._credits(content)

    def sentences(self, content: str) -> Iterator[tuple[slice, Credits]]:
        """Yield the sentences of a block that once stood so: where, and with which credits."""
        for sentence in _sentences(content):
            credits = self._credits(sentence[0])
            if credits is not None:
                yield slice(*sentence.span()), credits

    def phrase(self, text: str, start: int, end: int, newest: int) -> Credits:
        """Return the credits of the new words text[start:end]: those they went with, or else the newest version's."""
        credits = array("I", [newest]) * (end - start)
        before, words, after = key = _phrase(text, start, end) if end - start <= 2 * _LONGEST else ("", "", "")
        if words and key in self._phrases:
            first = text.index(words, start) - start
            credits[first : first + len(words)] = self._phrases[key]
        return credits

    def _credits(self, content: str) -> "Credits | None":
        credits, start = self._whole.get(content, (None, 0))
        return credits[start : start + len(content)] if credits is not None else None


def _sentences(content: str) -> Iterator[re.Match[str]]:
    """Yield the sentences of a block that are long enough to be known again."""
    return (found for found in _SENTENCE.finditer(content) if found[0].count(" ") >= _SHORTEST - 1)


def _phrase(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return the words of a stretch between the words on both sides of it."""
    before, after = text[max(0, start - _LONGEST) : start].split(), text[end : end + _LONGEST].split(None, 1)
    return before[-1] if before else "", text[start:end].strip(), after[0] if after else ""
