# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of long work."""

from collections.abc import Sequence

import sqlalchemy as sa

from auth.models import User
from db import db
from works.models import LongWork, WorkState


def works_of(person: User) -> Sequence[LongWork]:
    """Return what a person asked for, the newest first."""
    return db.session.scalars(_of(person).order_by(LongWork.id.desc())).all()


def unfinished(person: User, most: int) -> Sequence[LongWork]:
    """Return what a person asked for and is not done, the newest first."""
    chosen = _of(person).where(LongWork.state != WorkState.DONE)
    return db.session.scalars(chosen.order_by(LongWork.id.desc()).limit(most)).all()


def _of(person: User) -> sa.Select[LongWork]:
    return sa.select(LongWork).where(LongWork.user_id == person.id)
