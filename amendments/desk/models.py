# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the moderators' desk: the rulings that are staged, not yet published.

One for each change: the last who staged it stands, and the page says who. A staged ruling remembers the revision and
the version it was made for; where either moved on, it waits to be confirmed. What was published stays until the next
publication (`published`), so that an undo brings the desk back as it was.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from amendments.request_models import Outcome
from auth.models import User
from db import Base, one_of


class Staged(Base):
    """What a moderator means to decide of one change.

    `words` are own words in place of those that were asked for; `clashes` holds the fields of the form of clashes,
    so that a choice counts only while the clash is still the one it was made for.
    """

    __tablename__ = "staged"
    __table_args__ = (
        sa.UniqueConstraint("amendment_id", "change"),
        sa.Index("ix_staged_document", "document_id"),
        one_of("outcome", Outcome),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"))
    revision: Mapped[int]
    change: Mapped[int]
    version: Mapped[int]
    outcome: Mapped[str] = mapped_column(sa.String(20))
    words: Mapped[str | None] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    clashes: Mapped[dict[str, Any]]
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]
    published: Mapped[int | None]

    by: Mapped[User] = relationship()
