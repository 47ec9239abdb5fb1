# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a piece of long work."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.models import User
from db import Base, one_of

CONFIRMED = "confirmed"  # in what a work is about, once somebody said that what is ready goes on
SILENCE = timedelta(minutes=15)


class WorkState(StrEnum):
    """Where a piece of work stands; `ready` is what was tried and waits for the word of whoever asked."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class LongWork(Base):
    """One piece of work: who asked for it, what it is about, how far it came, and what it ended with.

    `about` is what the doer of its kind needs, and is emptied at the end; `step` is a sentence to translate; `result`
    holds sentences and a link (`works.kinds.End`).
    """

    __tablename__ = "long_work"
    __table_args__ = (one_of("state", WorkState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    title: Mapped[str] = mapped_column(sa.String(300))
    about: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    state: Mapped[str] = mapped_column(sa.String(10), default=WorkState.WAITING)
    step: Mapped[str] = mapped_column(sa.String(100), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    stopping: Mapped[bool] = mapped_column(default=False)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether a worker has it in hand, or will."""
        return self.state in (WorkState.WAITING, WorkState.RUNNING)

    def is_silent(self, now: datetime) -> bool:
        """Say whether nothing was heard of it for so long that no worker can have it in hand."""
        return self.is_open and now - self.told_at > SILENCE

    def may_go_on(self, now: datetime) -> bool:
        """Say whether it waits for somebody to say that it goes on."""
        return self.state in (WorkState.READY, WorkState.FAILED, WorkState.STOPPED) or self.is_silent(now)
