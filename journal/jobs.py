# SPDX-License-Identifier: AGPL-3.0-or-later
"""Work that follows from a deed and would hold it up: written down with it, carried out after the commit.

`later` puts a job into the same transaction as the deed, and `flask work` hands it to the function that `does` its
kind. That function does its own transactions, in small ones, and looks at what is there: a job may run again where a
worker died, and one that finds nothing to do is done. As in the outbox, a worker claims a job by putting it off by
a lease; what fails is tried again, later each time, and what was given up stays to be read. What is done is deleted.
Work that tells how far it came (`still_in_hand`) has a short lease, so that it is soon taken up again.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from db import db, now, transaction
from journal.models import Job
from journal.outbox import DELAYS, LONGEST_ERROR, MOST_TRIES
from rows import insert

LEASE, SHORT_LEASE = timedelta(minutes=10), timedelta(minutes=1)
Doer = Callable[[dict[str, Any]], None]
_doers: dict[str, Doer] = {}
_in_hand: ContextVar[int | None] = ContextVar("in_hand", default=None)


def does(kind: str) -> Callable[[Doer], Doer]:
    """Say that a function carries out the jobs of this kind; it is given what the job is about."""

    def decorate(doer: Doer) -> Doer:
        _doers[kind] = doer
        return doer

    return decorate


def later(kind: str, about: dict[str, Any], at: datetime | None = None) -> None:
    """Write down a job, due now or at a moment; `about` is plain JSON. Raises KeyError for what nobody does."""
    if kind not in _doers:
        raise KeyError(kind)
    moment = now()
    insert(Job, {"kind": kind, "about": about, "created_at": moment, "due_at": at or moment, "tries": 0, "error": ""})


def waits(kind: str, about: dict[str, Any]) -> bool:
    """Say whether such a job waits that nobody took in hand yet."""
    chosen = sa.select(Job.about).where(Job.kind == kind, Job.tries == 0)
    return any(found == about for found in db.session.scalars(chosen))


def do_due(limit: int = 10) -> int:
    """Carry out up to `limit` jobs that are due; return how many were taken in hand."""
    for done in range(limit):
        claimed = _claim()
        if claimed is None:
            return done
        _do(*claimed)
    return limit


def still_in_hand() -> None:
    """Put the job that is being done off by a short lease, in the transaction that keeps how far it came."""
    db.session.execute(sa.update(Job).where(Job.id == _in_hand.get()).values(due_at=now() + SHORT_LEASE))


def backlog() -> dict[str, int]:
    """Return how many jobs wait, and how many were given up."""
    tries = sa.case((Job.tries < MOST_TRIES, "waiting"), else_="given_up")
    found = db.session.execute(sa.select(tries, sa.func.count()).group_by(tries))
    return {"waiting": 0, "given_up": 0} | {row[0]: row[1] for row in found}


def _claim() -> tuple[int, str, dict[str, Any]] | None:
    """Take the job that is due longest and put it off by the lease; return its number, kind and matter."""
    due = sa.select(Job).where(Job.due_at <= now(), Job.tries < MOST_TRIES).order_by(Job.due_at, Job.id).limit(1)
    if db.session.execute(due.with_only_columns(Job.id)).first() is None:
        db.session.rollback()
        return None  # looked at without the lock that writers need
    with transaction():
        job = db.session.scalars(due.with_for_update(skip_locked=True)).first()
        if job is None:
            return None
        job.tries += 1
        job.due_at = now() + LEASE
        return job.id, job.kind, job.about


def _do(number: int, kind: str, about: dict[str, Any]) -> None:
    """Carry out a claimed job; delete it, or write down why it failed and when to try again."""
    problem: Exception | None = None
    held = _in_hand.set(number)
    try:
        _doers[kind](about)
    except Exception as error:  # whatever it is, it is kept with the job and must not stop the others
        problem = error
        db.session.rollback()
    finally:
        _in_hand.reset(held)
    with transaction():
        job = db.session.get_one(Job, number)
        if problem is None:
            db.session.delete(job)
            return
        job.error = f"{type(problem).__name__}: {problem}"[:LONGEST_ERROR]
        if job.tries < MOST_TRIES:
            job.due_at = now() + DELAYS[job.tries - 1]
