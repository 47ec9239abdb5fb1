# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that differ between two pieces of text, tidied to what a reader expects.

Idea: words are compared without the space behind them; then edits separated only by short leftovers are joined (the
"semantic cleanup" of Fraser's diff-match-patch, in words), halves of a pair of marks travel together, and an insertion
or deletion that could stand in several places slides to the most natural one (sentence, clause, line).
Cost: one run of the inner loop and passes over its hunks.
Source: N. Fraser, "Diff Strategies", 2006.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from redline import marks, sequence, words
from redline.sequence import Hunk

_LEFTOVER_WORDS = 3
_LONGEST_SLIDE = 200
_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")
_CLAUSE_ENDS = (",", ")", "»", "”", "–", "—")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] of the old text by `text`; `place` is where that stands in the new text.

    `loose` edits are several between the same two blocks: made in part, the space between blocks must be mended.
    """

    start: int
    end: int
    text: str
    place: int
    loose: bool = False

    def moved(self, old: int, new: int) -> "Edit":
        """Return the same edit counted from other beginnings."""
        return replace(self, start=self.start + old, end=self.end + old, place=self.place + new)

    def joined(self, after: "Edit") -> "Edit":
        """Return this edit and one that touches its end as one."""
        return Edit(self.start, after.end, self.text + after.text, self.place, self.loose or after.loose)

    @property
    def place_end(self) -> int:
        """Offset in the new text where the edit's text ends."""
        return self.place + len(self.text)


class Pieces:
    """A text as words, with what the comparison needs: keys and offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs = words.pairs(text)
        self.keys = [visible for visible, _ in self.pairs]

    @cached_property
    def offsets(self) -> list[int]:
        """Where each word begins, and where the last one ends."""
        return [0, *accumulate([len(visible) + len(space) for visible, space in self.pairs])]

    @cached_property
    def weights(self) -> list[int]:
        """What each word counts when texts are compared for likeness: its letters; marks count nothing."""
        return [len(key) if key[:1].isalnum() else 0 for key in self.keys]

    @cached_property
    def weight(self) -> int:
        """What all words together count for likeness."""
        return sum(self.weights)

    @cached_property
    def counted(self) -> Counter[str]:
        """What the occurrences of each word count together, marks left out."""
        counted: Counter[str] = Counter()
        for key, weight in zip(self.keys, self.weights, strict=True):
            if weight:
                counted[key] += weight
        return counted

    def between(self, start: int, end: int) -> str:
        """Return the text of the words from start up to end."""
        return self.text[self.offsets[start] : self.offsets[end]]


def edits(old: str, new: str) -> list[Edit]:
    """Return the edits that turn old into new, in order, none touching another."""
    return compare(Pieces(old), Pieces(new))


def compare(old: Pieces, new: Pieces) -> list[Edit]:
    """Return the edits between two texts already split into words."""
    changed = _join(_slide_all(sequence.hunks(old.keys, new.keys), old, new), old)
    return _touching_joined(_with_spaces(_close(changed, old, new), old, new), old.text)


def _join(changed: list[Hunk], old: Pieces) -> list[Hunk]:
    """Join hunks that are kept apart only by leftovers shorter than the edits on both sides."""
    joined: list[Hunk] = []
    for hunk in changed:
        while joined and _is_leftover(joined[-1], hunk, old):
            hunk = _over(joined.pop(), hunk)
        joined.append(hunk)
    return joined


def _over(first: Hunk, last: Hunk) -> Hunk:
    return Hunk(first.i1, last.i2, first.j1, last.j2)


def _is_leftover(left: Hunk, right: Hunk, old: Pieces) -> bool:
    kept = old.keys[left.i2 : right.i1]
    if len(kept) > _LEFTOVER_WORDS or any(key in _SENTENCE_ENDS for key in kept):
        return False
    return len(kept) < min(_size(left), _size(right))


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
                hunk = _over(hunk, rest[-reach])
                del rest[-reach:]
        closed.append(hunk)
    return closed


def _closing(hunk: Hunk, rest: list[Hunk], old: Pieces, new: Pieces) -> int:
    """Return how many of the next hunks are needed to close what this one opens; 0 if none of the next few does."""
    for reach, candidate in enumerate(reversed(rest[-6:]), 1):
        if not _unpaired(_over(hunk, candidate), old, new):
            return reach
    return 0


def _unpaired(hunk: Hunk, old: Pieces, new: Pieces) -> bool:
    before = marks.open_marks(old.between(hunk.i1, hunk.i2))
    return before != marks.open_marks(new.between(hunk.j1, hunk.j2))


def _slide_all(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Move each pure insertion or deletion over equal words to its most natural place, not past the one before."""
    slid: list[Hunk] = []
    for hunk in changed:
        room = hunk.i1 - (slid[-1].i2 if slid else 0)
        shift = 0
        if hunk.i1 == hunk.i2:
            shift = _best_shift(new, hunk.j1, hunk.j2, room)
        elif hunk.j1 == hunk.j2:
            shift = _best_shift(old, hunk.i1, hunk.i2, room)
        slid.append(Hunk(*(place - shift for place in hunk)))
    return slid


