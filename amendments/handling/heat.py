# SPDX-License-Identifier: AGPL-3.0-or-later
"""The heat of a request: how many other waiting requests touch a passage that it touches.

Idea: each change keeps under which headings it stands and in which block below them (`redline.changes`), found when
it was written; two changes meet where both say the same place. So nothing is compared, and no text is opened. What
it can miss: paragraphs that came or went above since one of the two was written shift the numbers of those below.
Cost: one query for all that waits in a process, one row a change.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from amendments.request_models import Amendment, AmendmentState, Change, Visibility
from db import db


def heats(process_id: int) -> dict[int, int]:
    """Return, by id, the heat of every request of a process that waits."""
    block = Change.detail["block_number"].as_integer()
    chosen = sa.select(Amendment.id, Amendment.document_id, Change.place, block.label("block"))
    chosen = chosen.join(Change, sa.and_(Change.amendment_id == Amendment.id, Change.revision == Amendment.revision))
    waiting = (Amendment.state == AmendmentState.PENDING, Amendment.visibility != Visibility.HIDDEN)
    return _counted(db.session.execute(chosen.where(Amendment.process_id == process_id, *waiting)))


def _counted(rows: Iterable[Any]) -> dict[int, int]:
    touching: dict[Any, set[int]] = defaultdict(set)
    places: dict[int, set[Any]] = defaultdict(set)
    for row in rows:
        passage = (row.document_id, json.dumps(row.place), row.block or 0)
        touching[passage].add(row.id)
        places[row.id].add(passage)
    return {id: len(set().union(*(touching[passage] for passage in found)) - {id}) for id, found in places.items()}
