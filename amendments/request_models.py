# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the requests to change a text: amendments, revisions, changes, decisions, sources."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.models import Document
from auth.models import Body, User
from db import Base, one_of


class AmendmentState(StrEnum):
    """The states of an amendment."""

    PENDING = "pending"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Outcome(StrEnum):
    """What was decided of a change; of an amendment also `in part`, when its changes differ."""

    ACCEPTED = "accepted"
    MODIFIED = "modified"
    REJECTED = "rejected"
    ABSORBED = "absorbed"
    PRECLUDED = "precluded"
    IN_PART = "in_part"


class Channel(StrEnum):
    """How a request reached the body."""

    WEB = "web"
    PEC = "pec"
    PAPER = "paper"
    MEETING = "meeting"


class Visibility(StrEnum):
    """Whether the public sees what somebody wrote."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class Amendment(Base):
    """A request to change a document, written on a base version, itself kept in revisions.

    `due_at` is by when it is answered, as its process promises; while it is paused (`paused_at`) it waits for an answer
    of its author, and `paused_days` are the days it waited before.
    `worded` is the last revision that a person wrote; those after it are the same request on newer versions.
    """

    __tablename__ = "amendment"
    __table_args__ = (
        sa.UniqueConstraint("document_id", "number"),
        sa.Index("ix_amendment_process_state", "process_id", "state", "id"),
        sa.Index("ix_amendment_process_due", "process_id", "state", "due_at", "id"),
        sa.Index("ix_amendment_decided_at", "decided_at"),
        one_of("state", AmendmentState),
        one_of("channel", Channel),
        one_of("visibility", Visibility),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20), default=AmendmentState.PENDING)
    outcome: Mapped[str | None] = mapped_column(sa.String(20))
    visibility: Mapped[str] = mapped_column(sa.String(20), default=Visibility.SHOWN)
    hidden_reason: Mapped[str] = mapped_column(sa.Text, default="")
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"))
    author_name: Mapped[str] = mapped_column(sa.String(200), default="")
    entered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    channel: Mapped[str] = mapped_column(sa.String(20), default=Channel.WEB)
    received_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)
    worded: Mapped[int] = mapped_column(default=1)
    first_words: Mapped[str] = mapped_column(sa.String(200), default="")
    change_count: Mapped[int] = mapped_column(default=0)
    last_change: Mapped[int] = mapped_column(default=0)
    supports: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_days: Mapped[int] = mapped_column(default=0)

    document: Mapped[Document] = relationship()
    process: Mapped[Any] = relationship("Process")
    author: Mapped[User | None] = relationship(foreign_keys=[author_id])
    body: Mapped[Body | None] = relationship()
    entered_by: Mapped[User | None] = relationship(foreign_keys=[entered_by_id])
    changes: Mapped[list["Change"]] = relationship(
        primaryjoin="and_(foreign(Change.amendment_id) == Amendment.id, Change.revision == Amendment.revision)",
        viewonly=True,
    )  # those of the present revision

    def is_worded_as(self, revision: int) -> bool:
        """Say whether a revision asks for the same as the newest, which was only carried onto newer versions."""
        return self.worded <= revision <= self.revision


class Revision(Base):
    """One wording of an amendment: the whole text it asks for, the version it was written on, the reason."""

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("amendment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"))
    number: Mapped[int]
    base: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]
    obscured: Mapped[bool] = mapped_column(default=False)

    amendment: Mapped[Amendment] = relationship()


class Change(Base):
    """One contiguous edit of a revision: the unit that is decided. Numbers are never reused."""

    __tablename__ = "change"
    __table_args__ = (sa.UniqueConstraint("amendment_id", "revision", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"))
    revision: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20))
    old: Mapped[str] = mapped_column(sa.Text, default="")
    new: Mapped[str] = mapped_column(sa.Text, default="")
    place: Mapped[list[str]]
    detail: Mapped[dict[str, Any]]
    outcome: Mapped[str | None] = mapped_column(sa.String(20))

    amendment: Mapped[Amendment] = relationship()

    @property
    def order(self) -> tuple[int, int]:
        """What puts the changes of a revision into the order of their places in the text."""
        return self.detail["edits"][0][0], self.number


class Decision(Base):
    """What was decided of one change, by whom, for which organ, when and why; superseded, never deleted.

    `prepared_by_id` staged it on the desk, where somebody else published it. `undone` is the version that took it
    back, while it could still be: its change waits again.
    """

    __tablename__ = "decision"
    __table_args__ = (sa.Index("ix_decision_document", "document_id", "id"), one_of("outcome", Outcome))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("change.id"), index=True)
    outcome: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    prepared_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    organ: Mapped[str] = mapped_column(sa.String(200), default="")
    sitting: Mapped[date | None]
    act: Mapped[str] = mapped_column(sa.String(200), default="")
    conflict_of_interest: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int | None]
    superseded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"))
    undone: Mapped[int | None]

    change: Mapped[Change] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])

    @classmethod
    def stands(cls) -> sa.ColumnElement[bool]:
        """Return the condition that a decision was neither superseded nor undone."""
        return sa.and_(cls.superseded_by_id.is_(None), cls.undone.is_(None))


class Source(Base):
    """Where a version's words come from: version <- change <- decision."""

    __tablename__ = "source"
    __table_args__ = (sa.UniqueConstraint("document_id", "version", "change_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    version: Mapped[int]
    change_id: Mapped[int] = mapped_column(sa.ForeignKey("change.id"), index=True)
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id"))

    change: Mapped[Change] = relationship()
    decision: Mapped[Decision] = relationship()
