# SPDX-License-Identifier: AGPL-3.0-or-later
"""Find words that came in place of as many others without splitting the texts: most edits are no more than this.

Idea: both texts are read side by side. Where they part, chunks between spaces stand in place of as many others, and the
texts go on alike. If all these are plain words, the inner loop would find the same. With k of them, a reading as good
keeps each chunk within k places of its own; so it keeps none that came where no such stood so near in the old text, and
then the same old ones, where none that went stands beside its own stretch. Where this does not hold, nothing is told.
Cost: one pass without a loop of Python, and a few steps for each word; long texts are left to others.

    >>> replaced("Il corso dura trenta giorni.", "Il corso dura sei giorni.")
    [(14, 20, 14, 17)]
    >>> replaced("Il corso dura trenta giorni.", "Il corso dura giorni.") is None
    True
"""

from rapidfuzz.distance import Prefix

from redline.sequence import Stretch
from redline.sliding import JOINING

_MARKS = ".,;:!?"
_LONGEST = 4_000  # what is left of a text is copied for each word
_MOST = 4  # stretches: where more differ, all chunks are sooner compared
_FEW = 3  # so few words between stretches of several may be a leftover
_LONGEST_STRETCH = 40  # where texts differ on and on, a word came or went


def replaced(old: str, new: str) -> list[Stretch] | None:
    """Return where plain words of two texts differ, in characters; None if more than this may differ."""
    if max(len(old), len(new)) > _LONGEST or "  " in old:
        return None
    found = _read(old, new)
    if found is None:
        return None
    count = len(found) + sum([old.count(" ", i1, i2) for i1, i2, _, _ in found])
    return _surely(found, old, new, count) if 2 * count <= old.count(" ") + 1 else None


def _read(old: str, new: str) -> list[Stretch] | None:
    """Return the stretches of chunks that differ if each has as many in both texts, else None.

    What a word such as "di" alone keeps apart is one stretch.
    """
    found: list[Stretch] = []
    end = place = 0
    while True:
        same = Prefix.similarity(old[end:], new[place:])
        if end + same == len(old) and place + same == len(new):
            return found
        start = old.rfind(" ", end, end + same) + 1
        if found and not start or len(found) == _MOST:
            return None
        beside = found and (start == end + 1 or old[end + 1 : start - 1] in JOINING)
        begin = place + start - end
        end, place = old.find(" ", start), new.find(" ", begin)
        if beside:
            start, _, begin, _ = found.pop()
            if end - start > _LONGEST_STRETCH:
                return None
        end, place = len(old) if end < 0 else end, len(new) if place < 0 else place
        found.append((start, end, begin, place))


def _surely(found: list[Stretch], old: str, new: str, count: int) -> list[Stretch] | None:
    """Return these stretches, without marks that stay, if they are plain words, and no others can be said to differ."""
    spaced = f" {old} "
    marked = False
    end, before = 0, False
    for i1, i2, j1, j2 in found:
        gone, come = old[i1:i2], new[j1:j2]
        several = " " in gone
        if several:
            if before and old.count(" ", end, i1) <= _FEW:
                return None  # what is kept between them may be a leftover
            if not _several(gone, come, _around(old, i1, count), spaced[: i1 + 1], spaced[i2 + 1 :]):
                return None
        elif spaced.startswith(around := f" {gone} ", i2 + 1) or spaced.endswith(around, 0, i1 + 1):
            return None  # it may be said to have gone a place earlier or later
        elif come in old and come in _around(old, i1, count):
            return None
        elif not (gone.isalnum() and come.isalnum()):
            marked = is_plain(gone, come)
            if not marked:
                return None
        end, before = i2, several
    return [_without_mark(*stretch, old, new) for stretch in found] if marked else found


def _several(gone: str, come: str, near: list[str], before: str, after: str) -> bool:
    """Tell whether plain words came for as many, none that stood near, and none that went stands beside the others."""
    pairs = list(zip(gone.split(" "), come.split(" "), strict=True))
    kept = {one for one, other in pairs if one == other} | {before.split(" ")[-2], after.split(" ")[1]}
    plain = f"{gone}{come}".replace(" ", "").isalnum()
    return plain and all(one == other or one not in kept and other not in near for one, other in pairs)


def _around(old: str, place: int, count: int) -> list[str]:
    """Return so many chunks before a place, and twice as many after it."""
    return old[:place].split(" ")[-count - 1 :] + old[place:].split(" ", 2 * count)[: 2 * count]


def _without_mark(i1: int, i2: int, j1: int, j2: int, old: str, new: str) -> Stretch:
    mark = 0 if old[i2 - 1].isalnum() else common_mark(old[i1:i2], new[j1:j2])
    return i1, i2 - mark, j1, j2 - mark


def is_plain(gone: str, come: str) -> bool:
    """Tell whether letters or digits came in place of such, be it with a mark after them, and nothing else."""
    before, after = gone.rstrip(_MARKS), come.rstrip(_MARKS)
    return before != after and before.isalnum() and after.isalnum()


def common_mark(gone: str, come: str) -> int:
    """Return how long the mark is that two words end with, 0 if none or another."""
    if gone[-1] != come[-1] or gone[-1].isalnum():
        return 0
    mark = len(gone) - len(gone.rstrip(_MARKS))
    return mark if gone[-mark:] == come[-mark:] and come[-mark - 1].isalnum() else 0
