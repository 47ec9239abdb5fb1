# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find words that came in place of as many others without splitting the texts: most edits are no more than this.

Idea: both texts are read side by side. Where they part, chunks between spaces stand in place of as many others, and the
texts go on alike. If all these are plain words, the inner loop would find the same. With k of them, a reading as good
keeps each chunk within k places of its own; so it keeps none that came where no such stood so near in the old text, and
then the same old ones, where none that went stands beside its own stretch. Where this does not hold, nothing is told.
Cost: one pass without a loop of Python, and a few steps for each word; long texts are left to others.

    >>> replaced("Il corso dura trenta giorni.", "Il corso dura sei giorni.")
    [Hunk(i1=14, i2=20, j1=14, j2=17)]
    >>> replaced("Il corso dura trenta giorni.", "Il corso dura giorni.") is None
    True
"""

from rapidfuzz.distance import Prefix

from redline.sequence import Hunk
from redline.sliding import JOINING

_MARKS = ".,;:!?"
_LONGEST = 4_000  # what is left of a text is copied for each word
_FEW = 3  # fewer spaces between stretches of several words: it may be a leftover
_LONGEST_STRETCH = 40  # where texts differ on and on, a word came or went


def replaced(old: str, new: str) -> list[Hunk] | None:
    """Return where plain words of two texts differ, in characters; None if more than this may differ."""
    if max(len(old), len(new)) > _LONGEST or "  " in old:
        return None
    found = _read(old, new)
    if found is None or 4 * len(found) > old.count(" ") + 1 or not _sure(found, old, new):
        return None
    return [_without_mark(hunk, old, new) for hunk in found]


def _read(old: str, new: str) -> list[Hunk] | None:
    """Return the stretches of chunks that differ if each has as many in both texts, else None."""
    found: list[Hunk] = []
    end = place = 0
    while True:
        same = Prefix.similarity(old[end:], new[place:])
        if end + same == len(old) and place + same == len(new):
            return found
        start = old.rfind(" ", end, end + same) + 1
        if found and not start:
            return None
        hunk = _chunks_at(old, new, start, place + start - end)
        if found and start == end + 1:
            hunk = found.pop().joined(hunk)
            if hunk.i2 - hunk.i1 > _LONGEST_STRETCH:
                return None
        found.append(hunk)
        end, place = hunk.i2, hunk.j2


def _chunks_at(old: str, new: str, start: int, place: int) -> Hunk:
    """Return the stretch of the two chunks that begin at these places."""
    end, place_end = old.find(" ", start), new.find(" ", place)
    return Hunk(start, len(old) if end < 0 else end, place, len(new) if place_end < 0 else place_end)


def _sure(found: list[Hunk], old: str, new: str) -> bool:
    """Tell whether these stretches are plain words, and the only ones that can be said to differ."""
    spaced = f" {old} "
    end = before = 0
    for i1, i2, j1, j2 in found:
        gone, come = old[i1:i2], new[j1:j2]
        spaces = gone.count(" ")
        between = old[end + 1 : i1 - 1]
        if end and (between in JOINING or (spaces or before) and between.count(" ") < _FEW):
            return False  # what is kept between them may be a leftover
        if spaces:
            if not _two(gone, come, _around(old, i1, 2 * len(found))):
                return False
        elif not (gone.isalpha() and come.isalpha() or is_plain(gone, come)):
            return False
        elif spaced.startswith(around := f" {gone} ", i2 + 1) or spaced.endswith(around, 0, i1 + 1):
            return False  # it may be said to have gone a place earlier or later
        elif come in old and come in _around(old, i1, 2 * len(found)):
            return False
        end, before = i2, spaces
    return True


def _two(gone: str, come: str, near: list[str]) -> bool:
    """Tell whether two plain words came for two others; each of those stood once among these, none of them did."""
    before, after = gone.split(" "), come.split(" ")
    if len(before) != 2 or not "".join(before + after).isalpha():
        return False
    return all(near.count(went) == 1 and came not in near for went, came in zip(before, after, strict=True))


def _around(old: str, place: int, count: int) -> list[str]:
    """Return so many chunks before a place, and twice as many after it."""
    return old[:place].split(" ")[-count - 1 :] + old[place:].split(" ", 2 * count)[: 2 * count]


def _without_mark(hunk: Hunk, old: str, new: str) -> Hunk:
    i1, i2, j1, j2 = hunk
    if old[i2 - 1].isalpha():
        return hunk
    mark = common_mark(old[i1:i2], new[j1:j2])
    return Hunk(i1, i2 - mark, j1, j2 - mark)


def is_plain(gone: str, come: str) -> bool:
    """Tell whether letters came in place of letters, be it with a mark after them, and nothing else."""
    before, after = gone.rstrip(_MARKS), come.rstrip(_MARKS)
    return before != after and before.isalpha() and after.isalpha()


def common_mark(gone: str, come: str) -> int:
    """Return how long the mark is that two words end with, 0 if none or another."""
    if gone[-1] != come[-1] or gone[-1].isalpha():
        return 0
    mark = len(gone) - len(gone.rstrip(_MARKS))
    return mark if gone[-mark:] == come[-mark:] and come[-mark - 1].isalpha() else 0
