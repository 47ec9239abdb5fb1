# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find the stretches of words that differ, tidied to what a reader expects.

Idea: words are compared without the space behind them; then an insertion or deletion that could stand in several places
slides to the most natural one (sentence, clause, line), and edits separated only by short leftovers are joined (the
"semantic cleanup" of Fraser's diff-match-patch, in words).
Cost: one run of the inner loop and passes over its hunks.
Source: N. Fraser, "Diff Strategies", 2006.
"""

from redline import sequence
from redline.pieces import Pieces
from redline.sequence import Hunk, Stretch
from redline.sliding import JOINING, SENTENCE_ENDS, slid

_LEFTOVER_WORDS = 3


def stretches(old: Pieces, new: Pieces) -> list[Hunk]:
    """Return the stretches of two texts that differ, in characters, in order, none touching another."""
    changed = _join(slid(sequence.hunks(old.keys, new.keys), old, new), old)
    return [trimmed(hunk, old.text, new.text) for hunk in _touching_joined(_with_spaces(changed, old, new))]


def _join(changed: list[Hunk], old: Pieces) -> list[Hunk]:
    """Join hunks that are kept apart only by leftovers."""
    joined: list[Hunk] = []
    for hunk in changed:
        while joined and _is_leftover(joined[-1], hunk, old):
            hunk = joined.pop().joined(hunk)
        joined.append(hunk)
    return joined


def _is_leftover(left: Hunk, right: Hunk, old: Pieces) -> bool:
    """Tell whether what is kept is shorter than the edits on both sides, or as long and says nothing alone: "di"."""
    kept, least = right.i1 - left.i2, min(_size(left), _size(right))
    if kept > _LEFTOVER_WORDS or kept > least:
        return False
    between = old.keys[left.i2 : right.i1]
    if kept == least:
        return left.replaces and right.replaces and JOINING.issuperset(between)
    return not any(key in SENTENCE_ENDS for key in between)


def _size(hunk: Hunk) -> int:
    return max(hunk.i2 - hunk.i1, hunk.j2 - hunk.j1)


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


def trimmed(stretch: Stretch, old: str, new: str) -> Hunk:
    """Return a stretch of characters without the white space that both its sides begin or end with."""
    i1, i2, j1, j2 = stretch
    while i1 < i2 and j1 < j2 and old[i1] == new[j1] and old[i1].isspace():
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1] and old[i2 - 1].isspace():
        i2, j2 = i2 - 1, j2 - 1
    return Hunk(i1, i2, j1, j2)
