# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping the deadline of every request: set when it comes, moved by pauses and by what its process promises."""

from typing import Any

import sqlalchemy as sa

from amendments.handling.deadlines import due_at
from amendments.request_models import Amendment, AmendmentState
from db import db, now
from languages import day_of


def set_due(amendment: Amendment) -> None:
    """Set by when a request is to be answered."""
    received = amendment.received_on or day_of(amendment.created_at)
    amendment.due_at = due_at(amendment.document.process, received, amendment.paused_days)


def stop_clock(amendment: Amendment) -> None:
    """Let the request wait for its author."""
    amendment.paused_at = amendment.updated_at = now()


def start_clock(amendment: Amendment) -> None:
    """Let the request go on: the days it waited are added to its deadline."""
    if amendment.paused_at is not None:
        amendment.paused_days += (day_of(now()) - day_of(amendment.paused_at)).days
        amendment.paused_at, amendment.updated_at = None, now()
        set_due(amendment)


def renew_deadlines(process: Any) -> None:
    """Set anew by when every waiting request of a process is to be answered; for when its promise changed."""
    chosen = sa.select(Amendment.id, Amendment.created_at, Amendment.received_on, Amendment.paused_days)
    chosen = chosen.where(Amendment.process_id == process.id, Amendment.state == AmendmentState.PENDING)
    rows = db.session.execute(chosen).all()
    moved = [
        {"id": row.id, "due_at": due_at(process, row.received_on or day_of(row.created_at), row.paused_days)}
        for row in rows
    ]
    if moved:
        db.session.execute(sa.update(Amendment), moved)
