# SPDX-License-Identifier: AGPL-3.0-or-later
"""The places and words that an instruction speaks of, found in a text, or the refusal that says why they are not."""

from bisect import bisect_right
from collections.abc import Sequence

from redline.drafting import found_words
from redline.drafting.counted import OPENING, SECTION, SENTENCE, Step
from redline.drafting.found_words import Span
from redline.drafting.instruction import Instruction
from redline.drafting.naming import told
from redline.drafting.outline import Outline, PlaceMissing
from redline.drafting.refusals import PlaceRepeated, PlaceUnknown, WordsMissing, WordsRepeated

_NEIGHBOURS = 24
_MOST_SHOWN = 5


class Places:
    """Looks up what one instruction names in one text."""

    def __init__(self, one: Instruction, text: Outline) -> None:
        self.one, self.text = one, text
        self.path = [step for step in one.path if step.kind != SENTENCE]
        self.sentence = next((step for step in one.path if step.kind == SENTENCE), None)

    def blocks(self) -> range:
        """Return the blocks that the instruction speaks of."""
        first = self._near(self.one.block)
        last = self._near(self.one.block_until) if self.one.block_until else first
        if last.stop <= first.start:
            raise PlaceUnknown(told(self.one.block_until), told(self.one.block))
        return range(first.start, last.stop)

    def anchor_blocks(self) -> range:
        """Return the blocks beside which something is to stand."""
        return self._near(self.one.anchor_block)

    def start(self) -> int:
        """Return the number of the first block at the place named, behind its heading."""
        first = self._found(self.path).start
        headed = self.path and self.path[-1].kind == SECTION or first == 0 and self.text.has_title
        return first + bool(headed)

    def end(self) -> int:
        """Return where a block stands that is added in the end: before subsections, unless it is a section."""
        if not self.path:
            return len(self.text.blocks)
        at = self._found(self.path)
        own = self.path[-1].kind in (SECTION, OPENING) and self.one.noun != SECTION
        return next(s.own_end for s in self.text.sections if s.start == at.start) if own else at.stop

    def stretch(self) -> Span:
        """Return the stretch of text that the instruction names: one block or sentence, or all of a larger place."""
        path = [*self.path, *(self.one.block if self.one.deed == "split" else ())]
        run = self._found(path)
        if not run:
            return 0, 0
        first = run.start + (bool(path) and path[-1].kind == SECTION)
        if first == run.stop:
            return self.text.blocks[run.start].end, self.text.blocks[run.start].end
        start, end = self.text.blocks[first].start, self.text.blocks[run.stop - 1].end
        return self._of_sentence(start, end) if self.sentence else (start, end)

    def _of_sentence(self, start: int, end: int) -> Span:
        assert self.sentence is not None
        spans = found_words.sentences(self.text.text, start, end)
        number = self.sentence.number - (self.sentence.number > 0)
        if number >= len(spans):
            raise PlaceUnknown(told([self.sentence]), self._where())
        return spans[number]

    def words(self) -> list[Span]:
        """Return the one place where the words stand that the instruction speaks of; all of them if it says so."""
        assert self.one.words is not None
        found = self._standing(self.one.words)
        if not self.one.until_end and self.one.until is None:
            return found
        (start, end), (_, stop) = found[0], self.stretch()
        stop = min(stop, self.text.blocks[self._block_at(start)].end)
        if self.one.until is not None:
            behind = found_words.occurrences(self.one.until, self.text.text, end, stop)
            stop = self._one_of(self.one.until, behind)[1]
        return [(start, stop)]

    def anchors(self) -> list[Span]:
        """Return where the words stand beside which something is to stand."""
        assert self.one.anchor is not None
        return self._standing(self.one.anchor)

    def _standing(self, words: str) -> list[Span]:
        found = found_words.occurrences(words, self.text.text, *self.stretch())
        if self.one.everywhere and found:
            return found_words.apart(found)
        return [self._one_of(words, found)]

    def _one_of(self, words: str, found: list[Span]) -> Span:
        if not found:
            every = found_words.occurrences(words, self.text.text, 0, len(self.text.text))
            elsewhere = dict.fromkeys(told(self.text.address(self._block_at(start))) for start, _ in every)
            raise WordsMissing(words, self._where(), list(elsewhere)[:_MOST_SHOWN])
        if len(found) > 1:
            raise WordsRepeated(words, self._where(), len(found), [self._shown(*one) for one in found[:_MOST_SHOWN]])
        return found[0]

    def _where(self) -> str:
        return told([*self.one.path, *(self.one.block if self.one.deed == "split" else ())])

    def _block_at(self, place: int) -> int:
        return bisect_right([block.start for block in self.text.blocks], place) - 1

    def _shown(self, start: int, end: int) -> str:
        """Return words among their neighbours, with the block they stand in."""
        number = self._block_at(start)
        block, text = self.text.blocks[number], self.text.text
        before, behind = text[block.start : start], text[end : block.end]
        if len(before) > _NEIGHBOURS:
            before = "… " + before[-_NEIGHBOURS:].partition(" ")[2]
        if len(behind) > _NEIGHBOURS:
            behind = behind[:_NEIGHBOURS].rpartition(" ")[0] + " …"
        words = " ".join((before + text[start:end] + behind).split())
        return f"{told(self.text.address(number))}, «{words}»"

    def _near(self, steps: Sequence[Step]) -> range:
        """Return the blocks that steps lead to, at least one: from the place named before, else from its section."""
        found = self._nearest(steps)
        if not found:
            raise PlaceUnknown(told(steps), told(steps))
        return found

    def _nearest(self, steps: Sequence[Step]) -> range:
        if any(step.kind in (SECTION, OPENING) for step in steps):
            return self._found(steps)
        headings = [step for step in self.path if step.kind in (SECTION, OPENING)]
        if len(headings) < len(self.path):
            try:
                return self.text.find([*self.path, *steps])
            except PlaceMissing:
                pass  # «al secondo capoverso, … dopo il terzo capoverso»
        return self._found([*headings, *steps])

    def _found(self, steps: Sequence[Step]) -> range:
        try:
            return self.text.find(steps)
        except PlaceMissing as missing:
            named = told([missing.step])
            if missing.count:
                raise PlaceRepeated(named, missing.count) from missing
            raise PlaceUnknown(named, told(steps)) from missing
