# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the forecast says of the requests of a queue: what would become of each, and who asks for the same.

Cost: the forecasts of all documents that the requests are of, with as many queries as for one.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.forecast.contested import alike
from amendments.forecast.forecasts import forecasts_of
from amendments.request_models import Amendment, AmendmentState, Visibility
from db import db
from redline.merging.outcome import ABSORBED, APPLIES, CLASH, LOOK, PRECLUDED

OUTCOMES = (CLASH, PRECLUDED, ABSORBED, LOOK, APPLIES)  # the most troublesome first


@dataclass(frozen=True)
class Foreseen:
    """Of one amendment: the outcomes of its changes, each once; how many ask for the same, how many compete with it."""

    outcomes: tuple[str, ...]
    alike: tuple[int, int]


def foreseen(amendments: Iterable[tuple[int, int, int]]) -> dict[int, Foreseen]:
    """Return, by id, what is foreseen of amendments given as (id, document, number); of those not open, nothing."""
    wanted: dict[int, dict[Hashable, int]] = {}
    for id, document, number in amendments:
        wanted.setdefault(document, {})[number] = id
    found = {}
    for document, forecast in forecasts_of(wanted).items():
        outcomes: dict[Hashable, set[str]] = {}
        for outlook in forecast.outlooks:
            outcomes.setdefault(outlook.amendment, set()).add(outlook.outcome)
        others, ids = alike(forecast), wanted[document]
        for name in outcomes.keys() & ids.keys():
            each = tuple(outcome for outcome in OUTCOMES if outcome in outcomes[name])
            found[ids[name]] = Foreseen(each, others.get(name, (0, 0)))
    return found


def with_outcome(process_id: int, outcome: str) -> set[int]:
    """Return the ids of the open amendments of a process some change of which has this outlook.

    Of "applies", those all of whose changes apply: nobody need look any further.
    """
    chosen = sa.select(Amendment.id, Amendment.document_id, Amendment.number)
    chosen = chosen.where(Amendment.process_id == process_id, Amendment.state == AmendmentState.PENDING)
    rows = db.session.execute(chosen.where(Amendment.visibility == Visibility.SHOWN))
    found = foreseen((row.id, row.document_id, row.number) for row in rows)
    every = outcome == APPLIES
    return {id for id, of in found.items() if outcome in of.outcomes and (not every or of.outcomes == (APPLIES,))}
