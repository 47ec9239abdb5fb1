# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Where a change treads on a text: the words it takes or puts in, and the block it moves as a whole.

What another change does inside a moved block is not in the way of the move: it travels along. So a move leaves the
edits made inside the block, the place it goes to, and the span of the block, not one edit that takes everything.

    >>> from redline.changes import changes
    >>> old = "Il corso dura trenta giorni a Roma.\n\nLa partecipazione è gratuita per tutti."
    >>> new = "La partecipazione è gratuita per tutti.\n\nIl corso dura trenta giorni a Pisa."
    >>> (change,) = changes(old, new)
    >>> found = Footprint.of(old, change)
    >>> [old[span.start : span.end] for span in found.spans]
    ['Il corso dura trenta giorni a Roma.']
    >>> [edit.text for edit in found.edits if edit.text.strip() == "Pisa"]
    ['Pisa']

Numbers of list items follow from the items above them, and are in nobody's way.

Cost: of a move, one difference of the moved block; of anything else, nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from redline import edits as inner
from redline.changes import MOVE, Change
from redline.edits import Edit
from redline.merging.moving import Move, move_of


@dataclass(frozen=True, slots=True)
class Footprint:
    """The edits of a change as others meet them, the blocks it moves, and which of the edits it makes inside these."""

    edits: tuple[Edit, ...]
    spans: tuple[Move, ...] = ()
    inside: tuple[Edit, ...] = ()

    @classmethod
    def of(cls, text: str, change: Change) -> "Footprint":
        """Return the footprint of a change of this text."""
        move = move_of(text, change.edits) if change.kind == MOVE else None
        if move:
            return cls.moving(text, change.edits, move)
        return cls(tuple(edit for edit in change.edits if not is_number(text, edit)) or change.edits)

    @classmethod
    def moving(cls, text: str, edits: Iterable[Edit], move: Move) -> "Footprint":
        """Return the footprint of the edits of one move: what it takes away is a span."""
        stay = [edit for edit in edits if not (edit.start < move.end and move.start < edit.end) and edit.text.strip()]
        come = max(stay, key=lambda edit: len(edit.text))
        skip = move.new_start - come.place
        now = come.text[skip : skip + move.new_end - move.new_start]
        within = inner.edits(text[move.start : move.end], now)
        inside = tuple(edit.moved(move.start, move.new_start) for edit in within)
        return cls((*stay, *inside), (move,), inside)


def is_number(text: str, edit: Edit) -> bool:
    """Tell whether an edit gives a list item another number: it says so itself, but for those kept before it did."""
    if edit.number:
        return True
    if not (edit.text.isdecimal() and text[edit.start : edit.end].isdecimal()):
        return False
    line = text.rfind("\n", 0, edit.start) + 1
    return not text[line : edit.start].strip() and text[edit.end : edit.end + 1] in (".", ")")
