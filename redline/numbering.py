# SPDX-License-Identifier: AGPL-3.0-or-later
r"""The numbers of list items, which follow from the items above them.

Idea: an item is known by its words; its number, with the mark behind it, is no word of it. Where an item came or went,
the new numbers of those below it belong to that one change; else all numbers that are new in one list are one change.
Cost: one pass over the blocks, and a search for each new number.

    >>> old, new = "1. Corsi\n2. Verifica", "1. Accoglienza\n2. Corsi\n3. Verifica"
    >>> from redline import diff
    >>> [[edit.text for edit in group.edits] for group in diff.groups(old, new)]
    [['1. Accoglienza\n', '2', '3']]
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from redline import blocks
from redline.blocks import Block
from redline.edits import Edit

_NUMBER = re.compile(r"[ \t]*(\d{1,9}[.)])(?:[ \t]|$)")


def numbered(block: Block) -> bool:
    """Tell whether a block is an item of an ordered list."""
    return _span(block) != (0, 0)


def unnumbered(block: Block) -> str:
    """Return the content of a block, that of an ordered list item without its number."""
    start, end = _span(block)
    return f"{block.content[:start]}0.{block.content[end:]}" if end else block.content


def renumbered(old: Block, new: Block) -> tuple[Edit | None, int, int]:
    """Return the edit of an item's number, and where the words after it begin in each; None, 0, 0 if it stays."""
    start, end = _span(old)
    place, place_end = _span(new)
    if not end or not place_end or old.content[start:end] == new.content[place:place_end]:
        return None, 0, 0
    if old.content[end - 1] == new.content[place_end - 1]:  # the mark behind the number stays
        end, place_end = end - 1, place_end - 1
    text = new.content[place:place_end]
    return Edit(old.start + start, old.start + end, text, new.start + place, number=True), end, place_end


def _span(block: Block) -> tuple[int, int]:
    """Return where the number of an ordered item stands in its content, with its mark; (0, 0) if it has none."""
    found = _NUMBER.match(block.content) if block.kind == blocks.ITEM else None
    return found.span(1) if found else (0, 0)


def with_causes(
    old: str, found: Sequence[Block], groups: Sequence[Sequence[Edit]], numbers: Sequence[Edit]
) -> tuple[list[tuple[Edit, ...]], list[tuple[Edit, ...]]]:
    """Return groups of edits with the new numbers that follow from them, and those that follow from none, by list."""
    lists = _Lists(found)
    causes = [(group[0].start, number) for number, group in enumerate(groups) if _makes_lines(old, group)]
    starts = [start for start, _ in causes]
    followers: dict[int, list[Edit]] = {}
    others: dict[int, list[Edit]] = {}
    for edit in numbers:
        last = bisect_right(starts, edit.start) - 1
        if last >= 0 and lists.at(starts[last]) == lists.at(edit.start):
            followers.setdefault(causes[last][1], []).append(edit)
        else:
            others.setdefault(lists.at(edit.start), []).append(edit)
    joined = [(*group, *followers.get(number, ())) for number, group in enumerate(groups)]
    return joined, [tuple(edits) for edits in others.values()]


def _makes_lines(old: str, edits: Sequence[Edit]) -> bool:
    """Tell whether edits bring or take whole lines, as items are."""
    return any("\n" in old[edit.start : edit.end] or "\n" in edit.text for edit in edits)


class _Lists:
    """Knows which list an offset stands in: blocks without another kind of block between them are one list."""

    def __init__(self, found: Sequence[Block]) -> None:
        self.starts = [block.start for block in found]
        self.names = list(accumulate(int(block.kind != blocks.ITEM) for block in found))

    def at(self, offset: int) -> int:
        """Return the name of the list that an offset stands in."""
        return self.names[bisect_right(self.starts, offset) - 1]