def _best_shift(pieces: Pieces, start: int, end: int, room: int) -> int:
    """Return how far back words[start:end] slide to begin after the strongest border; xdiff leaves them late."""
    best, shift = _border(pieces, start), 0
    for step in range(1, min(room, _LONGEST_SLIDE) + 1):
        if pieces.keys[start - step] != pieces.keys[end - step]:
            break
        strength = _border(pieces, start - step)
        if strength > best:
            best, shift = strength, step
    return shift


def _border(pieces: Pieces, place: int) -> int:
    """Return how natural it is for an edit to begin at this word: 4 at a beginning, 0 in the middle of a phrase."""
    if place == 0:
        return 4
    visible, space = pieces.pairs[place - 1]
    if "\n" in space:
        return 3
    if space and visible in _SENTENCE_ENDS:
        return 3
    if space and visible in _CLAUSE_ENDS:
        return 2
    return 1 if space else 0


def _with_spaces(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Edit]:
    """Turn hunks into edits of the text, and add those of the white space behind equal words."""
    found = [Edit(old.offsets[h.i1], old.offsets[h.i2], new.between(h.j1, h.j2), new.offsets[h.j1]) for h in changed]
    for i, j, length in sequence.matches(changed, len(old.keys), len(new.keys)):
        if old.between(i, i + length) != new.between(j, j + length):
            found += _space_edits(old, new, i, j, length)
    return sorted(found, key=lambda edit: (edit.start, edit.place))


def _space_edits(old: Pieces, new: Pieces, i: int, j: int, length: int) -> list[Edit]:
    """Return the edits of the white space behind words that are equal."""
    found = []
    for step in range(length):
        before, after = old.pairs[i + step][1], new.pairs[j + step][1]
        if before != after:
            end = old.offsets[i + step + 1]
            found.append(Edit(end - len(before), end, after, new.offsets[j + step + 1] - len(after)))
    return found


def _touching_joined(found: list[Edit], old: str) -> list[Edit]:
    """Join edits that touch, and trim the white space they have in common at their ends."""
    joined: list[Edit] = []
    for edit in found:
        if joined and joined[-1].end == edit.start and joined[-1].place_end == edit.place:
            last = joined.pop()
            edit = last.joined(edit)
        joined.append(edit)
    return [trimmed(edit, old) for edit in joined]


def trimmed(edit: Edit, old: str) -> Edit:
    """Return an edit without the white space that both its texts begin or end with."""
    before, after = old[edit.start : edit.end], edit.text
    head = _common_space(before, after)
    tail = _common_space(before[head:][::-1], after[head:][::-1])
    inner = after[head : len(after) - tail]
    return Edit(edit.start + head, edit.end - tail, inner, edit.place + head, edit.loose)


def _common_space(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b or not a.isspace()), min(len(first), len(second)))


def apply(old: str, found: list[Edit]) -> str:
    """Return the old text with the edits made; they must be in order of start and place."""
    pieces, place = [], 0
    for edit in found:
        pieces += [old[place : edit.start], edit.text]
        place = max(place, edit.end)
    return "".join([*pieces, old[place:]])
