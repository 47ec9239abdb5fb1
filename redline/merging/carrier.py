# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Carry changes written on one version of a text over to a later one, place by place.

Idea: the edits between the two versions leave stretches of words that both share; an offset in such a stretch has its
counterpart, also where the stretch was moved. Only what a change touches is looked at: the two versions are compared
once for all changes.

    >>> from redline.changes import select
    >>> base = "Il corso dura trenta giorni.\n\nÈ gratuito.\n\nLe lezioni si tengono a Roma."
    >>> present = "È gratuito per tutti.\n\nLe lezioni si tengono a Roma.\n\nIl corso dura trenta giorni."
    >>> (change,) = changes(base, base.replace("trenta", "sei"))
    >>> carried = Carrier(base, present).carry(change)
    >>> carried.outcome, carried.moved
    ('applies', True)
    >>> select(present, [carried.change], {1})
    'È gratuito per tutti.\n\nLe lezioni si tengono a Roma.\n\nIl corso dura sei giorni.'

Cost: one difference, then a search by halves and the near edits for each change.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from redline.changes import Change, changes, in_order
from redline.edits import Edit
from redline.merging import wordmerge
from redline.merging.diff3 import filled
from redline.merging.footprint import Footprint, is_number
from redline.merging.ground import Ground
from redline.merging.moving import Move, concerns
from redline.merging.outcome import APPLIES, CLASH, LOOK, outcome
from redline.merging.passages import Passages
from redline.merging.room import LONGEST, brings_block, puts_in_words


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a change on a newer version, and the span where its words stood stands there now.

    Where it can be made, `change` counts from the newer version; else it is as it was.
    """

    change: Change
    outcome: str
    moved: bool
    span: tuple[int, int]

    def told(self, passages: Passages) -> tuple[str, bool, str, str]:
        """Return outcome, whether it moved, and the blocks of the newer version as they are and as they would be."""
        if self.outcome in (APPLIES, LOOK):
            return self.outcome, self.moved, *passages.with_edits(self.change.edits)
        stands = passages.at(self.span)
        return self.outcome, self.moved, stands, stands


class _Stretch(NamedTuple):
    """Words that two versions share: where they begin and end in the old one, and begin in the new one."""

    start: int
    end: int
    new: int
    moved: bool


class Carrier:
    """The way from one version of a text to another."""

    def __init__(self, base: str, present: str) -> None:
        self.base, self.present = base, present
        self.ground = Ground(base)
        found = changes(base, present)
        edits, self.spans, self.stretches = _way(base, found)
        every = (edit for change in found for edit in change.edits)
        self.renumbered = {(edit.start, edit.end) for edit in every if is_number(base, edit)}
        self.edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        self._ends = [edit.end for edit in self.edits]
        self._starts = [stretch.start for stretch in self.stretches]

    def carry(self, change: Change) -> Carried:
        """Return what became of a change of the base."""
        if self.base == self.present:
            return Carried(change, APPLIES, False, (change.start, change.end))
        found = Footprint.of(self.base, change)
        what = outcome(self.ground, found, Footprint(tuple(self._near(found)), self.spans))
        moved = any(self._stretch(edit).moved for edit in found.edits)
        where = self._edit(Edit(change.start, change.end, "", 0))
        span = where.start, where.end
        if what not in (APPLIES, LOOK):
            return Carried(change, what, moved, span)
        edits = self._moved(change, found) if found.spans else self._edits(change.edits)
        if not edits:
            return Carried(change, CLASH, moved, span)
        return Carried(replace(change, edits=tuple(edits)), what, moved, span)

    def _near(self, found: Footprint) -> list[Edit]:
        """Return the edits that were made in the sentences that a change touches, or could slide to, in order."""
        near = []
        for start, end in [*map(self._around, found.edits), *((span.start, span.end) for span in found.spans)]:
            at = bisect_left(self._ends, start)
            while at < len(self.edits) and self.edits[at].start <= end:
                near.append(self.edits[at])
                at += 1
        return list(dict.fromkeys(near))

    def _around(self, edit: Edit) -> tuple[int, int]:
        """Return from where to where an edit that was made may have to do with this one."""
        start, end = self.ground.sentence(edit)
        if not puts_in_words(edit):
            return start, end
        first, last = self.ground.reach(edit)
        return min(start, first - LONGEST), max(end, last + LONGEST)

    def _edits(self, edits: Sequence[Edit]) -> list[Edit]:
        """Return edits counted on the newer version, but for numbers of list items that were changed meanwhile."""
        return [self._edit(edit) for edit in edits if (edit.start, edit.end) not in self.renumbered]

    def _edit(self, edit: Edit) -> Edit:
        """Return an edit that meets none of those made, counted on the newer version."""
        if edit.start < edit.end and self._stands(edit):
            start = self._after(edit.start)
            return edit._replace(start=start, end=max(start, self._before(edit.end)))
        place = self._place(edit)
        return edit._replace(start=place, end=place)

    def _stands(self, edit: Edit) -> bool:
        """Tell whether anything of what an edit takes stands in the newer version; the space between blocks may not."""
        at = bisect_right(self._starts, edit.start)
        within = at < len(self._starts) and self._starts[at] < edit.end
        return within or (at > 0 and self.stretches[at - 1].end > edit.start)

    def _after(self, offset: int) -> int:
        """Return where the words from an offset on stand now, those that were taken out left out."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.stretches[at].end:
            return offset + self.stretches[at].new - self.stretches[at].start
        return self.stretches[at + 1].new if at + 1 < len(self.stretches) else len(self.present)

    def _before(self, offset: int) -> int:
        """Return where the words up to an offset end now, those that were taken out left out."""
        stretch = self.stretches[max(0, bisect_left(self._starts, offset) - 1)]
        return max(0, min(offset, stretch.end) - stretch.start) + stretch.new

    def _block(self, span: Move) -> tuple[int, int]:
        """Return where a block stands now, with all that was edited in it."""
        inside = [edit for edit in self.edits if concerns(span, edit)]
        starts = (edit.place for edit in inside if edit.start == span.start)
        ends = (edit.place_end for edit in inside if edit.end == span.end)
        return min([self._after(span.start), *starts]), max([self._before(span.end), *ends])

    def _place(self, edit: Edit) -> int:
        """Return where an insertion stands; a new block stays behind the block it was put behind."""
        stretch = self._stretch(edit)
        return min(max(edit.start, stretch.start), stretch.end) + stretch.new - stretch.start

    def _stretch(self, edit: Edit) -> _Stretch:
        """Return the stretch an edit begins in; an insertion belongs to the words before it, in a block of its own."""
        after = edit.start < edit.end or (self._begins_block(edit.start) and not brings_block(edit))
        at = (bisect_right if after else bisect_left)(self._starts, edit.start) - 1
        at = max(0, at)
        if not after and self.stretches[at].end < edit.start and self._starts[at + 1 : at + 2] == [edit.start]:
            at += 1
        return self.stretches[at]

    def _begins_block(self, offset: int) -> bool:
        return offset == 0 or self.base[offset - 1] == "\n"

    def _moved(self, change: Change, found: Footprint) -> list[Edit]:
        """Return the edits of a move, with what was edited meanwhile in the block it moves; none where that clashes."""
        (span,) = found.spans
        come = max(change.edits, key=lambda edit: len(edit.text))
        skip = span.new_start - come.place
        now = come.text[skip : skip + span.new_end - span.new_start]
        start, end = self._block(span)
        block = self.base[span.start : span.end]
        merged = wordmerge.merged(block, now, self.present[start:end].strip())
        if wordmerge.clashes(merged):
            return []
        text = come.text[:skip] + filled(block, merged) + come.text[skip + len(now) :]
        edits = [self._edit(edit)._replace(text=text if edit is come else edit.text) for edit in change.edits]
        return [
            _taking(edit, start, end) if old.start <= span.start < old.end else edit
            for old, edit in zip(change.edits, edits, strict=True)
        ]


