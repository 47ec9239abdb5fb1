# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of people and of the site."""

import sqlalchemy as sa

from auth.models import Site, User
from db import db


def person(session_id: str) -> User | None:
    """Return the person whom a session names ("12.key"), or None when the key no longer fits."""
    number, _, key = session_id.partition(".")
    found = db.session.get(User, int(number)) if number.isdigit() else None
    return found if found is not None and found.is_active and found.session_key == key else None


def site() -> Site | None:
    """Return the body that runs this installation, or None before the first-run page was filled in."""
    return db.session.scalars(sa.select(Site).limit(1)).first()


def by_email(email: str) -> User | None:
    """Return the person with this address, however it is written, or None."""
    return db.session.scalars(sa.select(User).where(User.email == email.strip().lower())).first()
