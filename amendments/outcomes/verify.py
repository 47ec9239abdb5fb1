# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check which amendment a document grew out of against what its chain recorded."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from amendments.outcomes.offshoots import origin_of
from amendments.record.verify import Tally
from db import db
from journal.models import Event
from journal.queries import covered


def breaks(document: Document, tally: Tally) -> Iterator[str]:
    """Yield a sentence where a document does not grow out of the amendment that its chain names."""
    origin, recorded = origin_of(document), _recorded(document)
    kept = {} if origin is None else {"amendment": origin.number, "document": origin.source}
    if kept != recorded:
        yield f"document {document.id}: grew out of another amendment than its event recorded"


def _recorded(document: Document) -> dict[str, Any]:
    """Return what the event says, in its covered form where words were covered; nothing where there is none."""
    chain = f"document:{document.id}"
    chosen = sa.select(Event.number, Event.data).where(Event.chain == chain, Event.kind == "proposal.grown")
    row = db.session.execute(chosen).first()
    if row is None:
        return {}
    told: dict[str, Any] = row.data if row.data is not None else covered(chain).get(row.number, {})
    return told
