# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk shows of every open change: what would become of it, today and with what is staged."""

from collections import defaultdict
from dataclasses import dataclass

from amendments.desk.queries import Desk
from amendments.desk.rehearsal import TAKEN
from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, Outlook
from redline.merging.outcome import ABSORBED, APPLIES, CLASH, LOOK, PRECLUDED

WORSE = (APPLIES, LOOK, ABSORBED, PRECLUDED, CLASH)


@dataclass(frozen=True)
class Prospect:
    """What would become of a change today, and what once all that is staged as accepted is made, because of which."""

    outlook: Outlook
    given: str
    because: tuple[Key, ...]
    others: dict[str, list[Key]]


def prospects(desk: Desk, forecast: Forecast) -> dict[Key, Prospect]:
    """Return what would become of every open change. Cost: one pass over changes and pairs."""
    taken = {(one.number, number) for one in desk.open for number, row in one.staged.items() if row.outcome in TAKEN}
    given: dict[Key, tuple[str, list[Key]]] = {}
    others: dict[Key, dict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for pair in forecast.pairs:
        for made, other, fate in (
            (pair.first, pair.second, pair.of_second),
            (pair.second, pair.first, pair.of_first),
        ):
            if fate == APPLIES:
                continue
            others[made][fate].append(other)
            if made in taken:
                worst, because = given.get(other, (APPLIES, []))
                worst = max(worst, fate, key=WORSE.index)
                given[other] = worst, [*because, made]
    found = {}
    for outlook in forecast.outlooks:
        worst, because = given.get(outlook.key, (APPLIES, []))
        worst = max(outlook.outcome, worst, key=WORSE.index)
        found[outlook.key] = Prospect(outlook, worst, tuple(because), dict(others[outlook.key]))
    return found
