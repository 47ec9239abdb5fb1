# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of proposals: reference and place in the plan, and every save of a draft."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.models import Document
from auth.models import User
from db import Base
from processes.meetings.models import Meeting
from processes.models import Part


class Proposal(Base):
    """A document under discussion, with a reference and a place in its process's plan.

    `position` is the order within the whole plan (a kept copy of part order, then order within the part),
    by which lists are read; `number` is what people read ("5.2"). `excerpt` is a kept copy of the text's
    first words.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        sa.Index("ix_proposal_plan", "process_id", "position", "document_id"),
        sa.Index("ix_proposal_part", "part_id", "position", "document_id"),
    )

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    part_id: Mapped[int | None] = mapped_column(sa.ForeignKey("part.id"))
    number: Mapped[str] = mapped_column(sa.String(20), default="")
    position: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    reference: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    original_date: Mapped[date | None]
    original_reference: Mapped[str] = mapped_column(sa.String(120), default="")
    excerpt: Mapped[str] = mapped_column(sa.String(300), default="")
    last_save: Mapped[int] = mapped_column(default=0)

    document: Mapped[Document] = relationship(lazy="joined")
    part: Mapped[Part | None] = relationship(lazy="joined")
    coauthors: Mapped[list["CoAuthor"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def process(self) -> object:
        """The process it belongs to, for the permissions table."""
        return self.document.process

    @property
    def drafter_ids(self) -> set[int | None]:
        """The people who write the draft: who began it and its co-authors."""
        return {self.document.author_id, *(c.user_id for c in self.coauthors)}


class CoAuthor(Base):
    """A person who writes a draft together with whoever began it."""

    __tablename__ = "coauthor"

    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.document_id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)

    user: Mapped[User] = relationship(lazy="joined")


class DraftSave(Base):
    """One save of a draft. All are kept: they are the bases on which simultaneous saves are merged."""

    __tablename__ = "draft_save"

    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.document_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    by: Mapped[User] = relationship()


class MeetingResult(Base):
    """That a proposal came from a meeting."""

    __tablename__ = "meeting_result"

    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), primary_key=True)
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.document_id"), primary_key=True, index=True)

    meeting: Mapped[Meeting] = relationship()
