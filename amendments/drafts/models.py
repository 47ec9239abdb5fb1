# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a request that is being gathered and is not sent yet."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db import Base


class AmendmentDraft(Base):
    """The changes that one person has gathered for one document: other Markdown for paragraphs of one version.

    `sources` maps the number of a paragraph of version `base` (see `redline.paragraphs`) to its new Markdown.
    """

    __tablename__ = "amendment_draft"
    __table_args__ = (sa.UniqueConstraint("document_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    base: Mapped[int]
    sources: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    updated_at: Mapped[datetime]
