# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a process's sheet: its facts, the bodies that have a role in it, the places it is about.

Facts by which registries are filtered have columns of their own; all others stand together under their names in
`others` (`facts.py` lists them), but for prose, which is the text of a document (`text.py`).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.models import Document
from auth.models import Body
from db import Base, one_of
from processes.sheet.facts import Progress


class Term(Base):
    """A word of one of the lists from which sheets take theirs: kinds of sheet, areas, themes, groups.

    `shows_all` is for kinds of sheet: such sheets show all their headings, empty ones too. A group has a page of its
    own (`processes/groups`): what it is, its years, the body that runs it; `edition` counts the changes of that page.
    """

    __tablename__ = "term"
    __table_args__ = (sa.UniqueConstraint("vocabulary", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vocabulary: Mapped[str] = mapped_column(sa.String(10))
    name: Mapped[str] = mapped_column(sa.String(200))
    shows_all: Mapped[bool] = mapped_column(default=False)
    description: Mapped[str] = mapped_column(sa.Text, default="")
    started: Mapped[int | None]
    closed: Mapped[int | None]
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("body.id"), index=True)
    edition: Mapped[int] = mapped_column(default=0)

    body: Mapped[Body | None] = relationship()


class Facts(Base):
    """The facts of a process's sheet. `edition` counts the changes, so that two people never overwrite each other.

    It is 0 where nobody wrote any yet. `change` is the number that `registry/listing.py` gave to the last one.
    """

    __tablename__ = "facts"
    __table_args__ = (
        one_of("progress", Progress),
        sa.Index("ix_facts_change", "change"),
        sa.Index("ix_facts_group_id", "group_id"),
    )

    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"), primary_key=True)
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)
    kind_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))
    area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))
    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))
    group_id: Mapped[int | None] = mapped_column(sa.ForeignKey("term.id"))
    started: Mapped[int | None]
    closed: Mapped[int | None]
    progress: Mapped[str | None] = mapped_column(sa.String(20))
    region: Mapped[str | None] = mapped_column(sa.String(200))
    certified: Mapped[bool] = mapped_column(default=False)
    funded: Mapped[bool] = mapped_column(default=False)
    others: Mapped[dict[str, Any]] = mapped_column(default=dict)
    edition: Mapped[int] = mapped_column(default=0)
    change: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]

    document: Mapped[Document | None] = relationship()
    kind: Mapped[Term | None] = relationship(foreign_keys=[kind_id], lazy="joined")
    area: Mapped[Term | None] = relationship(foreign_keys=[area_id], lazy="joined")
    theme: Mapped[Term | None] = relationship(foreign_keys=[theme_id], lazy="joined")
    group: Mapped[Term | None] = relationship(foreign_keys=[group_id], lazy="joined")


class Involvement(Base):
    """A body's role in a process, with the office that has it where only one does."""

    __tablename__ = "involvement"
    __table_args__ = (sa.UniqueConstraint("process_id", "role", "body_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    office: Mapped[str] = mapped_column(sa.String(200), default="")
    position: Mapped[int] = mapped_column(default=0)

    body: Mapped[Body] = relationship(lazy="joined")

    def __str__(self) -> str:
        return f"{self.body.full_name} – {self.office}" if self.office else self.body.full_name


class Territory(Base):
    """A place that a process is about, such as Valchiara (BO)."""

    __tablename__ = "territory"
    __table_args__ = (sa.UniqueConstraint("process_id", "name", "province"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    province: Mapped[str] = mapped_column(sa.String(2), default="")

    def __str__(self) -> str:
        return named_with_province(self.name, self.province)


def named_with_province(name: str, province: str) -> str:
    """Return a place as it is written, such as Valchiara (BO)."""
    return f"{name} ({province})" if province else name
