# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of canned reasons: sentences that the deciders of a process use again and again."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db import Base


class CannedReason(Base):
    """A reason ready to be used in decisions of a process: a short title to choose it by, and its words."""

    __tablename__ = "canned_reason"

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]

    process: Mapped[Any] = relationship("Process")
