# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compare two texts: blocks are paired first, words are compared only inside paired blocks.

Result: edits of the old text, grouped so that a moved block (also when edited) is one group of two edits. Applied all
together they give the new text exactly; any subset of groups can be applied as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from redline import numbering, pairing
from redline.edits import Edit, apply, compare, placed, trimmed
from redline.pairing import Pairing
from redline.pieces import Pieces

KEEP, INSERT, DELETE, MOVED_FROM, MOVED_TO = "keep", "insert", "delete", "moved_from", "moved_to"


@dataclass(frozen=True, slots=True)
class Group:
    """Edits that belong together; `moved` says that they take one block elsewhere."""

    edits: tuple[Edit, ...]
    moved: bool = False

    @property
    def said(self) -> tuple[Edit, ...]:
        """The edits that say what changed: not the numbers that follow from them."""
        return tuple(edit for edit in self.edits if not edit.number) or self.edits


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text and what became of it: keep, insert, delete, moved_from or moved_to."""

    kind: str
    text: str


def spans(old: str, new: str) -> list[Span]:
    """Return both texts as one list of spans.

    Without insert and moved_to they join to the old text, without delete and moved_from to the new one.
    """
    found: list[Span] = []
    place = 0
    for edit, moved in flat(groups(old, new)):
        found += [
            Span(KEEP, old[place : edit.start]),
            Span(MOVED_FROM if moved else DELETE, old[edit.start : edit.end]),
            Span(MOVED_TO if moved else INSERT, edit.text),
        ]
        place = max(place, edit.end)
    found.append(Span(KEEP, old[place:]))
    return [span for span in found if span.text]


def flat(found: Sequence[Group]) -> list[tuple[Edit, bool]]:
    """Return all edits of the groups in order of place, each with whether it is half of a move."""
    every = [(edit, group.moved) for group in found for edit in group.edits]
    return sorted(every, key=lambda pair: _order(pair[0]))


def _order(edit: Edit) -> tuple[int, int, int]:
    return edit.start, edit.place, edit.end


def patch(old: str, found: Sequence[Group]) -> str:
    """Return the old text with the groups of edits made."""
    return apply(old, [edit for edit, _ in flat(found)])


@lru_cache(maxsize=16)
def groups(old: str, new: str) -> tuple[Group, ...]:
    """Return the edits that turn old into new, grouped, in order of place in the old text.

    The last few are remembered: a delta, a list of changes and a rendering are often made of the same two texts.
    """
    paired = pairing.pair(old, new)
    moves = _Moves(paired)
    singles: list[Edit] = []
    numbers: list[Edit] = []
    old_end = new_end = 0
    before, after = paired.old, paired.new
    for i, j in sorted(paired.in_order.items()):
        one, other = before[i], after[j]
        if old[old_end : one.start] != new[new_end : other.start]:
            singles += moves.gap(old, new, (old_end, one.start), (new_end, other.start))
        if one.content != other.content:
            inner, number = _inside(paired, i, j)
            singles += inner
            numbers += number
        old_end, new_end = one.end, other.end
    singles += moves.gap(old, new, (old_end, len(old)), (new_end, len(new)))
    alone = [(edit,) for edit in _joined(singles, old, new, moves.starts())]
    if not numbers and not paired.moved:
        return tuple(map(Group, alone))
    followed, others = numbering.with_causes(old, before, alone, numbers) if numbers else (alone, [])
    found = [*map(Group, followed), *map(Group, others), *moves.groups()]
    return tuple(sorted(found, key=lambda group: (group.edits[0].start, group.edits[0].place)))


def _inside(paired: Pairing, i: int, j: int) -> tuple[list[Edit], list[Edit]]:
    """Return the edits inside one pair of blocks, that of a list item's number apart."""
    one, other = paired.old[i], paired.new[j]
    number, start, place = numbering.renumbered(one, other)
    if number:
        before, after = Pieces(one.content[start:]), Pieces(other.content[place:])
        return compare(before, after, one.start + start, other.start + place), [number]
    words = paired.old_text.replaced(i, paired.new_text, j)
    if words is not None:
        return placed(words, other.content, one.start, other.start), []
    return compare(paired.old_text.pieces(i), paired.new_text.pieces(j), one.start, other.start), []


def _joined(singles: list[Edit], old: str, new: str, ends: set[int]) -> list[Edit]:
    """Join edits that touch, and those that together show a split or joined paragraph, where no move ends between."""
    joined: list[Edit] = []
    for edit in singles:
        between = old[joined[-1].end : edit.start] if joined else ""
        if not joined or between and not between.isspace():  # nearly always
            joined.append(edit)
            continue
        touch = _touch(joined[-1], edit)
        split = not touch and _split(joined[-1], edit, old, new)
        if not (touch or split) or not ends.isdisjoint(range(joined[-1].end, edit.start + 1)):
            joined.append(edit)
            continue
        last = joined.pop()
        across = Edit(last.start, edit.end, new[last.place : edit.place_end], last.place)
        joined += _compared(last.joined(edit) if touch else across, old)
    return joined


