# SPDX-License-Identifier: AGPL-3.0-or-later
"""The course of one piece of work while it is carried out: how far it came, and whether it is still wanted.

What is written in pieces is counted in the transaction of each piece (`keep`), so that a worker that dies and the one
that comes after it write no piece twice and leave none out. What writes nothing is told once a second (`tell`).
Whoever finds that the count is not theirs any more leaves the work to whoever moved it.
"""

import time
from typing import Any

import sqlalchemy as sa

from db import db, now, transaction
from journal.jobs import still_in_hand
from works.models import LongWork, WorkState

PAUSE = 1.0


class Stopped(Exception):
    """A person said to stop."""


class Overtaken(Exception):
    """Another worker has the work in hand, or it is gone."""


class Course:
    """How far one piece of work is, as its doer knows it."""

    def __init__(self, work: LongWork) -> None:
        self._id, self.done, self._told = work.id, work.done, 0.0

    def begin(self, step: str, total: int, done: int = 0) -> None:
        """Begin a step of the work, of which so much is done."""
        with transaction():
            self._write(done, state=WorkState.RUNNING, step=step, total=total)

    def tell(self, done: int) -> None:
        """Tell how far the step is, at most once a second; raise Stopped where it is no longer wanted."""
        if time.monotonic() - self._told >= PAUSE:
            with transaction():
                self._write(done)
            self._told = time.monotonic()

    def keep(self, done: int) -> None:
        """Count a piece of the step within the transaction that writes it; raise Stopped where it is not wanted."""
        self._write(done)

    def _write(self, done: int, **more: object) -> None:
        mine = (LongWork.id == self._id, LongWork.done == self.done)
        wanted = (LongWork.state.in_((WorkState.WAITING, WorkState.RUNNING)), LongWork.stopping.is_(False))
        values = {"done": done, "told_at": now()} | more
        written: Any = db.session.execute(sa.update(LongWork).where(*mine, *wanted).values(values))
        if not written.rowcount:
            stopping = db.session.scalar(sa.select(LongWork.stopping).where(*mine))
            raise Stopped if stopping else Overtaken
        self.done = done
        still_in_hand()
