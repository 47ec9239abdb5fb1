# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find the stretches that differ by chunks, which are what stands between single spaces, and only there by words.

Idea: splitting a text into words takes longer than comparing them, so chunks are compared first; equal ones hold equal
words. Plain words in place of plain words need no closer look. Any other stretch, such as one with a mark or an elision
at its edge, is widened by the chunks it could slide over and two more on each side, and only this much is compared by
words. Where much changed, or spaces are doubled, everything is.
Cost: one pass over the chunks, and the words of the stretches that differ.
"""

from redline import by_words, sequence
from redline.pieces import Pieces
from redline.sequence import Hunk
from redline.sliding import LONGEST_SLIDE

_MUCH = 6
_NEAR = 4  # fewer chunks between two stretches may be a leftover
_MARGIN = 2  # chunks beside a stretch: one it may slide over in part, one that tells whether this is natural


def stretches(old: Pieces, new: Pieces) -> list[Hunk]:
    """Return the stretches of two texts that differ, in characters, in order, none touching another."""
    if "  " in old.text or "  " in new.text or _much(old, new):
        return by_words.stretches(old, new)
    changed = sequence.hunks(old.chunks, new.chunks)
    return _in_characters(_to_compare(changed, old.chunks, new.chunks), old.chunks, new.chunks)


def _much(old: Pieces, new: Pieces) -> bool:
    """Tell whether more than one chunk in so many was changed."""
    return _MUCH * sequence.common(old.chunks, new.chunks) < (_MUCH - 1) * len(old.chunks)


def _in_characters(changed: list[tuple[Hunk, bool]], old: list[str], new: list[str]) -> list[Hunk]:
    """Turn hunks of chunks into those of characters: plain ones as they are, the others by their words."""
    found: list[Hunk] = []
    i = start = place = 0
    for (i1, i2, j1, j2), plain in changed:
        kept = sum(map(len, old[i:i1])) + i1 - i
        start, place = start + kept, place + kept
        gone, come = " ".join(old[i1:i2]), " ".join(new[j1:j2])
        if plain:
            found.append(Hunk(start, start + len(gone), place, place + len(come)))
        else:
            inside = by_words.stretches(Pieces(gone), Pieces(come))
            found += [Hunk(start + a, start + b, place + c, place + d) for a, b, c, d in inside]
        i, start, place = i2, start + len(gone) + 1, place + len(come) + 1
    return found


def _to_compare(changed: list[Hunk], old: list[str], new: list[str]) -> list[tuple[Hunk, bool]]:
    """Return hunks, each with whether it is plain; the others widened; those near each other joined."""
    found: list[tuple[Hunk, bool]] = []
    ends = [0, *(hunk.i2 for hunk in changed)]
    starts = [*(hunk.i1 for hunk in changed[1:]), len(old)]
    for hunk, after, before in zip(changed, ends, starts, strict=False):
        plain = _plain(hunk, old, new)
        if not plain:
            hunk = _widened(hunk, old, new, hunk.i1 - after, before - hunk.i2)
        while found and hunk.i1 - found[-1][0].i2 < min(_NEAR, _size(found[-1][0]), _size(hunk)):
            left, left_plain = found.pop()
            hunk = left.joined(hunk)
            plain = plain and left_plain and _plain(hunk, old, new)
        found.append((hunk, plain))
    return found


def _size(hunk: Hunk) -> int:
    return max(hunk.i2 - hunk.i1, hunk.j2 - hunk.j1)


def _plain(hunk: Hunk, old: list[str], new: list[str]) -> bool:
    """Tell whether nothing but letters came in place of nothing but letters."""
    return "".join(old[hunk.i1 : hunk.i2]).isalpha() and "".join(new[hunk.j1 : hunk.j2]).isalpha()


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
