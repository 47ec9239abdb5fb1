# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed links by which a supporter keeps or withdraws a support, signed in or not.

A link names the support, its person, and what it was given to: once it was answered, or given anew, it is over. It is
made when the letter leaves; nothing of it is kept.
"""

from datetime import timedelta

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from amendments.models import Support
from auth.models import User
from db import db

WITHIN = timedelta(days=60)


def support_token(support: Support) -> str:
    """Return the token of a link about a support as it was given."""
    return _signer().dumps([support.id, support.user_id, support.given_to])


def supported_by(token: str) -> tuple[Support, User] | None:
    """Return the support that a link names, and whose it is; None when the link is forged, too old, or over."""
    try:
        id, user_id, given_to = _signer().loads(token, max_age=int(WITHIN.total_seconds()))
    except (BadData, TypeError, ValueError):
        return None
    support, user = db.session.get(Support, id), db.session.get(User, user_id)
    if support is None or user is None or user.erased_at is not None:
        return None
    return (support, user) if (support.user_id, support.given_to) == (user_id, given_to) else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="emenda-support")
