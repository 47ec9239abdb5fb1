# SPDX-License-Identifier: AGPL-3.0-or-later
"""Follow a passage of a text through the changes of later versions: the same, edited, or removed.

Idea: the stored changes say what became of every word, so nothing is searched for and nothing is guessed. From version
to version the passage reaches from the first of its words that stay to the last; words put in between belong to it,
white space at its ends does not. What happens at its borders:

- words put in exactly at an edge stand outside, words put in anywhere between its edges stand inside;
- a replacement that takes only words of the passage belongs to it, also when it takes all of them;
- a replacement that reaches over an edge takes away the words of the passage that it does not keep;
- where a move takes some of its words elsewhere, the passage goes where most of its letters go; in doubt it stays;
- a passage none of whose words stay or are replaced is removed; it does not come back when the same words do.

Cost: for each version, one pass over the text and its changes.

>>> from redline.changes import changes
>>> first, second, third = "Dura trenta giorni, a Roma.", "Dura venti giorni, a Roma.", "Si tiene a Roma."
>>> later = [changes(first, second), changes(second, third)]
>>> follow(first, 0, 18, later[:1])
Edited(start=0, end=17, old='Dura trenta giorni', new='Dura venti giorni', versions=(2,))
>>> follow(first, 0, 18, later)
Removed(old='Dura trenta giorni', version=3)
>>> follow(first, 20, 26, later)
Same(start=9, end=15)
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from redline import diff, origins
from redline.changes import Change
from redline.origins import Run


@dataclass(frozen=True, slots=True)
class Same:
    """The passage reads as it did; it stands at text[start:end] of the last version."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edited:
    """The passage stands at text[start:end], but reads otherwise since these versions."""

    start: int
    end: int
    old: str
    new: str
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """The words of the passage are gone since this version."""

    old: str
    version: int


Passage: TypeAlias = Same | Edited | Removed


def follow(text: str, start: int, end: int, later: Iterable[Iterable[Change]], version: int = 1) -> Passage:
    """Return what became of text[start:end] in the last of the later versions, each given as its list of changes.

    `version` is the number of the text the passage was chosen in. Raises ValueError where no words stand there.
    """
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError(f"no words stand at {start} to {end} of a text of {len(text)} characters")
    start, end = _trimmed(text, start, end)
    words, touched = text[start:end], list[int]()
    for number, found in enumerate(later, version + 1):
        new, [span] = carry(text, [(start, end)], found)
        if span is None:
            return Removed(words, number)
        if text[start:end] != new[slice(*span)]:
            touched.append(number)
        text, (start, end) = new, span
    if text[start:end] == words:
        return Same(start, end)
    return Edited(start, end, words, text[start:end], tuple(touched))


def carry(
    text: str, spans: Iterable[tuple[int, int]], found: Iterable[Change]
) -> tuple[str, list[tuple[int, int] | None]]:
    """Return the next version, and where each of many passages stands in it, or None where it is removed.

    One step of `follow`: the changes are worked through once for all passages.
    """
    groups = origins.groups(found)
    new = diff.patch(text, groups)
    runs = origins.runs(text, groups, strays=False)
    return new, [_carried(runs, *span, new) for span in spans]


def _carried(runs: Sequence[Run], start: int, end: int, new: str) -> tuple[int, int] | None:
    """Return where a passage stands in the new text, or None where none of its words stand or were replaced."""
    shares = [(run, *span) for run in runs if (span := _share(run, start, end))]
    letters: Counter[int] = Counter()
    for run, first, last in sorted(shares, key=lambda share: share[0].move):  # what stays in place comes first
        letters[run.move] += len("".join(new[first:last].split()))
    if not letters.total():
        return None
    most = max(letters, key=letters.__getitem__)
    own = [(first, last) for run, first, last in shares if run.move == most]
    return _trimmed(new, own[0][0], own[-1][1])


def _share(run: Run, start: int, end: int) -> tuple[int, int] | None:
    """Return what of a run belongs to a passage: words of it that are kept, or all that stands in for words of it."""
    if run.old is None:
        first, last = run.gone
        return (run.start, run.end) if start <= first < last <= end else None
    first, last = max(start, run.old), min(end, run.old + run.end - run.start)
    return (run.start + first - run.old, run.start + last - run.old) if first < last else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
