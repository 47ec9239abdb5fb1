# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of bodies share: the blueprint they hang on, and finding the body of an address."""

from flask import Blueprint

from auth.models import Body
from auth.session import me
from db import db, now
from permissions import require

bp = Blueprint("bodies", __name__)


def changeable(id: int, deed: str) -> Body:
    """Return the body of this number, if the person may do the deed to it; none that was merged into another."""
    body = db.first_or_404(db.select(Body).where(Body.id == id, Body.merged_into_id.is_(None)))
    require(me(), deed, body, now())
    return body
