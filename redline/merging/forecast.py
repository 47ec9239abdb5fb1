# SPDX-License-Identifier: AGPL-3.0-or-later
"""What would become of every open change: on the present text, and once any other change is accepted.

Idea: each amendment counts from its own base; every change is carried to the present text once (see `carrier`),
and there its words are put into one list in order of place. Only changes that stand in one sentence, or touch, can
have anything to do with each other, so only neighbours are compared: whoever is not named as a pair applies.

    >>> present = "Il corso dura trenta giorni a Roma. È gratuito."
    >>> asked = [("A", "trenta", "sei"), ("B", "trenta", "due"), ("C", "Roma", "Pisa")]
    >>> amendments = [Amendment.of(name, present, present.replace(old, new)) for name, old, new in asked]
    >>> found = forecast(present, amendments)
    >>> found.outlook(("A", 1)).outcome, found.outlook(("A", 1)).now
    ('applies', 'Il corso dura sei giorni a Roma. È gratuito.')
    >>> found.if_accepted(("A", 1), ("B", 1)), found.if_accepted(("A", 1), ("C", 1))
    ('clash', 'look')

Cost: one difference for each base that amendments were written on, and a sort; then what neighbours there are.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from redline.changes import Change
from redline.merging.amendment import Amendment, Key
from redline.merging.carrier import Carrier
from redline.merging.footprint import Footprint
from redline.merging.ground import Ground
from redline.merging.outcome import APPLIES, LOOK, outcome
from redline.merging.passages import Passages
from redline.merging.together import together

_NEAR = 100  # changes of one sentence


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of one change today: its outcome, and the blocks it concerns, as they are and would be.

    `change` counts from the present text where it can be made; `moved` tells that its block stands elsewhere now.
    """

    amendment: Hashable
    number: int
    outcome: str
    moved: bool
    was: str
    now: str
    change: Change

    @property
    def key(self) -> Key:
        """The amendment and the number of the change in it."""
        return self.amendment, self.number

    @property
    def can_be_made(self) -> bool:
        """Whether the change can be made without a person."""
        return self.outcome in (APPLIES, LOOK)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two changes that are near each other: what becomes of each once the other is accepted."""

    first: Key
    second: Key
    of_first: str
    of_second: str


@dataclass(frozen=True)
class Forecast:
    """The outlook of every change, and every pair of which one does not simply apply after the other."""

    present: str
    outlooks: tuple[Outlook, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def _after(self) -> dict[tuple[Key, Key], str]:
        found = {(pair.first, pair.second): pair.of_second for pair in self.pairs}
        return found | {(pair.second, pair.first): pair.of_first for pair in self.pairs}

    @cached_property
    def _outlooks(self) -> dict[Key, Outlook]:
        return {outlook.key: outlook for outlook in self.outlooks}

    def outlook(self, change: Key) -> Outlook:
        """Return the outlook of one change."""
        return self._outlooks[change]

    def if_accepted(self, accepted: Key, change: Key) -> str:
        """Return what becomes of a change once another is accepted."""
        found = self._after.get((accepted, change), APPLIES)
        return self.outlook(change).outcome if found == APPLIES else found

    def text_with(self, *accepted: Key) -> str:
        """Return the present text with some changes made, which must not clash with each other."""
        return together(self.present, [self.outlook(key).change for key in accepted])


def forecast(present: str, amendments: Sequence[Amendment]) -> Forecast:
    """Return what would become of every change of the open amendments, alone and in pairs."""
    carriers = {base: Carrier(base, present) for base in {amendment.base for amendment in amendments}}
    passages = Passages(present)
    outlooks = []
    for amendment in amendments:
        for change in amendment.changes:
            carried = carriers[amendment.base].carry(change)
            outlooks.append(Outlook(amendment.id, change.number, *carried.told(passages), carried.change))
    return Forecast(present, tuple(outlooks), tuple(_pairs(Ground(present), outlooks)))


def _pairs(ground: Ground, outlooks: Sequence[Outlook]) -> Iterator[Pair]:
    """Yield the pairs of changes that can be made, near each other, of which one would not simply apply."""
    prints = [Footprint.of(ground.text, one.change) if one.can_be_made else Footprint(()) for one in outlooks]
    for one, other in sorted(_neighbours(ground, outlooks, prints)):
        of_one, of_other = outcome(ground, prints[one], prints[other]), outcome(ground, prints[other], prints[one])
        if (of_one, of_other) != (APPLIES, APPLIES):
            yield Pair(outlooks[one].key, outlooks[other].key, of_one, of_other)


def _neighbours(ground: Ground, outlooks: Sequence[Outlook], prints: Sequence[Footprint]) -> set[tuple[int, int]]:
    """Return the pairs of changes, of different amendments, that tread on one sentence or block.

    Of a sentence with hundreds of changes, only near ones are paired; those that meet always are.
    """
    treads = [
        (start, max(end, ground.sentence(edit)[1]), end, number)
        for number, found in enumerate(prints)
        for edit in found.edits
        for start, end in [ground.reach(edit)]
    ]
    treads += [(span.start, span.end, span.end, number) for number, found in enumerate(prints) for span in found.spans]
    treads.sort()
    found = set()
    for at, (_, reach, end, number) in enumerate(treads):
        for beyond, (start, _, _, other) in enumerate(islice(treads, at + 1, None)):
            if start > reach or (beyond >= _NEAR and start > end):
                break
            if outlooks[number].amendment != outlooks[other].amendment:
                found.add((min(number, other), max(number, other)))
    return found
