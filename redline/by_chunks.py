# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find the stretches that differ by chunks, which are what stands between single spaces, and only there by words.

Idea: splitting a text into words takes longer than comparing them, so chunks are compared first; equal ones hold equal
words. Plain words in place of plain words need no closer look. Any other stretch, such as one with a mark or an elision
at its edge, is widened by the chunks it could slide over and two more on each side, and only this much is compared by
words. Where much changed, or spaces are doubled, everything is.
Cost: one pass over the chunks, and the words of the stretches that differ.
"""

from collections.abc import Sequence

from redline import by_words, sequence
from redline.pieces import Pieces
from redline.sequence import Hunk, Stretch
from redline.single_words import common_mark, is_plain
from redline.sliding import JOINING, LONGEST_SLIDE

_MUCH = 2  # one chunk in two
_NEAR = 4  # fewer chunks between two stretches may be a leftover
_MARGIN = 2  # chunks beside a stretch: one it may slide over in part, one that tells whether this is natural


def stretches(old: Pieces, new: Pieces) -> Sequence[Stretch]:
    """Return the stretches of two texts that differ, in characters, in order, none touching another."""
    if "  " in old.text or "  " in new.text:
        return by_words.stretches(old, new)
    changed = sequence.hunks(old.chunks, new.chunks)
    if _MUCH * sum(hunk.i2 - hunk.i1 for hunk in changed) > len(old.chunks):
        return by_words.stretches(old, new)
    return _in_characters(_to_compare(changed, old.chunks, new.chunks), old, new)


def _in_characters(changed: list[tuple[Hunk, bool]], old: Pieces, new: Pieces) -> list[Stretch]:
    """Turn hunks of chunks into stretches of characters: plain ones as they are, the others by their words."""
    found: list[Stretch] = []
    old_at, new_at = old.chunk_offsets, new.chunk_offsets
    for (i1, i2, j1, j2), plain in changed:
        start, end, place, place_end = old_at[i1], old_at[i2] - 1, new_at[j1], new_at[j2] - 1
        gone, come = old.text[start : max(start, end)], new.text[place : max(place, place_end)]
        if plain:
            mark = common_mark(gone, come)
            found.append((start, end - mark, place, place_end - mark))
        else:
            inside = by_words.stretches(Pieces(gone), Pieces(come))
            found += [(start + a, start + b, place + c, place + d) for a, b, c, d in inside]
    return found


def _to_compare(changed: list[Hunk], old: list[str], new: list[str]) -> list[tuple[Hunk, bool]]:
    """Return hunks, each with whether it is plain; the others widened; those near each other joined."""
    found: list[tuple[Hunk, bool]] = []
    for number, hunk in enumerate(changed):
        plain = _plain(hunk, old, new)
        if not plain:
            before = hunk.i1 - changed[number - 1].i2 if number else hunk.i1
            after = changed[number + 1].i1 - hunk.i2 if number + 1 < len(changed) else len(old) - hunk.i2
            hunk = _widened(hunk, old, new, before, after)
        while found and _near(found[-1][0], hunk, old):
            left, left_plain = found.pop()
            hunk = left.joined(hunk)
            plain = plain and left_plain and _plain(hunk, old, new)
        found.append((hunk, plain))
    return found


def _near(left: Hunk, right: Hunk, old: list[str]) -> bool:
    """Tell whether two hunks touch, or so little is between them that it may be a leftover."""
    kept = right.i1 - left.i2
    if kept >= _NEAR:
        return False
    least = min(_size(left), _size(right))
    return kept < least or kept == least and JOINING.issuperset(old[left.i2 : right.i1])


def _size(hunk: Hunk) -> int:
    return max(hunk.i2 - hunk.i1, hunk.j2 - hunk.j1)


def _plain(hunk: Hunk, old: list[str], new: list[str]) -> bool:
    """Tell whether letters or digits came in place of such, be it with a mark after a single word, and nothing else."""
    i1, i2, j1, j2 = hunk
    if i2 - i1 == 1 == j2 - j1:
        return is_plain(old[i1], new[j1])
    return "".join(old[i1:i2]).isalnum() and "".join(new[j1:j2]).isalnum()


def _widened(hunk: Hunk, old: list[str], new: list[str], room_before: int, room_after: int) -> Hunk:
    """Return a hunk with some kept chunks more on each side than it can slide over, where there is room."""
    i1, i2, j1, j2 = hunk
    back = forth = 0
    if i1 == i2 or j1 == j2:
        side, start, end = (new, j1, j2) if i1 == i2 else (old, i1, i2)
        room_before, room_after = min(room_before, LONGEST_SLIDE), min(room_after, LONGEST_SLIDE)
        while back < room_before and side[start - back - 1] == side[end - back - 1]:
            back += 1
        while forth < room_after and side[start + forth] == side[end + forth]:
            forth += 1
    back, forth = min(back + _MARGIN, room_before), min(forth + _MARGIN, room_after)
    return Hunk(i1 - back, i2 + forth, j1 - back, j2 + forth)
