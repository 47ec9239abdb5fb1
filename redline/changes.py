# SPDX-License-Identifier: AGPL-3.0-or-later
r"""The difference of two texts as a numbered list of changes, each of which can be decided and applied alone.

    >>> old = "## Durata\n\nIl corso dura trenta giorni. La partecipazione è gratuita."
    >>> new = "## Durata\n\nIl corso dura sei mesi.\n\nLa partecipazione è gratuita."
    >>> for change in changes(old, new):
    ...     print(change.number, change.kind, change.place, change.block_number, repr(change.old), repr(change.new))
    1 replace ('Durata',) 1 'trenta giorni' 'sei mesi'
    2 split ('Durata',) 1 ' ' '\n\n'
    >>> select(old, changes(old, new), {1})
    '## Durata\n\nIl corso dura sei mesi. La partecipazione è gratuita.'
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from redline import blocks, diff, marks
from redline.edits import Edit, apply
from redline.linking import letters, linked

_NEAR = 30  # changes of one text hardly overlap: more candidates would only cost time
_JOINT = "\x00"  # never in a canonical text
_AT_JOINT = re.compile("(?<!\n)\n*\x00[\n\x00]*")
_TIGHT = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|[ \t]*\|")

INSERT, DELETE, REPLACE, MOVE = "insert", "delete", "replace", "move"
FORMAT, SPLIT, JOIN = "format", "split", "join"


@dataclass(frozen=True, slots=True)
class Change:
    """One contiguous edit, or one move: what it is, where it stands, and the edits of the old text that make it.

    `old` and `new` are its words; `place` the headings above it; `block` the kind of block it begins in, and
    `block_number` which one it is under its heading, counted from 1; 0 is the heading itself, or not known.
    """

    number: int
    kind: str
    old: str
    new: str
    place: tuple[str, ...]
    block: str
    edits: tuple[Edit, ...]
    block_number: int = 0

    @property
    def start(self) -> int:
        """Offset in the old text where the change begins."""
        return self.edits[0].start

    @property
    def end(self) -> int:
        """Offset in the old text where the change ends (of a move: where the moved block ended)."""
        return max(edit.end for edit in self.edits)

    def to_json(self) -> dict[str, Any]:
        """Return the change as plain data for JSON."""
        return {
            "number": self.number,
            "kind": self.kind,
            "old": self.old,
            "new": self.new,
            "place": list(self.place),
            "block": self.block,
            "edits": [list(edit) for edit in self.edits],
            "block_number": self.block_number,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Change":
        """Return the change that to_json described; one kept by an earlier release may say less of block and edits."""
        edits = tuple(Edit(*edit) for edit in data["edits"])
        known = {name: data[name] for name in ("number", "kind", "old", "new", "block")}
        return cls(**known, place=tuple(data["place"]), edits=edits, block_number=data.get("block_number", 0))


def changes(old: str, new: str) -> list[Change]:
    """Return the changes that turn old into new, numbered from 1 in order of place."""
    where = Where(old)
    return [_change(number, group, old, where) for number, group in enumerate(linked(old, diff.groups(old, new)), 1)]


def select(base: str, every: Iterable[Change], chosen: Collection[int]) -> str:
    """Return the base with only the chosen changes (by number) made: all of them give the new text, none the base.

    Where only some of the blocks that came, went or moved at one place are chosen, what is left stands apart properly.
    """
    every = list(every)
    edits = [edit for change in every if change.number in chosen for edit in change.edits]
    if all(change.number in chosen for change in every):
        return apply(base, in_order(edits))
    return made(base, edits)


def made(base: str, edits: Iterable[Edit]) -> str:
    """Return the base with some edits made, one border of blocks wherever blocks came or went."""
    found = in_order(edits)
    if not any(edit.loose for edit in found):
        return apply(base, found)
    return _mended(apply(base, [_jointed(edit) if edit.loose else edit for edit in found]))


def in_order(edits: Iterable[Edit]) -> list[Edit]:
    """Return edits in the order in which they are made."""
    return sorted(edits, key=lambda edit: (edit.start, edit.place, edit.end))


def _jointed(edit: Edit) -> Edit:
    return edit._replace(text=_JOINT + edit.text + _JOINT)


def _mended(text: str) -> str:
    """Return the text with one border of blocks at each joint: a blank line, or a line end between items or rows."""
    return _AT_JOINT.sub(lambda found: _border(found[0].count("\n"), found.string, found.end()), text).strip("\n")


def _border(line_ends: int, text: str, place: int) -> str:
    return "\n" if line_ends == 1 and _TIGHT.match(text, place) else "\n\n"


def follow(previous: Sequence[Change], new: Sequence[Change], used: int = 0) -> list[Change]:
    """Return the new changes under the numbers of the previous ones they continue; others get numbers never used.

    Both lists are changes of the same base. `used` is the highest number ever given (also to changes that are gone).
    The very same edit keeps its number first, then the one that overlaps most on the base.
    """
    pairs = _continued(previous, new)
    last = max([used, *(change.number for change in previous)])
    found = []
    for index, change in enumerate(new):
        if index in pairs:
            found.append(replace(change, number=pairs[index]))
        else:
            last += 1
            found.append(replace(change, number=last))
    return found


def _continued(previous: Sequence[Change], new: Sequence[Change]) -> dict[int, int]:
    """Return {index of new change: number of the previous one it continues}."""
    same: defaultdict[tuple[tuple[int, int, str], ...], list[int]] = defaultdict(list)
    for change in reversed(previous):
        same[_deed(change)].append(change.number)
    pairs = {index: same[deed].pop() for index, deed in enumerate(map(_deed, new)) if same[deed]}
    taken = set(pairs.values())
    earlier = sorted((change for change in previous if change.number not in taken), key=lambda change: change.start)
    starts = [change.start for change in earlier]
    scored = []
    for index, change in enumerate(new):
        last = bisect_right(starts, change.end)
        near = earlier[max(0, last - _NEAR) : last] if index not in pairs else []
        scored += [(-score, index, one.number) for one in near if (score := _overlap(one, change))]
    for _, index, number in sorted(scored):
        if index not in pairs and number not in taken:
            pairs[index] = number
            taken.add(number)
    return pairs


def _deed(change: Change) -> tuple[tuple[int, int, str], ...]:
    """Return what a change does to the base, wherever it stands in the new text."""
    return tuple((edit.start, edit.end, edit.text) for edit in change.edits)


def _overlap(earlier: Change, later: Change) -> float:
    """Return how surely one change continues another: 1 at the same place, 0 where they share no place."""
    shared = min(earlier.end, later.end) - max(earlier.start, later.start)
    whole = max(earlier.end, later.end) - min(earlier.start, later.start)
    if shared < 0 or (shared == 0 and whole and (earlier.new != later.new or not later.new)):
        return 0
    return (shared + 1) / (whole + 1)


class Where:
    """Finds the block and the headings of a change in a text."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks.split(text)
        self.places = blocks.places(self.blocks)
        self.numbers = blocks.numbers(self.blocks)
        self.starts = [block.start for block in self.blocks]

    def index(self, offset: int) -> int:
        """Return which block an offset stands in."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def at(self, offset: int) -> tuple[tuple[str, ...], str, int]:
        """Return the headings that an offset stands under, the kind of its block, and which one under its heading."""
        if not self.blocks:
            return (), blocks.PARAGRAPH, 0
        at = self.index(offset)
        return self.places[at], self.blocks[at].kind, self.numbers[at]

    def placed(self, change: Change) -> Change:
        """Return a change of this text with the headings and the block it stands in."""
        place, block, number = self.at(change.start)
        return replace(change, place=place, block=block, block_number=number)


def _change(number: int, group: diff.Group, old: str, where: Where) -> Change:
    before = _shown("".join(old[edit.start : edit.end] for edit in group.said))
    after = _shown("".join(edit.text for edit in group.said))
    kind = _border_kind(group.said, old, where) or (MOVE if group.moved else _kind(before, after))
    if all(marks.only_target(old, edit.start, edit.end, edit.text) for edit in group.said):
        kind = FORMAT
    place, block, block_number = where.at(group.edits[0].start)
    return Change(number, kind, before, after, place, block, group.edits, block_number)


def _shown(words: str) -> str:
    """Return words without the space around them; where all is space, the space itself."""
    return words.strip() or words


def _border_kind(edits: Sequence[Edit], old: str, where: Where) -> str:
    """Return split or join where the same words stand in more or in fewer blocks than before, else ""."""
    if letters(old[edits[0].end : edits[-1].start]):
        return ""  # what one edit takes out and the other puts in has passed other words
    start, end = edits[0].start, edits[-1].end
    before, after = old[start:end], apply(old[start:end], [edit.moved(-start, 0) for edit in edits])
    if not where.blocks or before.count("\n") == after.count("\n") or letters(before) != letters(after):
        return ""
    first, last = where.index(start), where.index(end)
    begins, ends = where.starts[first], where.blocks[last].end
    if not begins < start <= end < ends and len(edits) == 1:
        return ""
    made = len(blocks.split(old[begins:start] + after + old[end:ends])) - (last - first + 1)
    return "" if not made else SPLIT if made > 0 else JOIN


def _kind(before: str, after: str) -> str:
    if marks.plain_words(before) == marks.plain_words(after):
        return FORMAT
    if not before.strip():
        return INSERT
    return REPLACE if after.strip() else DELETE
