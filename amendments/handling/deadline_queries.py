# SPDX-License-Identifier: AGPL-3.0-or-later
"""What public pages say of a process's promise to answer: what waits, what is late, and when that changes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Visibility
from db import db, now


@dataclass(frozen=True)
class Standing:
    """How a process, or one of its documents, keeps the promise; `unseen` of the late ones are not public yet."""

    waiting: int
    paused: int
    late: int
    unseen: int
    next_due: datetime | None


def is_late(moment: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that a waiting amendment is late."""
    return sa.and_(Amendment.paused_at.is_(None), Amendment.due_at <= moment)


def standing(process: Any, document: Document | None = None) -> Standing | None:
    """Return how a process keeps its promise, in all or for one document; None where it promises nothing."""
    if process.answer_days is None and process.answer_by is None:
        return None
    moment = now()
    late, running = is_late(moment), Amendment.paused_at.is_(None)
    columns = (
        sa.func.count(),
        sa.func.count().filter(Amendment.paused_at.is_not(None)),
        sa.func.count().filter(late),
        sa.func.count().filter(late, Amendment.visibility == Visibility.WAITING),
        sa.func.min(Amendment.due_at).filter(running, Amendment.due_at > moment),
    )
    chosen = sa.select(*columns).where(
        Amendment.process_id == process.id,
        Amendment.state == AmendmentState.PENDING,
        Amendment.visibility != Visibility.HIDDEN,
    )
    if document is not None:
        chosen = chosen.where(Amendment.document_id == document.id)
    return Standing(*db.session.execute(chosen).one())
