# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the passage that a comment is about."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from amendments.documents.passages import Passage
from db import Base


class Anchor(Passage, Base):
    """The passage that a comment, the first of its thread, is about; `sha256` is what the journal records of it."""

    __tablename__ = "anchor"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
