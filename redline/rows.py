# SPDX-License-Identifier: AGPL-3.0-or-later
"""The blocks of two texts as the lines of a comparison, in reading order, paired, each with what became of it."""

from dataclasses import dataclass, replace
from itertools import groupby

from redline import blocks
from redline.blocks import Block
from redline.numbering import numbered, unnumbered
from redline.pairing import Pairing, pair

SAME, EDITED, INSERTED, DELETED, LEFT, ARRIVED = "same", "edited", "inserted", "deleted", "moved-from", "moved-to"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison: a block of the old text, of the new one, or a pair."""

    status: str
    old: Block | None = None
    new: Block | None = None
    spaced: bool = False  # the blank line after it came or went
    renumbered: bool = False  # its number follows from another item that came or went

    @property
    def block(self) -> Block:
        """The block that decides how the row looks."""
        block = self.old if self.status in (DELETED, LEFT) else self.new
        assert block is not None
        return block


def rows(old: str, new: str) -> list[Row]:
    """Return the blocks of both texts in reading order, paired."""
    paired = pair(old, new)
    arrived = {j: i for i, j in paired.moved.items()}
    found: list[Row] = []
    i = j = 0
    for to_i, to_j in [*sorted(paired.in_order.items()), (len(paired.old), len(paired.new))]:
        found += [_gone(paired, number) for number in range(i, to_i) if paired.old[number].content]
        found += [_come(paired, number, arrived) for number in range(j, to_j) if paired.new[number].content]
        if to_i < len(paired.old) and paired.old[to_i].content:
            found.append(_pair(paired, to_i, to_j))
        i, j = to_i + 1, to_j + 1
    return _with_numbers(found)


def _with_numbers(found: list[Row]) -> list[Row]:
    """Tell which new numbers of list items only follow from an item that came or went in the same list."""
    shown: list[Row] = []
    for is_item, one_list in groupby(found, key=lambda row: row.block.kind == blocks.ITEM):
        listed = list(one_list)
        follows = is_item and any(row.status not in (SAME, EDITED) for row in listed)
        shown += map(_renumbered, listed) if follows else listed
    return shown


def _renumbered(row: Row) -> Row:
    if row.status != EDITED or not row.old or not row.new:
        return row
    if not numbered(row.old) or not numbered(row.new):  # from or to a bullet: the number itself changed
        return row
    same = unnumbered(row.old) == unnumbered(row.new)
    return replace(row, status=SAME if same else EDITED, renumbered=True)


def _gone(paired: Pairing, i: int) -> Row:
    return Row(LEFT if i in paired.moved else DELETED, old=paired.old[i])


def _come(paired: Pairing, j: int, arrived: dict[int, int]) -> Row:
    new = paired.new[j]
    return Row(ARRIVED, paired.old[arrived[j]], new) if j in arrived else Row(INSERTED, new=new)


def _pair(paired: Pairing, i: int, j: int) -> Row:
    old, new = paired.old[i], paired.new[j]
    spaced = paired.in_order.get(i + 1) == j + 1 and old.separator != new.separator
    same = (old.kind, old.content) == (new.kind, new.content)
    return Row(SAME if same else EDITED, old, new, spaced)
