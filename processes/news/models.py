# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the news of a process."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db import Base
from processes.meetings.models import Meeting
from processes.models import Process


class Post(Base):
    """A news item. Without a date it is a draft; it appears when its date comes.

    `html` is its text, rendered once; `links` are pairs of words and address; it may be about a meeting. `told` says
    that its appearing is on record. `revision` counts its changes, so that of two people who change it at once the
    second is told.
    """

    __tablename__ = "post"
    __table_args__ = (
        sa.Index("ix_post_process", "process_id", "published_at", "id"),
        sa.Index("ix_post_highlighted", "process_id", "highlighted", "published_at", "id"),
        sa.Index("ix_post_newest", "published_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    category: Mapped[str] = mapped_column(sa.String(100), default="")
    title: Mapped[str] = mapped_column(sa.String(300))
    byline: Mapped[str] = mapped_column(sa.String(200), default="")
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    html: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    links: Mapped[list[Any]] = mapped_column(sa.JSON)
    highlighted: Mapped[bool] = mapped_column(default=False)
    meeting_id: Mapped[int | None] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    published_at: Mapped[datetime | None]
    told: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    process: Mapped[Process] = relationship()
    meeting: Mapped[Meeting | None] = relationship()

    @property
    def markup(self) -> Markup:
        """Its text as redline rendered it."""
        return Markup(self.html)  # noqa: S704

    def is_public(self, now: datetime) -> bool:
        """Say whether everybody reads it."""
        return self.published_at is not None and self.published_at <= now
