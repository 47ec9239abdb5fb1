# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits already on the passages that somebody is about to ask to change: the same wish, or another one.

The changes that wait are taken as the forecast of the document carried them to the present text, so that only what is
being written is compared anew. Cost: the forecast, one difference, and two queries for the amendments that are shown.
"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from amendments.documents.showing import difference
from amendments.forecast.forecasts import forecast_of
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.queries import Row, by_ids, by_numbers
from redline.changes import Change
from redline.merging.amendment import Amendment as Asked
from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, forecast
from redline.merging.outcome import ABSORBED

DRAFT = 0  # no amendment bears this number
MOST = 5


@dataclass(frozen=True)
class Waiting:
    """An amendment that waits on the same passage: its row, itself, the change that is meant, the passage with it."""

    row: Row
    amendment: Amendment
    change: int
    passage: Markup


@dataclass(frozen=True)
class Beside:
    """What waits beside something that is being written: what asks for the same, what else is asked; some of many."""

    same: Sequence[Waiting]
    other: Sequence[Waiting]

    def __bool__(self) -> bool:
        """Say whether anything waits."""
        return bool(self.same or self.other)


def beside(document: Document, base: str, found: Sequence[Change], own: int | None = None) -> Beside:
    """Return what waits on the passages of some changes of a text; `own` is the amendment that is being reworded."""
    known = forecast_of(document)
    same: dict[Hashable, int] = {}
    other: dict[Hashable, int] = {}
    for (name, number), alike in _met(known, Asked(DRAFT, base, tuple(found)), own):
        (same if alike else other).setdefault(name, number)
    for name in same:
        other.pop(name, None)
    return Beside(_waiting(document, known, same), _waiting(document, known, other))


def _met(known: Forecast, draft: Asked, own: int | None) -> list[tuple[Key, bool]]:
    """Return the open changes near a draft, and of each whether it has the same effect as one of the draft's."""
    waiting: dict[Hashable, list[Change]] = {}
    for outlook in known.outlooks:
        if outlook.can_be_made and outlook.amendment != own:
            waiting.setdefault(outlook.amendment, []).append(outlook.change)
    asked = [Asked(name, known.present, tuple(changes)) for name, changes in waiting.items()]
    met = []
    for pair in forecast(known.present, [draft, *asked]).pairs:
        if DRAFT in (pair.first[0], pair.second[0]):
            key = pair.second if pair.first[0] == DRAFT else pair.first
            met.append((key, pair.of_first == pair.of_second == ABSORBED))
    return met


def _waiting(document: Document, known: Forecast, found: dict[Hashable, int]) -> list[Waiting]:
    """Return some amendments, those with the most support first, each with one change of it."""
    rows: Collection[Row] = by_numbers(document, found.keys()) if found else ()
    shown = sorted(rows, key=lambda row: (-row.supports, row.number))[:MOST]
    things, waiting = by_ids([row.id for row in shown]), []
    for row in (row for row in shown if row.id in things):
        outlook = known.outlook((row.number, found[row.number]))
        waiting.append(Waiting(row, things[row.id], outlook.number, difference(outlook.was, outlook.now)))
    return waiting