def _taking(edit: Edit, start: int, end: int) -> Edit:
    """Return an edit that takes a block, with all that stands in it now."""
    return edit._replace(start=min(edit.start, start), end=max(edit.end, end))


def _way(base: str, found: Sequence[Change]) -> tuple[list[Edit], tuple[Move, ...], list[_Stretch]]:
    """Return the edits between two versions, the blocks that moved, and the stretches both share."""
    edits: list[Edit] = []
    spans: list[Move] = []
    shared: list[_Stretch] = []
    for change in found:
        steps = Footprint.of(base, change)
        edits += steps.edits
        spans += steps.spans
        for move in steps.spans:
            shared += _shared(steps.inside, move.start, move.end, move.new_start, moved=True)
    shared += _shared(in_order(edit for change in found for edit in change.edits), 0, len(base), 0, moved=False)
    return edits, tuple(spans), sorted(shared) or [_Stretch(0, 0, 0, False)]


def _shared(edits: Sequence[Edit], start: int, end: int, new: int, *, moved: bool) -> list[_Stretch]:
    """Return the stretches between edits, from start to end, of which the first begins at `new`."""
    found = []
    for edit in [*edits, Edit(end, end, "", 0)]:
        if edit.start > start:
            found.append(_Stretch(start, edit.start, new, moved))
        start, new = max(start, edit.end), max(new, edit.place_end)
    return found
