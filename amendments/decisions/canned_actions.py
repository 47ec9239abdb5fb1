# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on canned reasons: add, change and remove them. Decisions keep their words, whatever becomes of these."""

from typing import Any

import sqlalchemy as sa

from amendments.decisions.canned_models import CannedReason
from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require

MOST = 50


def add_canned(process: Any, title: str, text: str, *, by: User) -> CannedReason:
    """Add a canned reason to a process; raise Invalid when there are too many."""
    require(by, "process.canned", process, now())
    lock(process)  # two added at once are both counted
    of_process = sa.select(sa.func.count()).where(CannedReason.process_id == process.id)
    if db.session.scalars(of_process).one() >= MOST:
        raise Invalid("title", N_("I motivi pronti sono già %(most)s: togline uno prima."), most=MOST)
    canned = CannedReason(process_id=process.id, title=title, text=text, created_at=now())
    db.session.add(canned)
    record("process.canned_changed", by=by, process=process, data={"title": title})
    return canned


def change_canned(canned: CannedReason, title: str, text: str, *, by: User) -> None:
    """Change title and words of a canned reason."""
    require(by, "process.canned", canned.process, now())
    canned.title, canned.text = title, text
    record("process.canned_changed", by=by, process=canned.process, data={"title": title})


def remove_canned(canned: CannedReason, *, by: User) -> None:
    """Remove a canned reason."""
    require(by, "process.canned", canned.process, now())
    record("process.canned_changed", by=by, process=canned.process, data={"title": canned.title})
    db.session.delete(canned)
