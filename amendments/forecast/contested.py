# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open requests that concern the same words, ready for a page: who asks for the same, and what stands against it.

They are the contests of the forecast (see `redline.merging.contests`); this adds people, counts and passages.
Cost: the forecast, and one query for the requests that are shown.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from amendments.documents.showing import difference
from amendments.forecast.forecasts import forecast_of
from amendments.models import Document
from amendments.requests.queries import Row, by_numbers
from redline.merging.contests import Contest, Side, contests
from redline.merging.forecast import Forecast

MOST_SIDES = 12
MOST_REQUESTS = 20


@dataclass(frozen=True)
class Request:
    """One change that was asked for: the row of its amendment, and its number in it."""

    row: Row
    change: int


@dataclass(frozen=True)
class Wish:
    """What some people want of a passage: how it would read, and who asks for it; of very many some are named."""

    passage: Markup
    requests: Sequence[Request]
    people: int
    supports: int


@dataclass(frozen=True)
class Contested:
    """A passage of which some people want the same, or different things; `more` wishes are not shown."""

    number: int
    place: tuple[str, ...]
    wishes: Sequence[Wish]
    more: int


def contested(document: Document, start: int, most: int) -> tuple[list[Contested], int]:
    """Return up to `most` contests of a document from the one at `start` on, and how many there are."""
    forecast = forecast_of(document)
    every = contests(forecast)
    chosen = every[start : start + most]
    rows = {row.number: row for row in by_numbers(document, {key[0] for one in chosen for key in one.changes})}
    return [_shown(forecast, contest, number, rows) for number, contest in enumerate(chosen, start + 1)], len(every)


def alike(forecast: Forecast) -> dict[Hashable, tuple[int, int]]:
    """Return, by amendment, how many others ask for something it asks for, and how many compete with it."""
    found: dict[Hashable, tuple[int, int]] = {}
    for contest in contests(forecast):
        amendments = {key[0] for key in contest.changes}
        for side in contest.sides:
            same = {key[0] for key in side.changes}
            for name in same:
                before = found.get(name, (0, 0))
                found[name] = max(before[0], len(same) - 1), max(before[1], len(amendments - same))
    return found


def _shown(forecast: Forecast, contest: Contest, number: int, rows: dict[Hashable, Row]) -> Contested:
    place = forecast.outlook(contest.changes[0]).change.place
    wishes = [_wish(forecast, side, rows) for side in contest.sides[:MOST_SIDES]]
    return Contested(number, place, wishes, len(contest.sides) - len(wishes))


def _wish(forecast: Forecast, side: Side, rows: dict[Hashable, Row]) -> Wish:
    outlook = forecast.outlook(side.changes[0])
    asked = [Request(rows[number], change) for number, change in side.changes if number in rows]
    return Wish(
        difference(outlook.was, outlook.now),
        list(islice(asked, MOST_REQUESTS)),
        len({_who(request.row) for request in asked}),
        sum(row.supports for row in {request.row.number: request.row for request in asked}.values()),
    )


def _who(row: Row) -> tuple[object, ...]:
    """Return what tells one person, or body, from another; each whose account was erased counts."""
    if row.body_id:
        return "body", row.body_id
    if row.author_id:
        return "person", row.author_id
    return ("name", row.author_name) if row.author_name else ("erased", row.number)
