# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on long work: ask for it, stop it, let it go on, let it go."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from auth.models import User
from db import N_, Changed, Invalid, db, lock, now
from journal.jobs import later
from permissions import require
from works.kinds import KINDS
from works.models import CONFIRMED, LongWork, WorkState
from works.running import CARRY_OUT, FORGET, halted

KEPT = timedelta(days=30)
MOST_OPEN = 5
LONGEST_TITLE = 300


def ask_for(kind: str, title: str, about: dict[str, Any], *, by: User) -> LongWork:
    """Write down a piece of work, which `flask work` carries out; raise Invalid while a person has many open."""
    require(by, "work.ask", None, now())
    if kind not in KINDS:
        raise KeyError(kind)
    mine = LongWork.user_id == by.id, LongWork.state.in_((WorkState.WAITING, WorkState.RUNNING))
    if (db.session.scalar(sa.select(sa.func.count(LongWork.id)).where(*mine)) or 0) >= MOST_OPEN:
        raise Invalid("", N_("Hai già %(most)s lavori in corso: aspetta che ne finisca uno."), most=MOST_OPEN)
    moment = now()
    work = LongWork(user_id=by.id, kind=kind, title=title[:LONGEST_TITLE], about=about, result={})
    work.asked_at = work.told_at = moment
    db.session.add(work)
    db.session.flush()
    later(CARRY_OUT, {"work": work.id})
    later(FORGET, {"work": work.id}, moment + KEPT)
    return work


def stop(work: LongWork, *, by: User) -> None:
    """Stop a piece of work: one that no worker took yet at once, any other where the worker next looks up."""
    require(by, "work.follow", work, now())
    lock(work)
    if work.state == WorkState.WAITING or work.is_silent(now()):
        work.state, work.result, work.ended_at = WorkState.STOPPED, halted(work).result(), now()
    elif work.state == WorkState.RUNNING:
        work.stopping = True


def go_on(work: LongWork, *, by: User) -> None:
    """Let a piece of work go on that was stopped, failed, or waits for a word; raise Changed where it does not wait.

    It is on record under the name of whoever asked: so nobody else may.
    """
    require(by, "work.go_on", work, now())
    lock(work)
    if not work.may_go_on(now()):
        raise Changed(N_("Questo lavoro va già avanti, o è finito."))
    if work.state == WorkState.READY:
        work.about, work.step, work.done, work.total = work.about | {CONFIRMED: True}, "", 0, 0
    work.state, work.stopping, work.result, work.ended_at = WorkState.WAITING, False, {}, None
    work.asked_at = work.told_at = now()
    later(CARRY_OUT, {"work": work.id})


def drop(work: LongWork, *, by: User) -> None:
    """Delete a piece of work that nobody has in hand; what it wrote stays. Raise Changed where it goes on."""
    require(by, "work.follow", work, now())
    lock(work)
    if work.is_open:
        raise Changed(N_("Questo lavoro va già avanti: prima fermalo."))
    db.session.delete(work)


def forget_person(person: User) -> None:
    """Forget what a person who is erased asked for."""
    db.session.execute(sa.delete(LongWork).where(LongWork.user_id == person.id))
