# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of attachments: what they are called and under which name their bytes are stored."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from attachments import owners
from db import Base, one_of


class Kind(StrEnum):
    """What an attachment is."""

    ACT = "act"
    MINUTES = "minutes"
    REPORT = "report"
    SLIDES = "slides"
    FORM = "form"
    PICTURE = "picture"
    DATA = "data"
    OTHER = "other"


class Licence(StrEnum):
    """What others may do with an attachment."""

    CC_BY = "cc-by-4.0"
    CC_BY_SA = "cc-by-sa-4.0"
    CC0 = "cc0-1.0"
    IODL = "iodl-2.0"
    OFFICIAL = "official"
    RESERVED = "reserved"


class Attachment(Base):
    """A file that hangs on something ("process" 3, "document" 7), in the order its staff gave.

    One table serves all owners, of packages above this one too: they say in `attachments.owners` what they are. `key`
    is the random name under which the bytes are stored, and `name` the one under which they are downloaded.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("licence", Licence),
        sa.Index("ix_attachment_owner", "owner_kind", "owner_id", "position", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_kind: Mapped[str] = mapped_column(sa.String(20))
    owner_id: Mapped[int]
    position: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    kind: Mapped[str] = mapped_column(sa.String(20))
    licence: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(120))
    media_type: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    key: Mapped[str] = mapped_column(sa.String(32), unique=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    @property
    def owner(self) -> owners.Owner:
        """What the attachment hangs on."""
        found = owners.find(self.owner_kind, self.owner_id)
        assert found is not None, f"attachment {self.id} hangs on nothing"
        return found

    @property
    def process(self) -> Any:
        """The process it belongs to, for the permissions table; None for what belongs to none."""
        return self.owner.process

    @property
    def holder_ids(self) -> set[int]:
        """The bodies whose referents look after it, for the permissions table."""
        return self.owner.holder_ids

    @property
    def is_public(self) -> bool:
        """Whether everybody may read what it hangs on."""
        return self.owner.is_public
