# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each stretch of a new text stood in the old one: what authorship and anchors are followed through.

Idea: what no edit touches was kept. What edits put in is compared once more, word by word, with what the same edits
took out: the words of a moved paragraph, and those of a phrase that was replaced as a whole for the reader's sake, are
found where they stood. Words are never looked for anywhere else.
Cost: the number of edits, and one run of the inner loop over the words of each.

>>> from redline.changes import changes
>>> old, new = "Il corso dura trenta giorni.", "Il corso breve dura venti giorni."
>>> [(new[run.start : run.end], run.old) for run in runs(old, groups(changes(old, new)))]
[('Il corso ', 0), ('breve ', None), ('dura ', 9), ('venti', None), (' giorni.', 20)]
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from redline import pairing, sequence, words
from redline.changes import MOVE, Change
from redline.diff import Group, flat
from redline.edits import Edit, trimmed


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the new text. `old` is where it stood in the old text, None where it is new.

    A new one stands in place of old[gone[0]:gone[1]], nothing where it was put in. `move` numbers the moved group it
    belongs to; it is -1 for what stands in place.
    """

    start: int
    end: int
    old: int | None
    gone: tuple[int, int] = (0, 0)
    move: int = -1


def groups(found: Iterable[Change]) -> list[Group]:
    """Return the groups of edits that changes are made of."""
    return [Group(change.edits, change.kind == MOVE) for change in found]


def runs(old: str, found: Sequence[Group], strays: bool = True) -> list[Run]:
    """Return the runs of the new text that the groups of edits make of the old one, in order, without a gap.

    With `strays`, a word that stays where all around it is written anew counts as kept; without, it is new.
    """
    kept: list[Run] = []
    places: dict[tuple[int, int, int], int] = {}
    at = place = 0
    for edit, _ in flat(found):
        if edit.start > at:
            kept.append(Run(place, place + edit.start - at, at))
            place += edit.start - at
        places[edit.start, edit.place, edit.end] = place
        place += len(edit.text)
        at = max(at, edit.end)
    if at < len(old):
        kept.append(Run(place, place + len(old) - at, at))
    for number, group in enumerate(found):
        arrived = [places[edit.start, edit.place, edit.end] for edit in group.edits]
        kept += _compared(old, group, arrived, number if group.moved else -1, strays)
    return sorted(kept, key=lambda run: run.start)


def _compared(old: str, group: Group, arrived: list[int], move: int, strays: bool) -> Iterator[Run]:
    """Yield the runs of what the edits of one group put in."""
    before = _Joined([(edit.start, old[edit.start : edit.end]) for edit in group.edits])
    after = _Joined([(place, edit.text) for place, edit in zip(arrived, group.edits, strict=True)])
    whole = not before.text or not after.text or not strays and not pairing.alike(before.text, after.text)
    inner = [Edit(0, len(before.text), after.text, 0)] if whole else _by_words(before.text, after.text)
    at = place = 0
    for edit in inner:
        yield from _kept(before, after, at, (place, edit.place), move)
        gone = before.at(edit.start)[0], before.end_at(edit.start, edit.end)
        for start, end in after.stretches(edit.place, edit.place_end):
            yield Run(start, end, None, gone, move)
        at, place = edit.end, edit.place_end
    yield from _kept(before, after, at, (place, len(after.text)), move)


def _kept(before: "_Joined", after: "_Joined", at: int, span: tuple[int, int], move: int) -> Iterator[Run]:
    """Yield the runs of after[span], which stood at a place of `before`."""
    for start, end in after.stretches(*span):
        while start < end:
            old, left = before.at(at)
            step = min(left, end - start)
            yield Run(start, start + step, old, move=move)
            start, at = start + step, at + step


class _Joined:
    """Several stretches of a text read as one, knowing where each place of it stands in the text."""

    def __init__(self, stretches: list[tuple[int, str]]) -> None:
        some = [stretch for stretch in stretches if stretch[1]] or stretches[:1]
        self.text = "".join(text for _, text in some)
        self._places = [place for place, _ in some]
        self._starts = list(accumulate((len(text) for _, text in some), initial=0))

    def at(self, at: int) -> tuple[int, int]:
        """Return where a place stands in the text, and how many characters follow it there."""
        number = max(0, bisect_right(self._starts, at, hi=len(self._places)) - 1)
        return self._places[number] + at - self._starts[number], self._starts[number + 1] - at

    def end_at(self, start: int, end: int) -> int:
        """Return where the last character of a span ends in the text; where the span is empty, where it stands."""
        return self.at(end - 1)[0] + 1 if end > start else self.at(start)[0]

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the text that a span covers."""
        while start < end:
            place, left = self.at(start)
            step = min(left, end - start)
            yield place, place + step
            start += step


def _by_words(before: str, after: str) -> list[Edit]:
    """Return the edits between two texts word by word, not tidied for readers: every word that stays is kept."""
    olds, news = words.split(before), words.split(after)
    keys = [word.rstrip() for word in olds], [word.rstrip() for word in news]
    old_at, new_at = (list(accumulate(map(len, all_words), initial=0)) for all_words in (olds, news))
    changed = sequence.hunks(*keys)
    found = [Edit(old_at[h.i1], old_at[h.i2], after[new_at[h.j1] : new_at[h.j2]], new_at[h.j1]) for h in changed]
    for i, j, length in sequence.matches(changed, len(olds), len(news)):
        for step in range(length):
            gone, come = olds[i + step][len(keys[0][i + step]) :], news[j + step][len(keys[0][i + step]) :]
            if gone != come:
                end, place = old_at[i + step + 1], new_at[j + step + 1] - len(come)
                found.append(Edit(end - len(gone), end, come, place))
    return [trimmed(edit, before) for edit in sorted(found, key=lambda edit: (edit.start, edit.place))]
