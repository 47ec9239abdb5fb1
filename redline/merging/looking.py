# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a clean merge wants a look: sentences that hold edits of both sides, and edits that touch edge to edge.

    >>> text = "Il corso dura trenta giorni a Roma. È gratuito."
    >>> ours = Piece(14, 20, "trenta", "sei", "trenta", OURS, "sei")
    >>> theirs = Piece(30, 34, "Roma", "Roma", "Pisa", THEIRS, "Pisa")
    >>> list(looks(Around(text), [ours, theirs]))
    [(0, 'Il corso dura trenta giorni a Roma. ', 'Il corso dura sei giorni a Pisa. ')]

Cost: one pass over the pieces, and one over the text if any two stand in one paragraph.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from redline import blocks
from redline.edits import Edit, trimmed
from redline.merging.diff3 import CLASH, MIXED, OURS, THEIRS, Piece, filled
from redline.merging.ground import APART, Ground


class Around:
    """Finds headings and sentences around the pieces of a text; it is looked through only when something is asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in blocks.split(self.text)]

    @cached_property
    def _paths(self) -> list[tuple[str, ...]]:
        return blocks.places(blocks.split(self.text))

    def place(self, offset: int) -> tuple[str, ...]:
        """Return the headings above an offset."""
        return self._paths[max(0, bisect_right(self._starts, offset) - 1)] if self._starts else ()

    def near(self, one: Piece, other: Piece) -> bool:
        """Tell whether two pieces touch or stand in one sentence."""
        between = self.text[one.end : other.start]
        if "\n\n" in between or (between.strip() and self._ground.begins_between(one.end, other.start)):
            return False
        first, second = (Edit(piece.start, piece.end, piece.text, 0) for piece in (one, other))
        if not between.strip():
            first, second = trimmed(first, self.text), trimmed(second, self.text)
        return self._ground.nearness(first, second) != APART

    def sentences(self, group: list[Piece]) -> tuple[int, int]:
        """Return where the sentences around a group of pieces begin and end."""
        return self._ground.sentence(Edit(group[0].start, group[-1].end, "", 0))


def looks(around: Around, found: Sequence[Piece]) -> Iterator[tuple[int, str, str]]:
    """Yield (start, before, now) of the sentences in which clean pieces of both sides stand near each other."""
    group: list[Piece] = []
    for number, piece in enumerate([*found, None]):
        if piece and piece.sides != CLASH and (not group or around.near(group[-1], piece)):
            group.append(piece)
            continue
        sides = {one.sides for one in group}
        if MIXED in sides or {OURS, THEIRS} <= sides:
            before, after = found[number - len(group) - 1] if number > len(group) else None, piece
            start, end = around.sentences(group)
            start, end = max(start, before.end if before else 0), min(end, after.start if after else end)
            yield start, around.text[start:end], filled(around.text, group, start, end)
        group = [piece] if piece and piece.sides != CLASH else []
