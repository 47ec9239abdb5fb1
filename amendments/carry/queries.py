# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of carry-overs: the open question about an amendment, and the proof that led to a version."""

import sqlalchemy as sa

from amendments.carry.models import CarryOver, CarryState
from amendments.request_models import Amendment, AmendmentState
from db import db


def open_question(found: Amendment) -> CarryOver | None:
    """Return what the author of a pending amendment is being asked, or None."""
    if found.state != AmendmentState.PENDING:
        return None
    chosen = sa.select(CarryOver).where(CarryOver.amendment_id == found.id, CarryOver.state == CarryState.ASKED)
    return db.session.scalars(chosen).first()


def onto(found: Amendment, version: int) -> CarryOver | None:
    """Return how the amendment was last brought onto a version, or what was asked about it, or None."""
    chosen = sa.select(CarryOver).where(CarryOver.amendment_id == found.id, CarryOver.version == version)
    return db.session.scalars(chosen.order_by(CarryOver.id.desc()).limit(1)).first()


def by_revision(found: Amendment) -> dict[int, int]:
    """Return, by number of revision, the version onto which nobody but the platform brought the amendment."""
    chosen = sa.select(CarryOver.made, CarryOver.version).where(CarryOver.amendment_id == found.id)
    rows = db.session.execute(chosen.where(CarryOver.state == CarryState.CARRIED))
    return {row.made: row.version for row in rows}
