# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of texts: documents and their immutable versions, and the support they are given.

The requests to change them stand in `amendments/request_models.py`.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.models import Body, User
from db import Base, one_of


class State(StrEnum):
    """The states of a document."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """Why a version was born."""

    PUBLICATION = "publication"
    AMENDMENTS = "amendments"
    CORRECTION = "correction"
    RESTORE = "restore"


class Document(Base):
    """A text that has versions and can be amended. Title, text and counters are kept copies.

    `supports_now` counts those of its supports that were given to the words of today.
    """

    __tablename__ = "document"
    __table_args__ = (
        one_of("state", State),
        sa.Index("ix_document_body_id", "body_id"),
        sa.Index("ix_document_published_at", "published_at"),
        sa.Index("ix_document_newest", "process_id", "published_at", "id"),
        sa.Index("ix_document_supports", "process_id", "supports", "id"),
        sa.Index("ix_document_comments", "process_id", "comments", "id"),
        sa.Index("ix_document_process_newest", "process_id", "state", "published_at", "id"),
        sa.Index("ix_document_process_supports", "process_id", "state", "supports", "id"),
        sa.Index("ix_document_process_comments", "process_id", "state", "comments", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    language: Mapped[str] = mapped_column(sa.String(2), default="it")
    state: Mapped[str] = mapped_column(sa.String(20), default=State.DRAFT)
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    version: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
    supports: Mapped[int] = mapped_column(default=0)
    supports_now: Mapped[int] = mapped_column(default=0)
    comments: Mapped[int] = mapped_column(default=0)
    amendments: Mapped[int] = mapped_column(default=0)
    pending: Mapped[int] = mapped_column(default=0)
    last_amendment: Mapped[int] = mapped_column(default=0)

    process: Mapped[Any] = relationship("Process")
    author: Mapped[User | None] = relationship()
    body: Mapped[Body | None] = relationship()

    @property
    def document(self) -> "Document":
        """Itself, so that the words of the permissions table read documents and amendments alike."""
        return self

    @property
    def holder_ids(self) -> set[int]:
        """The bodies whose referents look after its process."""
        return set(self.process.holder_ids)


class Version(Base):
    """An immutable state of a document.

    `text` is kept where `redline.history` says (the first, and every sixteenth); `delta` leads from the version
    before. `html` and `changes` are renderings, made once. `obscured` says that unlawful words were covered.
    """

    __tablename__ = "version"
    __table_args__ = (sa.UniqueConstraint("document_id", "number"), one_of("cause", Cause))

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(300))
    cause: Mapped[str] = mapped_column(sa.String(20))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    restored: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    text: Mapped[str | None] = mapped_column(sa.Text, deferred=True)
    delta: Mapped[str] = mapped_column(sa.Text, deferred=True)
    changes: Mapped[list[Any]] = mapped_column(sa.JSON, deferred=True)
    html: Mapped[str] = mapped_column(sa.Text, deferred=True)
    obscured: Mapped[bool] = mapped_column(default=False)

    document: Mapped[Document] = relationship()
    by: Mapped[User | None] = relationship()


class Support(Base):
    """An endorsement of a document, or of one of its amendments; it remembers what it was given to.

    `given_to` is the number of the version, or of the revision where it supports an amendment; `told_to` the last one
    whose words the person was told of.
    """

    __tablename__ = "support"
    __table_args__ = (
        sa.Index(
            "uq_support_document_user",
            "document_id",
            "user_id",
            unique=True,
            sqlite_where=sa.text("amendment_id IS NULL"),
            postgresql_where=sa.text("amendment_id IS NULL"),
        ),
        sa.UniqueConstraint("amendment_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    amendment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("amendment.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    given_to: Mapped[int]
    told_to: Mapped[int]
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class SupportNotice(Base):
    """When a person was last told that what they support in a process reads otherwise."""

    __tablename__ = "support_notice"
    __table_args__ = (sa.UniqueConstraint("user_id", "process_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    told_at: Mapped[datetime]
