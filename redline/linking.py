# SPDX-License-Identifier: AGPL-3.0-or-later
"""Link words that are taken out at one place and put in at another: decided apart, they would be lost or stand twice.

Idea: the comparison links whole blocks that moved; here the same is done for what it shows as two edits, a phrase that
moved inside a text and words that crossed the border to the next block. The letters must be the same.

    >>> old = "Il corso si tiene ogni anno entro maggio a Roma. Chi lo chiede riceve un attestato finale."
    >>> new = "Il corso si tiene a Roma. Chi lo chiede riceve ogni anno entro maggio un attestato finale."
    >>> [(group.moved, len(group.edits)) for group in linked(old, diff.groups(old, new))]
    [(True, 2)]

Cost: one pass over the edits.
"""

import re
from collections.abc import Sequence

from redline import diff

_PHRASE = 4  # words: fewer, taken out here and put in there, may be an accident
_NEAR = 30  # of more that say the same, the last few are looked at
_NO_LETTERS = re.compile(r"^[ \t]*\d{1,9}[.)](?=[ \t])|[\W_]+", re.MULTILINE)


def linked(old: str, found: Sequence[diff.Group]) -> list[diff.Group]:
    """Make one group of words taken out here and put in there: decided apart, they would be lost or stand twice.

    Words that only crossed the border to the next block count from the first; elsewhere it takes a phrase.
    """
    groups = list(found)
    waiting: dict[tuple[str, bool], list[int]] = {}
    for index, group in enumerate(found):
        edit = group.edits[0]
        moving, come = letters(old[edit.start : edit.end] + edit.text), letters(edit.text)
        if group.moved or not moving or come not in ("", moving):
            continue
        ends = waiting.get((moving, not come), [])
        pair = next((n for n in reversed(ends[-_NEAR:]) if _are_ends(old, found, n, index)), None)
        if pair is None:
            waiting.setdefault((moving, bool(come)), []).append(index)
            continue
        ends.remove(pair)
        groups[pair] = diff.Group(found[pair].edits + group.edits, moved=True)
        groups[index] = diff.Group(())
    return [group for group in groups if group.edits]


def _are_ends(old: str, found: Sequence[diff.Group], first: int, last: int) -> bool:
    """Tell whether what one of two groups takes out and the other puts in is near by, or too long for an accident."""
    one, other = found[first].edits[0], found[last].edits[0]
    words = old[one.start : one.end] + one.text
    across = last == first + 1 and "\n" in old[one.start : other.end] + one.text + other.text
    return across or len(words.split()) >= _PHRASE


def letters(words: str) -> str:
    """Return the letters and digits of some words, numbers of list items left out."""
    return _NO_LETTERS.sub("", words).casefold()
