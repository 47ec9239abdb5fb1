# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of processes that people told of: a suggestion is nowhere to be seen until somebody has read it."""

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db import Base, one_of

ANSWERED_WITHIN = timedelta(days=30)


class SuggestionState(StrEnum):
    """What became of a suggestion."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Suggestion(Base):
    """A process that somebody told of, with or without an account; `reporter` is how they want to be named, if at all.

    `email` is where they want the answer, if anywhere. Once it is decided only title, outcome and reason are kept here.
    """

    __tablename__ = "suggestion"
    __table_args__ = (one_of("state", SuggestionState), sa.Index("ix_suggestion_state", "state", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    holder: Mapped[str] = mapped_column(sa.String(200), default="")
    places: Mapped[list[str]]
    started: Mapped[int | None]
    source: Mapped[str] = mapped_column(sa.String(500), default="")
    reporter: Mapped[str] = mapped_column(sa.String(100), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="it")
    state: Mapped[str] = mapped_column(sa.String(20), default=SuggestionState.WAITING)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    process_id: Mapped[int | None] = mapped_column(sa.ForeignKey("process.id"))
    created_at: Mapped[datetime]

    @property
    def due_at(self) -> datetime:
        """By when it is decided."""
        return self.created_at + ANSWERED_WITHIN
