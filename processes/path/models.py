# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the path of a process: the sections that tell why, for what, with whom and how it goes on."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db import Base, one_of
from processes.models import Process


class SectionKind(StrEnum):
    """What a section of the path is about."""

    NOTES = "notes"
    OBJECTIVES = "objectives"
    PURPOSES = "purposes"
    PROMOTERS = "promoters"
    DOCUMENTS = "documents"
    EXPECTED = "expected"
    NEXT_STEPS = "next_steps"
    FREE = "free"


class Section(Base):
    """A section of the path: heading and Markdown, with its rendering, made once.

    A `folded` one opens and closes; a `hidden` one is seen by staff alone. `revision` counts its changes, so that
    of two people who change it at once the second is told.
    """

    __tablename__ = "section"
    __table_args__ = (one_of("kind", SectionKind), sa.Index("ix_section_process", "process_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(20), default=SectionKind.FREE)
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    folded: Mapped[bool] = mapped_column(default=False)
    hidden: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    process: Mapped[Process] = relationship()

    @property
    def markup(self) -> Markup:
        """Its text as redline rendered it."""
        return Markup(self.html)  # noqa: S704
