# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the journal: the timeline of a document or a process."""

from collections.abc import Sequence

import sqlalchemy as sa

from db import db
from journal.models import Event

PAGE = 50


def timeline(chain: str, before: int | None = None) -> Sequence[Event]:
    """Return up to PAGE + 1 events of a chain ("document:12"), newest first, older than number `before`."""
    chosen = sa.select(Event).where(Event.chain == chain).order_by(Event.number.desc()).limit(PAGE + 1)
    if before is not None:
        chosen = chosen.where(Event.number < before)
    return db.session.scalars(chosen).all()
