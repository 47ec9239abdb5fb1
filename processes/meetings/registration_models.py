# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of those who said that they will come to a meeting."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.models import User
from db import Base
from processes.meetings.models import Meeting


class Registration(Base):
    """That a person will come to a meeting. The first ones have the seats, in their order; the others wait."""

    __tablename__ = "registration"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship()
    user: Mapped[User] = relationship()
