# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of amendments that were brought onto a newer version of their text."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from db import Base, one_of


class CarryState(StrEnum):
    """What became of a carry-over.

    Carried by nobody, since all of it applies; asked of its author, answered; replaced by a later question or revision.
    """

    CARRIED = "carried"
    ASKED = "asked"
    ANSWERED = "answered"
    REPLACED = "replaced"


class CarryOver(Base):
    """A revision of an amendment on a newer version, and the proof; `made` is the revision that came of it, if any.

    The proof holds for each change its number, outcome, whether its block moved, the words it stood in (`was`) and
    asked for (`asked`), what stands there in the newer version (`stands`) and what it would make of that (`now`).
    """

    __tablename__ = "carry_over"
    __table_args__ = (sa.UniqueConstraint("amendment_id", "revision", "version"), one_of("state", CarryState))

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"))
    revision: Mapped[int]
    base: Mapped[int]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20))
    made: Mapped[int | None]
    proof: Mapped[list[Any]] = mapped_column(sa.JSON)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime]
