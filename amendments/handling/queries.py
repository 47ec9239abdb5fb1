# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the handling of a request: questions and answers, notes, who looks after it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from amendments.handling.models import Assignment, Clarification, Note
from amendments.request_models import Amendment
from amendments.requests.queries import Row
from auth.models import User
from db import db


def clarifications(amendment: Amendment) -> Sequence[Row]:
    """Return the questions on an amendment with their answers and the names of who wrote them, in order."""
    answerer = aliased(User)
    chosen = sa.select(Clarification, User.name.label("asked_by"), answerer.name.label("answered_by"))
    chosen = chosen.join(User, User.id == Clarification.asked_by_id)
    chosen = chosen.outerjoin(answerer, answerer.id == Clarification.answered_by_id)
    return db.session.execute(
        chosen.where(Clarification.amendment_id == amendment.id).order_by(Clarification.number)
    ).all()


def notes(amendment: Amendment) -> Sequence[Row]:
    """Return the internal notes on an amendment with the names of who wrote them, in order."""
    chosen = sa.select(Note.text, Note.created_at, User.name.label("by")).join(User, User.id == Note.by_id)
    return db.session.execute(chosen.where(Note.amendment_id == amendment.id).order_by(Note.id)).all()


def holder(amendment: Amendment) -> int | None:
    """Return the number of the moderator who looks after an amendment, or None."""
    return db.session.scalar(sa.select(Assignment.user_id).where(Assignment.amendment_id == amendment.id))
