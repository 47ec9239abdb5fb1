# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forecast of a document: what would become today of every change that waits, alone and after any other.

It is worked out once for each state of the document and kept while there is room. The key is the digest of the present
text, and number, revision, and digests of text and base of every open amendment: so nothing has to be told that the
document changed, a deed that was taken back leaves nothing wrong behind, and words that were obscured count as others.
An amendment is open while it waits and everybody sees it. Changes are named (number of the amendment, number).

Cost: two queries where it is kept already, seven where not, for one document as for many.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Hashable
from typing import Any

import sqlalchemy as sa

from amendments.documents.texts import texts_of
from amendments.models import Document, Version
from amendments.request_models import Amendment, AmendmentState, Change, Revision, Visibility
from db import db
from redline import changes
from redline.merging.amendment import Amendment as Asked
from redline.merging.forecast import Forecast, forecast

MOST_CHARACTERS = 20_000_000
OVERHEAD, PAIR = 1_000, 200  # characters: about what a change costs beside its words, and a pair of changes
State = Hashable


class Store:
    """Forecasts by the state they are of, least recently used out first, bounded by the characters they hold."""

    def __init__(self, most: int) -> None:
        self.most, self.characters = most, 0
        self._found: OrderedDict[State, Forecast] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, state: State) -> Forecast | None:
        """Return the forecast of a state, if it is kept."""
        with self._lock:
            found = self._found.get(state)
            if found is not None:
                self._found.move_to_end(state)
            return found

    def put(self, state: State, found: Forecast) -> None:
        """Keep a forecast, dropping the least recently used while there are too many characters."""
        with self._lock:
            if state not in self._found:
                self.characters += size(found)
            self._found[state] = found
            while self.characters > self.most:
                self.characters -= size(self._found.popitem(last=False)[1])


def size(found: Forecast) -> int:
    """Return about how many characters a forecast holds."""
    words = sum(OVERHEAD + len(one.was) + len(one.now) for one in found.outlooks)
    return len(found.present) + words + PAIR * len(found.pairs)


_kept = Store(MOST_CHARACTERS)


def forecast_of(document: Document) -> Forecast:
    """Return the forecast of every open change of a document."""
    return forecasts_of([document.id])[document.id]


def forecasts_of(ids: Collection[int]) -> dict[int, Forecast]:
    """Return the forecasts of some documents, by their ids."""
    states = _states(ids)
    kept = {id: _kept.get(state) for id, state in states.items()}
    found = {id: made for id, made in kept.items() if made is not None}
    return found | _new([id for id in states if id not in found], states)


def _new(ids: Collection[int], states: dict[int, State]) -> dict[int, Forecast]:
    """Return the forecasts of some documents, worked out; those that nobody changed meanwhile are kept."""
    if not ids:
        return {}
    found = _worked_out(ids)
    after = _states(ids)
    for id, made in found.items():
        if after[id] == states[id]:
            _kept.put(states[id], made)
    return found


def _states(ids: Collection[int]) -> dict[int, State]:
    """Return what tells one state of each document from another."""
    present = sa.select(Document.id, Version.number, Version.sha256).where(Document.id.in_(ids))
    present = present.join(Version, sa.and_(Version.document_id == Document.id, Version.number == Document.version))
    asked = _open(ids, Amendment.number, Amendment.revision, Amendment.last_change, Revision.created_at)
    asked = asked.join(Revision, sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision))
    asked = asked.join(Version, sa.and_(Version.document_id == Amendment.document_id, Version.number == Revision.base))
    by_document: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(asked.add_columns(Revision.sha256, Version.sha256)):
        by_document[row.document_id].append(tuple(row))
    return {row.id: (tuple(row), tuple(by_document[row.id])) for row in db.session.execute(present)}


def _open(ids: Collection[int], *columns: Any) -> sa.Select[Any]:
    """Return the question for the open amendments of some documents, in order of their numbers."""
    chosen = sa.select(Amendment.document_id, *columns).where(Amendment.document_id.in_(ids))
    chosen = chosen.where(Amendment.state == AmendmentState.PENDING, Amendment.visibility == Visibility.SHOWN)
    return chosen.order_by(Amendment.document_id, Amendment.number)


def _worked_out(ids: Collection[int]) -> dict[int, Forecast]:
    """Return the forecasts of some documents from what stands in the database."""
    asked = _open(ids, Amendment.number, Revision.base, Change.detail)
    asked = asked.join(Revision, sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision))
    asked = asked.join(Change, sa.and_(Change.amendment_id == Amendment.id, Change.revision == Amendment.revision))
    found: dict[int, dict[tuple[int, int], list[changes.Change]]] = {id: defaultdict(list) for id in ids}
    for row in db.session.execute(asked):
        found[row.document_id][row.number, row.base].append(changes.Change.from_json(row.detail))
    bases = texts_of((id, base) for id, requests in found.items() for _, base in requests)
    present = db.session.execute(sa.select(Document.id, Document.text).where(Document.id.in_(ids)))
    return {
        id: forecast(text, [Asked(number, bases[id, base], tuple(all)) for (number, base), all in found[id].items()])
        for id, text in present
    }
