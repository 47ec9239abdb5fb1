# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that differ between two pieces of text, as edits that can be made.

Idea: the stretches that differ are found by chunks and words; halves of a pair of marks travel together, and space that
both sides begin or end with stays.
Cost: that of finding them, and passes over what was found.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from redline import by_chunks, by_words, marks
from redline.pieces import Pieces
from redline.sequence import Hunk, Stretch


class Edit(NamedTuple):
    """Replace text[start:end] of the old text by `text`; `place` is where that stands in the new text.

    `loose` edits are several between the same two blocks: made in part, the space between blocks must be mended.
    A `number` is that of a list item, which follows from the items above it.
    """

    start: int
    end: int
    text: str
    place: int
    loose: bool = False
    number: bool = False

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
    return placed(stretches(old, new), new.text, start, place)


def placed(found: Iterable[Stretch], new: str, start: int = 0, place: int = 0) -> list[Edit]:
    """Return stretches that differ as edits, counted from where the two texts begin."""
    return [Edit(start + i1, start + i2, new[j1:j2], place + j1) for i1, i2, j1, j2 in found]


def stretches(old: Pieces, new: Pieces) -> Sequence[Stretch]:
    """Return the stretches of two texts that differ, in characters, in order, none touching another."""
    found = by_chunks.stretches(old, new)
    if old.has_marks or new.has_marks:
        return [by_words.trimmed(hunk, old.text, new.text) for hunk in _close(found, old.text, new.text)]
    return found


def _close(changed: Sequence[Stretch], old: str, new: str) -> list[Hunk]:
    """Join each hunk that opens a mark with the next ones until it is closed, if it ever is."""
    closed: list[Hunk] = []
    rest = [Hunk(*one) for one in reversed(changed)]
    while rest:
        hunk = rest.pop()
        if _unpaired(hunk, old, new):
            reach = _closing(hunk, rest, old, new)
            if reach:
                hunk = hunk.joined(rest[-reach])
                del rest[-reach:]
        closed.append(hunk)
    return closed


def _closing(hunk: Hunk, rest: list[Hunk], old: str, new: str) -> int:
    """Return how many of the next hunks are needed to close what this one opens; 0 if none of the next few does."""
    for reach, candidate in enumerate(reversed(rest[-6:]), 1):
        if not _unpaired(hunk.joined(candidate), old, new):
            return reach
    return 0


def _unpaired(hunk: Hunk, old: str, new: str) -> bool:
    before = marks.open_marks(old[hunk.i1 : hunk.i2])
    return before != marks.open_marks(new[hunk.j1 : hunk.j2])


def trimmed(edit: Edit, old: str) -> Edit:
    """Return an edit without the white space that both its texts begin or end with."""
    start, end, head, tail = by_words.trimmed(Hunk(edit.start, edit.end, 0, len(edit.text)), old, edit.text)
    return Edit(start, end, edit.text[head:tail], edit.place + head, edit.loose)


def apply(old: str, found: list[Edit]) -> str:
    """Return the old text with the edits made; they must be in order of start and place."""
    pieces, place = [], 0
    for edit in found:
        pieces += [old[place : edit.start], edit.text]
        place = max(place, edit.end)
    return "".join([*pieces, old[place:]])
