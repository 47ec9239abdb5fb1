# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which open changes ask for the same, and which want different things of the same words.

Idea: nothing is compared anew; the pairs of a forecast say it all. Two changes have the same effect where each would
stand in the text already once the other is accepted: whatever their words look like beside each other. They compete
where one of them could not be made any more. What hangs together so is one contest, and what is asked for its sides.

    >>> from redline.merging.amendment import Amendment
    >>> from redline.merging.forecast import forecast
    >>> present = "Il corso dura trenta giorni a Roma. È gratuito."
    >>> asked = [("A", "trenta", "sei"), ("B", "trenta", "due"), ("C", "Roma", "Pisa"), ("D", "trenta", "sei")]
    >>> found = forecast(present, [Amendment.of(name, present, present.replace(*swap)) for name, *swap in asked])
    >>> [[side.changes for side in contest.sides] for contest in contests(found)]
    [[(('A', 1), ('D', 1)), (('B', 1),)]]

Cost: one pass over the pairs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, Pair
from redline.merging.outcome import ABSORBED, APPLIES, LOOK


@dataclass(frozen=True, slots=True)
class Side:
    """Changes that have the same effect, the first that came first."""

    changes: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """What is asked for the same words: one side, where all want the same, or several of which one can be accepted."""

    sides: tuple[Side, ...]

    @property
    def changes(self) -> tuple[Key, ...]:
        """All changes of the contest."""
        return tuple(key for side in self.sides for key in side.changes)

    def side_of(self, change: Key) -> Side:
        """Return the side that a change stands on."""
        return next(side for side in self.sides if change in side.changes)


def contests(forecast: Forecast) -> tuple[Contest, ...]:
    """Return the contests of a forecast, in order of their place in the text."""
    order = {outlook.key: number for number, outlook in enumerate(forecast.outlooks)}
    sides = _joined((pair for pair in forecast.pairs if _same(pair)), order)
    met = _joined((pair for pair in forecast.pairs if _meet(pair)), order)
    found: dict[Key, dict[Key, list[Key]]] = {}
    for key in sorted(met, key=order.__getitem__):
        found.setdefault(met[key], {}).setdefault(sides.get(key, key), []).append(key)
    made = [Contest(tuple(Side(tuple(keys)) for keys in each.values())) for each in found.values()]
    return tuple(sorted(made, key=lambda contest: forecast.outlook(contest.changes[0]).change.start))


def _same(pair: Pair) -> bool:
    return (pair.of_first, pair.of_second) == (ABSORBED, ABSORBED)


def _meet(pair: Pair) -> bool:
    return not {pair.of_first, pair.of_second} <= {APPLIES, LOOK}


def _joined(pairs: Iterable[Pair], order: dict[Key, int]) -> dict[Key, Key]:
    """Return, for every change in some pairs, the first of all that hang together with it."""
    above: dict[Key, Key] = {}
    for pair in pairs:
        one, other = sorted((_top(above, pair.first), _top(above, pair.second)), key=order.__getitem__)
        above[one] = above[other] = one
    return {key: _top(above, key) for key in above}


def _top(above: dict[Key, Key], key: Key) -> Key:
    """Follow a change to the first of its group, shortening the way."""
    way = []
    while above.get(key, key) != key:
        way.append(key)
        key = above[key]
    above.update(dict.fromkeys(way, key))
    return key
