# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the canned reasons of a process."""

from collections.abc import Sequence

import sqlalchemy as sa

from amendments.decisions.canned_models import CannedReason
from db import db


def canned_reasons(process_id: int) -> Sequence[CannedReason]:
    """Return the canned reasons of a process, by title."""
    chosen = sa.select(CannedReason).where(CannedReason.process_id == process_id)
    return db.session.scalars(chosen.order_by(CannedReason.title, CannedReason.id)).all()


def canned_reason(process_id: int, id: int) -> CannedReason | None:
    """Return one canned reason of this process, or None."""
    chosen = sa.select(CannedReason).where(CannedReason.process_id == process_id, CannedReason.id == id)
    return db.session.scalars(chosen).first()
