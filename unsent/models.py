# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a form that was not sent yet."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db import Base


class Unsent(Base):
    """What one person typed into the form that is sent to a path: the fields as the browser would send them."""

    __tablename__ = "unsent"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    path: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime]
