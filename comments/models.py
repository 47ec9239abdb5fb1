# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of conversations: comments, their earlier wordings, and reports."""

from datetime import datetime

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.models import Document
from amendments.request_models import Amendment, Visibility
from auth.models import Body, User
from comments.anchor_models import Anchor
from db import Base, one_of


class Comment(Base):
    """Something said about a document, or about one of its amendments; a reply has a parent.

    `thread_id` is the first comment of the thread (none for that one itself), so that a page of threads is read
    in two queries. `reports` counts those not yet looked at, `wording` the wordings it has had.
    """

    __tablename__ = "comment"
    __table_args__ = (
        one_of("visibility", Visibility),
        sa.Index("ix_comment_place", "document_id", "amendment_id", "thread_id", "id"),
        sa.Index("ix_comment_process_visibility", "process_id", "visibility", "id"),
        sa.Index("ix_comment_process_reports", "process_id", "reports", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    amendment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("amendment.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    visibility: Mapped[str] = mapped_column(sa.String(20), default=Visibility.SHOWN)
    hidden_reason: Mapped[str] = mapped_column(sa.Text, default="")
    reports: Mapped[int] = mapped_column(default=0)
    wording: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship()
    amendment: Mapped[Amendment | None] = relationship()
    author: Mapped[User] = relationship()
    body: Mapped[Body | None] = relationship()
    anchor: Mapped[Anchor | None] = relationship()

    @property
    def process(self) -> object:
        """The process it belongs to, for the permissions table."""
        return self.document.process

    @property
    def markup(self) -> Markup:
        """Its text as redline rendered it."""
        return Markup(self.html)  # noqa: S704

    @property
    def is_seen(self) -> bool:
        """Whether everybody reads it: what the counters of comments count."""
        return self.visibility == Visibility.SHOWN and self.deleted_at is None


class CommentWording(Base):
    """An earlier wording of a comment, kept when its author edits it."""

    __tablename__ = "comment_wording"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]

    @property
    def markup(self) -> Markup:
        """Its text as redline rendered it."""
        return Markup(self.html)  # noqa: S704


class Report(Base):
    """That somebody asked the moderators to look at a comment."""

    __tablename__ = "report"
    __table_args__ = (sa.UniqueConstraint("comment_id", "by_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
