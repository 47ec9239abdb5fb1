# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the handling of requests: questions to their authors, internal notes, and who looks after them.

Questions and answers are public with their request. Notes and assignments are internal: they stand in no event.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.request_models import Amendment
from auth.models import User
from db import Base


class Clarification(Base):
    """A question to the author of an amendment, which pauses it until `ended_at`.

    It ends with an answer, with a new `revision`, or because a moderator takes the request up again.
    """

    __tablename__ = "clarification"
    __table_args__ = (sa.UniqueConstraint("amendment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(sa.Text)
    asked_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    revision: Mapped[int | None]
    ended_at: Mapped[datetime | None]

    amendment: Mapped[Amendment] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])


class Note(Base):
    """An internal note on an amendment, for those who moderate and the staff."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"), index=True)
    text: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    by: Mapped[User] = relationship()


class Assignment(Base):
    """Which moderator looks after an amendment."""

    __tablename__ = "assignment"

    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(foreign_keys=[user_id])
