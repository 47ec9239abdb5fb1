# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that differ between two pieces of text, tidied to what a reader expects.

Idea: words are compared without the space behind them; then edits separated only by short leftovers are joined (the
"semantic cleanup" of Fraser's diff-match-patch, in words), halves of a pair of marks travel together, and an insertion
or deletion that could stand in several places slides to the most natural one (sentence, clause, line).
Cost: one run of the inner loop and passes over its hunks.
Source: N. Fraser, "Diff Strategies", 2006.
"""

from dataclasses import dataclass, field

from redline import marks, sequence
from redline.pieces import Pieces
from redline.sequence import Hunk
from redline.sliding import SENTENCE_ENDS, slid

_LEFTOVER_WORDS = 3


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] of the old text by `text`; `place` is where that stands in the new text.

    `loose` edits are several between the same two blocks: made in part, the space between blocks must be mended.
    A `number` is that of a list item, which follows from the items above it.
    """

    start: int
    end: int
    text: str
    place: int
    loose: bool = False
    number: bool = field(default=False, compare=False)

    def moved(self, old: int, new: int) -> "Edit":
        """Return the same edit counted from other beginnings."""
        return Edit(self.start + old, self.end + old, self.text, self.place + new, self.loose, self.number)

    def joined(self, after: "Edit") -> "Edit":
        """Return this edit and one that touches its end as one."""
        return Edit(self.start, after.end, self.text + after.text, self.place, self.loose or after.loose)

    @property
    def place_end(self) -> int:
        """Offset in the new text where the edit's text ends."""
        return self.place + len(self.text)


def edits(old: str, new: str) -> list[Edit]:
    """Return the edits that turn old into new, in order, none touching another."""
    return compare(Pieces(old), Pieces(new))


def compare(old: Pieces, new: Pieces, start: int = 0, place: int = 0) -> list[Edit]:
    """Return the edits between two texts already split into words, counted from where these begin."""
    return [Edit(start + i1, start + i2, new.text[j1:j2], place + j1) for i1, i2, j1, j2 in stretches(old, new)]


def stretches(old: Pieces, new: Pieces) -> list[Hunk]:
    """Return the stretches of two texts that differ, in characters, in order, none touching another."""
    changed = _join(slid(sequence.hunks(old.keys, new.keys), old, new), old)
    if marks.has_marks(old.text) or marks.has_marks(new.text):
        changed = _close(changed, old, new)
    return [_trimmed(hunk, old.text, new.text) for hunk in _touching_joined(_with_spaces(changed, old, new))]


def _join(changed: list[Hunk], old: Pieces) -> list[Hunk]:
    """Join hunks that are kept apart only by leftovers shorter than the edits on both sides."""
    joined: list[Hunk] = []
    for hunk in changed:
        while joined and _is_leftover(joined[-1], hunk, old):
            hunk = joined.pop().joined(hunk)
        joined.append(hunk)
    return joined


def _is_leftover(left: Hunk, right: Hunk, old: Pieces) -> bool:
    kept = right.i1 - left.i2
    if kept > _LEFTOVER_WORDS or kept >= min(_size(left), _size(right)):
        return False
    return not any(key in SENTENCE_ENDS for key in old.keys[left.i2 : right.i1])


def _size(hunk: Hunk) -> int:
    return max(hunk.i2 - hunk.i1, hunk.j2 - hunk.j1)


def _close(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Join each hunk that opens a mark with the next ones until it is closed, if it ever is."""
    closed: list[Hunk] = []
    rest = list(reversed(changed))
    while rest:
        hunk = rest.pop()
        if _unpaired(hunk, old, new):
            reach = _closing(hunk, rest, old, new)
            if reach:
                hunk = hunk.joined(rest[-reach])
                del rest[-reach:]
        closed.append(hunk)
    return closed


def _closing(hunk: Hunk, rest: list[Hunk], old: Pieces, new: Pieces) -> int:
    """Return how many of the next hunks are needed to close what this one opens; 0 if none of the next few does."""
    for reach, candidate in enumerate(reversed(rest[-6:]), 1):
        if not _unpaired(hunk.joined(candidate), old, new):
            return reach
    return 0


def _unpaired(hunk: Hunk, old: Pieces, new: Pieces) -> bool:
    before = marks.open_marks(old.between(hunk.i1, hunk.i2))
    return before != marks.open_marks(new.between(hunk.j1, hunk.j2))


def _with_spaces(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Turn hunks of words into hunks of characters, and add those of the white space behind equal words."""
    found: list[Hunk] = []
    at_old, at_new = old.offsets, new.offsets
    i = j = 0
    for i1, i2, j1, j2 in [*changed, Hunk(len(old.keys), len(old.keys), len(new.keys), len(new.keys))]:
        if old.text[at_old[i] : at_old[i1]] != new.text[at_new[j] : at_new[j1]]:
            found += _space_hunks(old, new, i, j, i1 - i)
        found.append(Hunk(at_old[i1], at_old[i2], at_new[j1], at_new[j2]))
        i, j = i2, j2
    return found[:-1]


def _space_hunks(old: Pieces, new: Pieces, i: int, j: int, length: int) -> list[Hunk]:
    """Return the hunks of the white space behind words that are equal."""
    found = []
    for step in range(length):
        if old.words[i + step] != new.words[j + step]:
            visible = len(old.keys[i + step])
            start, place = old.offsets[i + step] + visible, new.offsets[j + step] + visible
            found.append(Hunk(start, old.offsets[i + step + 1], place, new.offsets[j + step + 1]))
    return found


def _touching_joined(found: list[Hunk]) -> list[Hunk]:
    """Join hunks that touch."""
    joined: list[Hunk] = []
    for hunk in found:
        if joined and joined[-1].i2 == hunk.i1 and joined[-1].j2 == hunk.j1:
            hunk = joined.pop().joined(hunk)
        joined.append(hunk)
    return joined


def trimmed(edit: Edit, old: str) -> Edit:
    """Return an edit without the white space that both its texts begin or end with."""
    start, end, head, tail = _trimmed(Hunk(edit.start, edit.end, 0, len(edit.text)), old, edit.text)
    return Edit(start, end, edit.text[head:tail], edit.place + head, edit.loose)


def _trimmed(hunk: Hunk, old: str, new: str) -> Hunk:
    """Return a hunk of characters without the white space that both its sides begin or end with."""
    i1, i2, j1, j2 = hunk
    while i1 < i2 and j1 < j2 and old[i1] == new[j1] and old[i1].isspace():
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1] and old[i2 - 1].isspace():
        i2, j2 = i2 - 1, j2 - 1
    return Hunk(i1, i2, j1, j2)


def apply(old: str, found: list[Edit]) -> str:
    """Return the old text with the edits made; they must be in order of start and place."""
    pieces, place = [], 0
    for edit in found:
        pieces += [old[place : edit.start], edit.text]
        place = max(place, edit.end)
    return "".join([*pieces, old[place:]])