def _touch(left: Edit, right: Edit) -> bool:
    return left.end == right.start and left.place_end == right.place


def _split(left: Edit, right: Edit, old: str, new: str) -> bool:
    """Tell whether words were only moved over a border of blocks: taken out on one side of it, put in on the other."""
    border = old[left.end : right.start]
    if not border.isspace() or border != new[left.place_end : right.place]:
        return False
    if left.text and right.text or left.end > left.start and right.end > right.start:
        return False
    return pairing.alike(old[left.start : right.end], new[left.place : right.place_end])


def _compared(edit: Edit, old: str) -> list[Edit]:
    """Return the edits inside a joined edit if its two texts are much alike, else the edit itself."""
    before = old[edit.start : edit.end]
    if pairing.alike(before, edit.text):
        return compare(Pieces(before), Pieces(edit.text), edit.start, edit.place)
    return [trimmed(edit, old)]


class _Moves:
    """Collects, gap by gap, the two halves of every moved block."""

    def __init__(self, paired: Pairing) -> None:
        self.paired = paired
        self.leaving = {paired.old[i].start: i for i in paired.moved}
        self.arriving = {paired.new[j].start: i for i, j in paired.moved.items()}
        self.halves: dict[int, list[Edit]] = {i: [] for i in paired.moved}

    def groups(self) -> list[Group]:
        """Return one group for each moved block."""
        ordered = [sorted(halves, key=_order) for halves in self.halves.values() if halves]
        return [Group(tuple(halves), moved=True) for halves in ordered]

    def starts(self) -> set[int]:
        """Return where blocks leave and arrive in the old text."""
        return {half.start for halves in self.halves.values() for half in halves}

    def gap(self, old: str, new: str, olds: tuple[int, int], news: tuple[int, int]) -> list[Edit]:
        """Return the edits of the text between two paired blocks, keeping halves of moves for later."""
        before, after = old[olds[0] : olds[1]], new[news[0] : news[1]]
        if before == after:
            return []
        whole = trimmed(Edit(olds[0], olds[1], after, news[0]), old)
        leaving = [i for start, i in self.leaving.items() if olds[0] <= start < olds[1]]
        arriving = [i for start, i in self.arriving.items() if news[0] <= start < news[1]]
        if not leaving and not arriving:
            return [whole]
        return self._cut(old, new, whole, leaving, arriving)

    def _cut(self, old: str, new: str, whole: Edit, leaving: list[int], arriving: list[int]) -> list[Edit]:
        """Cut one edit of a gap at the moved blocks: what leaves and what arrives go to their moves."""
        out = [(self.paired.old[i].start, self.paired.old[i].start + len(self.paired.old[i].text), i) for i in leaving]
        into = [(self.paired.new[self.paired.moved[i]], i) for i in arriving]
        arrivals = [(block.start, block.start + len(block.text), i) for block, i in into]
        gone: list[Edit] = []
        come: list[Edit] = []
        for start, end, i in _pieces((whole.start, whole.end), out):
            (gone if i is None else self.halves[i]).append(Edit(start, end, "", whole.place, loose=True))
        for start, end, i in _pieces((whole.place, whole.place_end), arrivals):
            half = Edit(whole.start, whole.start, new[start:end], start, loose=True)
            (come if i is None else self.halves[i]).append(half)
        spaces = [edit for edit in gone + come if not old[edit.start : edit.end].strip() and not edit.text.strip()]
        self.halves[(leaving + arriving)[0]] += spaces
        return _replaced([edit for edit in gone if edit not in spaces], [edit for edit in come if edit not in spaces])


def _replaced(gone: list[Edit], come: list[Edit]) -> list[Edit]:
    """Join the first deletion and the first insertion of a gap where they stand at the same place."""
    if gone and come and (gone[0].start, gone[0].place) == (come[0].start, come[0].place):
        return [come[0]._replace(end=gone[0].end), *gone[1:], *come[1:]]
    return gone + come


def _pieces(span: tuple[int, int], cuts: list[tuple[int, int, int]]) -> list[tuple[int, int, int | None]]:
    """Cut a span at the given places; each piece says to which move it belongs, or None."""
    pieces: list[tuple[int, int, int | None]] = []
    place, last = span
    for start, end, move in sorted(cuts):
        start, end = max(start, place), min(end, last)
        if start > place:
            pieces.append((place, start, None))
        if end > start:
            pieces.append((start, end, move))
            place = end
    return [*pieces, (place, last, None)] if last > place else pieces
