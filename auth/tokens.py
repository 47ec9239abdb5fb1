# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed links for mail: to confirm an address, to take another, and to choose a new password.

A token is made when the mail is written and names the person and what it is bound to; nothing of it is kept.
Each works once: it is bound to the password, the address and the state it changes. Signing out does not end it.
"""

import hashlib
from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from auth.models import User
from db import db

CONFIRM_WITHIN, RESET_WITHIN = timedelta(days=3), timedelta(hours=1)


def confirm_token(user: User) -> str:
    """Return the token by which the person confirms the address; it fits the present sign-up only."""
    return _signer("confirm").dumps([user.id, _state(user)])


def reset_token(user: User) -> str:
    """Return the token by which the person chooses a new password; it dies when the password changes."""
    return _signer("reset").dumps([user.id, _state(user)])


def address_token(user: User, email: str) -> str:
    """Return the token by which the person takes another address; it dies when address or password change."""
    return _signer("address").dumps([user.id, _state(user), email])


def confirmed_by(token: str) -> User | None:
    """Return whom a confirmation link names, or None when it is forged, used, older than three days or replaced."""
    return _person("confirm", token, CONFIRM_WITHIN)


def reset_by(token: str) -> User | None:
    """Return whom a reset link names, or None when it is forged, used, or older than an hour."""
    return _person("reset", token, RESET_WITHIN)


def address_by(token: str) -> tuple[User, str] | None:
    """Return who takes which address by a link, or None when it is forged, used, or older than three days."""
    found = _read("address", token, CONFIRM_WITHIN, 3)
    user = _fitting(*found[:2]) if found is not None else None
    return (user, found[2]) if found is not None and user is not None else None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"emenda-{purpose}")


def _state(user: User) -> str:
    """Return a digest of what must still be the same when the link is followed."""
    state = "|".join((user.email or "", user.password_hash, str(user.confirmed_at is None)))
    return hashlib.sha256(state.encode()).hexdigest()[:24]


def _person(purpose: str, token: str, within: timedelta) -> User | None:
    found = _read(purpose, token, within, 2)
    return _fitting(*found) if found is not None else None


def _read(purpose: str, token: str, within: timedelta, parts: int) -> list[Any] | None:
    """Return what a token of this purpose says, or None when it is none, or too old."""
    try:
        found = _signer(purpose).loads(token, max_age=int(within.total_seconds()))
    except BadData:
        return None
    return found if isinstance(found, list) and len(found) == parts else None


def _fitting(number: int, state: str) -> User | None:
    """Return the person whom a token names, unless what it is bound to has changed."""
    user = db.session.get(User, number)
    return user if user is not None and user.erased_at is None and _state(user) == state else None
