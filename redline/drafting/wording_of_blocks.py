# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ways to say that whole blocks change: added, taken out, worded anew, moved, divided, united; and titles.

The blocks before and after a change tell what it is: those that both begin or end with are left alone. What cannot be
said better is said as a substitution of these blocks, with a neighbour if the space beside it changes as well.
"""

from collections.abc import Iterator

from redline import blocks
from redline.changes import MOVE, Change
from redline.drafting.counted import ENTRY, ITEMS, TITLE
from redline.drafting.italian import FEMININE, MASCULINE, the
from redline.drafting.naming import NOUNS, at, place, told
from redline.drafting.outline import Outline, outline
from redline.drafting.quotes import quoted
from redline.drafting.subjects import be, beside, following, kind_of, subject

_FEW = 10  # words that may be quoted to tell where a paragraph is divided


def ways(text: str, wanted: str, place: int) -> Iterator[str]:
    """Yield the ways to say what becomes of the blocks of a text, from a place on."""
    yield from _Blocks(outline(text), outline(wanted), place).ways()


class _Blocks:
    """The blocks of a text before and after, and the numbers of those that differ, from a place in the text on."""

    def __init__(self, old: Outline, new: Outline, place: int) -> None:
        self.old, self.new = old, new
        before, after = _contents(old), _contents(new)
        shortest = min(len(before), len(after))
        untouched = min(shortest, sum(block.end <= place for block in old.blocks))
        self.start = next((n for n in range(untouched) if before[n] != after[n]), untouched)
        rest = shortest - self.start
        tail = next((n for n in range(rest) if before[-1 - n] != after[-1 - n]), rest)
        self.end, self.new_end = len(before) - tail, len(after) - tail

    def ways(self) -> Iterator[str]:
        """Yield the ways to say the difference."""
        gone, come = self.end - self.start, self.new_end - self.start
        if self.start == 0 and gone == len(self.old.blocks):
            yield from self._whole()
        elif gone == 0 and come:
            yield from self._insertions()
        elif gone and come == 0:
            yield subject(self.old, self.start, self.end).is_("soppress")
        elif gone == come == 1 and self.old.blocks[self.start].kind == blocks.HEADING:
            yield from self._titles()
        elif (gone, come) in ((1, 2), (2, 1)):
            yield from self._divided()
        yield from self._substitutions()

    def _whole(self) -> Iterator[str]:
        text = self.new.text
        yield f"il testo è sostituito dal seguente: {quoted(text)}" if text else "il testo è soppresso"

    def _titles(self) -> Iterator[str]:
        """Yield how a title reads now; its marks are quoted only where its level changes."""
        before, after = self.old.blocks[self.start], self.new.blocks[self.start]
        if after.kind == blocks.HEADING:
            level_stays = blocks.level(before.content) == blocks.level(after.content)
            words = blocks.heading_text(after.content) if level_stays else after.content
            yield f"{subject(self.old, self.start, self.end).is_('sostituit')} dal seguente: {quoted(words)}"

    def _divided(self) -> Iterator[str]:
        """Yield how one block became two, or two one, if no word changed."""
        before, after = _words(self.old, self.start, self.end), _words(self.new, self.start, self.new_end)
        if before != after:
            return
        said = subject(self.old, self.start, self.end)
        if self.end - self.start == 2:
            yield said.is_("unit")
            return
        words = self.new.blocks[self.start].content.split()
        for count in range(1, min(len(words), _FEW) + 1):
            last = " ".join(words[-count:])
            yield f"{said.is_('divis')} in due dopo {'le parole' if count > 1 else 'la parola'}: {quoted(last)}"

    def _substitutions(self) -> Iterator[str]:
        """Yield «è sostituito dal seguente», from the fewest blocks on."""
        for before, behind in ((0, 0), (1, 0), (0, 1), (1, 1)):
            start, end, new_end = self.start - before, self.end + behind, self.new_end + behind
            if start >= 0 and end <= len(self.old.blocks) and start < end and start < new_end:
                words = following(self.new, start, new_end, "da", kind_of(self.old, start, end))
                said = subject(self.old, start, end).is_("sostituit")
                yield f"{said} {words}: {quoted(_quote(self.new, start, new_end))}"

    def _insertions(self) -> Iterator[str]:
        """Yield where the new blocks come: as a section, in the end, or beside a block, best one of their kind."""
        kind = kind_of(self.new, self.start, self.new_end)
        come = quoted(_quote(self.new, self.start, self.new_end))
        if self.new.nodes[self.start].step.kind == TITLE and self.start:
            yield from self._sections(come)
        words = following(self.new, self.start, self.new_end)
        gender = NOUNS[kind][2] if kind and kind not in (TITLE, ENTRY) else MASCULINE
        many = "seguenti" in words
        if kind and kind not in (TITLE, ENTRY, *ITEMS) and self.start:
            yield from self._in_the_end(f"{be('aggiunt', gender, many)}, in fine, {words}: {come}")
        for number, side in self._neighbours(kind):
            node = self.old.nodes[number]
            short = following(self.new, self.start, self.new_end, "", node.step.kind)
            where = "" if node.step.kind == TITLE else place(self.old.address(number)[:-1])
            section = -1 if node.step.kind == TITLE else node.section
            anchor = beside(self.old, number, "" if side == "dopo" else "di", section, node.parent)
            yield at(where, f"{side} {anchor} {be('inserit', gender, many)} {short}: {come}")

    def _sections(self, come: str) -> Iterator[str]:
        if self.start == len(self.old.blocks):
            yield f"è aggiunta, in fine, la seguente sezione: {come}"
        for number, section in enumerate(self.old.sections[1:], 1):
            if section.start == self.start:
                address = self.old.section_address(number)
                yield f"prima {the(told(address), 'di', FEMININE)} è inserita la seguente: {come}"

    def _in_the_end(self, words: str) -> Iterator[str]:
        number = self.old.nodes[self.start - 1].section
        if self.old.sections[number].own_end == self.start:
            yield at(place(self.old.section_address(number)), words)

    def _neighbours(self, kind: str) -> list[tuple[int, str]]:
        """Return the blocks beside which the new ones come; first those of their kind, titles last."""
        both = [(self.start - 1, "dopo"), (self.start, "prima")]
        inside = [(n, side) for n, side in both if 0 <= n < len(self.old.blocks)]
        kinds = [self.old.nodes[n].step.kind for n, _ in inside]
        order = sorted(range(len(inside)), key=lambda n: (kinds[n] == TITLE, kinds[n] != kind))
        return [inside[n] for n in order]


def moves(change: Change, text: str, wanted: str) -> Iterator[str]:
    """Yield where a moved block comes to stand: after one block, or before another."""
    if change.kind != MOVE:
        return
    old, new = outline(text), outline(wanted)
    leaving = max(change.edits, key=lambda edit: edit.end - edit.start)  # others are of white space
    number = next((n for n, block in enumerate(old.blocks) if leaving.start <= block.start < leaving.end), None)
    if number is None or len(old.blocks) != len(new.blocks):
        return
    rest = [n for n in range(len(old.blocks)) if n != number]
    arrived = next((at for at, n in enumerate(rest) if old.blocks[n].content != new.blocks[at].content), len(rest))
    node, content = old.nodes[number], new.blocks[arrived].content
    moved = subject(old, number, number + 1)
    edited = ""
    if content != old.blocks[number].content:
        edited = f" ed {be('sostituit', moved.gender, moved.plural)} dal seguente testo: {quoted(content)}"
    sides = [(rest[at], side) for at, side in ((arrived - 1, "dopo"), (arrived, "prima")) if 0 <= at < len(rest)]
    sides.sort(key=lambda pair: (old.nodes[pair[0]].step.kind == TITLE, old.nodes[pair[0]].step.kind != node.step.kind))
    for other, side in sides:
        anchor = beside(old, other, "" if side == "dopo" else "di", node.section, node.parent)
        yield f"{moved.is_('collocat')} {side} {anchor}{edited}"


def _contents(text: Outline) -> list[str]:
    return [block.content for block in text.blocks]


def _words(text: Outline, start: int, end: int) -> list[str]:
    return " ".join(block.content for block in text.blocks[start:end]).split()


def _quote(text: Outline, start: int, end: int) -> str:
    return text.text[text.blocks[start].start : text.blocks[end - 1].end]
