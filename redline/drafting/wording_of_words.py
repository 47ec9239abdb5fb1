# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ways to say that words change inside one block: put in the place of others, put in beside others, taken out.

Quoted words are widened to whole words (an elided article goes with its noun) and by their neighbours until they stand
once in their block; words that can only be put in or taken out together with their spaces are said as a substitution.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from redline import blocks
from redline.drafting import found_words
from redline.drafting.italian import FEMININE, MASCULINE, ending, the
from redline.drafting.naming import at, place
from redline.drafting.outline import Outline, outline
from redline.drafting.quotes import quoted
from redline.edits import Edit

_FEW = 10  # words that may be quoted beside others before it is plainer to quote twice as many
_MANY = 200  # more are never quoted on one side: the whole block is
_LONG = 30  # words that a formula quotes whole; of more, the first and the last
_ELIDED = re.compile(r"\w+['’]$")
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d[\d.,:/]*[%°]?$")
_SENTENCE = re.compile(r"[\"«“*_(]*[^\W\d_a-z].*[.!?…][\"»”*_)]*$", re.DOTALL)
_AT_END = re.compile(r"[.;:,]?[*_]*$")


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation with the noun that fits it: la parola, le parole, la cifra, il segno."""

    words: str
    noun: str
    gender: str = FEMININE
    plural: bool = False

    @classmethod
    def of(cls, words: str) -> "_Said":
        """Return the words with their noun."""
        many = len(words.split()) > 1
        if not any(character.isalnum() for character in words):
            return cls(words, "segni" if many else "segno", MASCULINE, many)
        if _FIGURE.match(words):
            return cls(words, "cifra")
        return cls(words, "parole" if many else "parola", FEMININE, many)

    def the(self, preposition: str = "") -> str:
        """Return noun and quotation: «dalle parole: "x"»."""
        return f"{the(self.noun, preposition, self.gender, plural=self.plural)}: {quoted(self.words)}"

    def the_following(self, preposition: str = "", beside: "_Said | None" = None) -> str:
        """Return «le seguenti: "x"», with the noun where it is not that of the words named before."""
        following = the("seguenti" if self.plural else "seguente", preposition, self.gender, plural=self.plural)
        same = beside is not None and beside.noun[:5] == self.noun[:5]
        return f"{following}{'' if same else ' ' + self.noun}: {quoted(self.words)}"

    def is_(self, participle: str) -> str:
        """Return «sono inserite»: the verb that agrees."""
        return f"{'sono' if self.plural else 'è'} {participle}{ending(self.gender, plural=self.plural)}"


def ways(edit: Edit, text: str, wanted: str) -> Iterator[str]:
    """Yield the ways to say an edit of words inside one block; none if it is more than that."""
    found = outline(text)
    number = _only_block(edit, found, outline(wanted))
    if number is None:
        return
    inside = _Inside(text, found.blocks[number])
    start, end = inside.trimmed(edit.start, edit.end)
    where = place(found.address(number))
    for words in inside.ways(start, end, edit.start, edit.text.strip()):
        yield at(where, words)
    for words in inside.substitutions(edit.start, edit.end, edit.text):
        yield at(where, words)


def everywhere(where: str, old: str, new: str) -> str:
    """Return how to say that words change, or go, wherever they stand at a place."""
    gone, come = _Said.of(old), _Said.of(new)
    subject = f"{gone.the()}, ovunque ricorr{'ano' if gone.plural else 'a'}"
    if not new.strip():
        return at(where, f"{subject}, {gone.is_('soppress')}")
    return at(where, f"{subject}, {gone.is_('sostituit')} {come.the_following('da', beside=gone)}")


def _only_block(edit: Edit, old: Outline, new: Outline) -> int | None:
    """Return the number of the one block that changes, if only words inside it do, and not all of them."""
    around = (n for n, b in enumerate(old.blocks) if b.start <= edit.start and edit.end <= b.end)
    holding = (n for n in around if edit.end - edit.start < len(old.blocks[n].content))
    number = next(holding, None)
    if number is None or len(old.blocks) != len(new.blocks):
        return None
    kinds = {old.blocks[number].kind, new.blocks[number].kind}
    return None if blocks.HEADING in kinds or len(kinds) > 1 else number


class _Inside:
    """The words of one block of a text."""

    def __init__(self, text: str, block: blocks.Block) -> None:
        self.text, self.start, self.end = text, block.start, block.end

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch without the white space around it."""
        words = self.text[start:end]
        head = len(words) - len(words.lstrip())
        return (start + head, start + head + len(words.strip())) if words.strip() else (start, start)

    def once(self, start: int, end: int) -> bool:
        """Tell whether the words of a stretch can be quoted alone: they hold a word, and stand once in the block."""
        words = self.text[start:end]
        known = any(character.isalnum() for character in words) or start == self.start
        return known and found_words.occurrences(words, self.text, self.start, self.end, 2) == [(start, end)]

    def ways(self, start: int, end: int, at: int, new: str) -> Iterator[str]:
        """Yield the ways to say that text[start:end] becomes `new`, or that it comes at `at`."""
        if start == end and new:
            yield from self._insertions(at, _Said.of(new))
        elif start < end and not new:
            yield from self._deletions(start, end)

    def _insertions(self, at: int, new: _Said) -> Iterator[str]:
        before = at - len(self.text[self.start : at]) + len(self.text[self.start : at].rstrip())
        rest = self.text[at : self.end]
        first = at + len(rest) - len(rest.lstrip())
        if _AT_END.match(rest.strip()):
            yield self._in_the_end(new)
        starts, ends = islice(self._starts(before), _FEW), islice(self._ends(first), _FEW)
        anchor = next((start for start in starts if self.once(start, before)), None)
        if anchor is not None:
            beside = _Said.of(self.text[anchor:before])
            yield f"dopo {beside.the()} {new.is_('inserit')} {new.the_following(beside=beside)}"
        last = next((end for end in ends if self.once(first, end)), None)
        if last is not None:
            beside = _Said.of(self.text[first:last])
            yield f"prima {beside.the('di')} {new.is_('inserit')} {new.the_following(beside=beside)}"

    def _in_the_end(self, new: _Said) -> str:
        if not _SENTENCE.match(new.words):
            return f"{new.is_('aggiunt')}, in fine, {new.the_following()}"
        many = len(found_words.sentences(new.words, 0, len(new.words))) > 1
        said = _Said(new.words, "periodi" if many else "periodo", MASCULINE, many)
        return f"{said.is_('aggiunt')}, in fine, {said.the_following()}"

    def _deletions(self, start: int, end: int) -> Iterator[str]:
        start, end = self._whole(start, end)
        for ends in self._ends_of_long(start, end):
            yield f"{ends} sono soppresse"
        if self.once(start, end):
            said = _Said.of(self.text[start:end])
            yield f"{said.the()} {said.is_('soppress')}"

    def substitutions(self, start: int, end: int, new: str) -> Iterator[str]:
        """Yield the ways to say that other words stand here, quoting as many as make them unique."""
        first, last = self.trimmed(start, end)
        if first < last and new.strip():
            for ends in self._ends_of_long(first, last):
                yield f"{ends} sono sostituite {_Said.of(new.strip()).the_following('da', beside=_Said.of('a a'))}"
            first, last = self._whole(first, last)
        for left, right in self._widened(first, last):
            words = self.text[left : max(start, left)] + new + self.text[min(max(end, left), right) : right]
            old, said = _Said.of(self.text[left:right]), _Said.of(words)
            if words and words == words.strip() and self.once(left, right):
                yield f"{old.the()} {old.is_('sostituit')} {said.the_following('da', beside=old)}"

    def _ends_of_long(self, start: int, end: int) -> Iterator[str]:
        """Yield «le parole da: "x" a: "y"» for a stretch too long to be quoted whole."""
        if len(self.text[start:end].split()) > _LONG:
            first = next((last for last in islice(self._ends(start), _FEW) if self.once(start, last)), None)
            last = next((first for first in islice(self._starts(end), _FEW) if self.once(first, end)), None)
            if first and last:
                yield f"le parole da: {quoted(self.text[start:first])} a: {quoted(self.text[last:end])}"

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch with the article elided before it and the noun after one."""
        article = _ELIDED.search(self.text, self.start, start)
        if article and article.end() == start:
            start = article.start()
        noun = _WORD.match(self.text, end, self.end) if self.text[end - 1] in "'’" else None
        return start, noun.end() if noun else end

    def _widened(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretch with ever more words around it: first as few as possible, then twice as many each time."""
        starts = [start, *islice(self._starts(start), _MANY)]
        ends = [end, *islice(self._ends(end), _MANY)]
        for count in range(_FEW):
            for before in range(min(count, len(starts) - 1), -1, -1):
                if count - before < len(ends):
                    yield starts[before], ends[count - before]
        reach = _FEW
        while reach < min(_MANY, 2 * max(len(starts), len(ends))):
            yield starts[min(reach, len(starts) - 1)], ends[min(reach, len(ends) - 1)]
            reach *= 2

    def _starts(self, place: int) -> Iterator[int]:
        """Yield where words begin before a place, from the nearest."""
        found = [one.start() + self.start for one in re.finditer(r"\S+", self.text[self.start : place])]
        yield from reversed(found)

    def _ends(self, place: int) -> Iterator[int]:
        """Yield where words end after a place, from the nearest."""
        for one in re.finditer(r"\S+", self.text[place : self.end]):
            yield one.end() + place
