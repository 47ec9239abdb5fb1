# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the journal: the timeline of a document or a process."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from db import db
from journal.kinds import OBSCURED
from journal.models import Event

PAGE = 50


def timeline(chain: str, before: int | None = None) -> Sequence[Event]:
    """Return up to PAGE + 1 events of a chain ("document:12"), newest first, older than number `before`."""
    chosen = sa.select(Event).where(Event.chain == chain).order_by(Event.number.desc()).limit(PAGE + 1)
    if before is not None:
        chosen = chosen.where(Event.number < before)
    return db.session.scalars(chosen).all()


def covered(chain: str) -> dict[int, dict[str, Any]]:
    """Return, by number of event, what stands in place of data that was deleted because of unlawful words.

    Each event of the kinds OBSCURED holds under "events" the covered data of those before it, itself possibly
    deleted and covered by a later one: so the newest is read first, and the newest word counts.
    """
    chosen = sa.select(Event).where(Event.chain == chain, Event.kind.in_(OBSCURED))
    found: dict[int, dict[str, Any]] = {}
    for event in db.session.scalars(chosen.order_by(Event.number.desc())):
        data = event.data if event.data is not None else found.get(event.number, {})
        for number, instead in data.get("events", {}).items():
            found.setdefault(int(number), instead)
    return found


def timeline_of_process(process_id: int, hidden: sa.Select[Any], before: int | None = None) -> Sequence[Event]:
    """Return up to PAGE + 1 events of a process and of its documents but the `hidden` ones, newest first."""
    shown = sa.or_(Event.document_id.is_(None), Event.document_id.not_in(hidden))
    chosen = sa.select(Event).where(Event.process_id == process_id, shown).order_by(Event.id.desc()).limit(PAGE + 1)
    if before is not None:
        chosen = chosen.where(Event.id < before)
    return db.session.scalars(chosen).all()
