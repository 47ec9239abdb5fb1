# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the registry's pages and files read: one page of a filtered list, its facets, and all it holds.

A page begins where the one before ended: after an id, newest first. A search is ranked first (the best MOST) and
then narrowed by the filters; its pages are stretches of that short list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.models import Document
from db import db
from processes.models import Process
from processes.registry import listing
from processes.registry.registry import Registry, bits_of, ids_down, ids_up
from processes.sheet.facts import ROLES
from processes.sheet.models import Facts, Involvement, Territory
from processes.sheet.queries import present

PAGE = 20
MOST = 200
EXACT = 1_000  # counts above it are told as "more than"
MOST_VALUES = 50  # of a facet are offered; the territories have a page of their own


@dataclass(frozen=True)
class Wish:
    """What a reader asked the registry for. `after` and `before` are ids; `at` is a place in what a search found."""

    filters: dict[str, str] = field(default_factory=dict)
    words: str = ""
    after: int = 0
    before: int = 0
    at: int = 0


@dataclass(frozen=True)
class Row:
    """A process of the registry, with its facts, bodies and places as they are shown and exported."""

    process: Any
    facts: Facts
    values: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """One page of the registry: where those before and after begin, how many there are, and the counts of facets."""

    rows: Sequence[Row]
    total: int
    counts: dict[str, dict[str, int]]
    previous: dict[str, int] | None = None
    next: dict[str, int] | None = None
    cut: bool = False


def page(registry: Registry, wish: Wish) -> Found:
    """Return one page of the list that was asked for. Four queries, with a search five, however much there is."""
    ranked = listing.find(wish.words, MOST) if wish.words else []
    with registry.lock:
        registry.refresh()
        within = bits_of(ranked) if wish.words else registry.all
        passing = registry.passing(wish.filters) & within
        counts = registry.counts(wish.filters, within)
    total, cut = passing.bit_count(), len(ranked) == MOST
    if wish.words:
        ids = [id for id in ranked if passing >> id & 1]
        shown, previous, next = _stretch(ids, wish.at)
    else:
        shown, previous, next = _by_key(passing, wish)
    return Found(rows(shown), total, counts, previous, next, cut)


def all_ids(registry: Registry, wish: Wish) -> list[int]:
    """Return the ids of everything that a list holds: the newest first, what a search found by rank."""
    ranked = listing.find(wish.words, MOST) if wish.words else []
    with registry.lock:
        registry.refresh()
        passing = registry.passing(wish.filters)
    return [id for id in ranked if passing >> id & 1] if wish.words else list(ids_down(passing))


def rows(ids: Sequence[int], *, with_text: bool = False) -> list[Row]:
    """Return the processes with these ids, in this order, with three queries; with their texts for files."""
    chosen = sa.select(Process.id, Process.slug, Process.title, Process.created_at, Facts)
    if with_text:
        chosen = chosen.options(joinedload(Facts.document).undefer(Document.text))
    chosen = chosen.join(Facts, Facts.process_id == Process.id).where(Process.id.in_(ids))
    places: dict[int, list[str]] = {}
    for place in db.session.scalars(sa.select(Territory).where(Territory.process_id.in_(ids)).order_by(Territory.id)):
        places.setdefault(place.process_id, []).append(str(place))
    bodies: dict[int, dict[str, list[str]]] = {}
    involved = sa.select(Involvement).where(Involvement.process_id.in_(ids))
    involved = involved.order_by(Involvement.position, Involvement.id)
    for one in db.session.scalars(involved):
        bodies.setdefault(one.process_id, {role: [] for role in ROLES})[one.role].append(str(one))
    found = {row.id: row for row in db.session.execute(chosen)} if ids else {}
    return [
        Row(found[id], found[id].Facts, _values(found[id].Facts, places.get(id, []), bodies.get(id, {}), with_text))
        for id in ids
        if id in found
    ]


def every_row(ids: Sequence[int], most: int = 500) -> Iterator[Row]:
    """Return the processes with these ids, some at a time."""
    for begin in range(0, len(ids), most):
        yield from rows(ids[begin : begin + most], with_text=True)
        db.session.expunge_all()


def _values(facts: Facts, places: list[str], bodies: dict[str, list[str]], with_text: bool) -> dict[str, Any]:
    given = {role: names for role, names in bodies.items() if names}
    return present(facts, places, with_text=with_text) | given


def _by_key(passing: int, wish: Wish) -> tuple[list[int], dict[str, int] | None, dict[str, int] | None]:
    """Return the ids of a page, and the keys of the pages before and after it."""
    if wish.before:
        shown = list(islice(ids_up(passing >> (wish.before + 1)), PAGE))
        shown = [id + wish.before + 1 for id in reversed(shown)]
    else:
        below = passing & ((1 << wish.after) - 1) if 0 < wish.after < passing.bit_length() else passing
        shown = list(islice(ids_down(below), PAGE))
    if not shown:
        return [], None, None
    newer, older = passing >> (shown[0] + 1), passing & ((1 << shown[-1]) - 1)
    return shown, {"before": shown[0]} if newer else None, {"after": shown[-1]} if older else None


def _stretch(ids: list[int], at: int) -> tuple[list[int], dict[str, int] | None, dict[str, int] | None]:
    """Return a stretch of what a search found, and where those before and after it begin."""
    previous = {"at": max(0, at - PAGE)} if at else None
    return ids[at : at + PAGE], previous, {"at": at + PAGE} if at + PAGE < len(ids) else None
