# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on forms that were not sent yet: keep what was typed, and forget it. Only who wrote it ever reads it."""

from datetime import timedelta

import sqlalchemy as sa

from auth.models import User
from db import db, now
from permissions import require
from unsent.models import Unsent

LONGEST_PATH, LONGEST, MOST, KEPT = 200, 400_000, 30, timedelta(days=60)


class Unfit(ValueError):
    """What was sent to be kept is too large, or no form of ours."""


def keep(path: str, fields: dict[str, list[str]], *, by: User) -> Unsent:
    """Keep what a person typed, in place of what was kept of the same form; raise Unfit for what is too large."""
    require(by, "account.keep", by, now())
    length = sum(len(value) for values in fields.values() for value in values)
    if not path.startswith("/") or len(path) > LONGEST_PATH or length > LONGEST:
        raise Unfit(path)
    found = db.session.get(Unsent, (by.id, path))
    if found is None:
        _make_room(by)
        found = Unsent(user_id=by.id, path=path)
    found.fields, found.saved_at = fields, now()
    db.session.add(found)
    db.session.flush()
    return found


def forget(path: str, *, by: User) -> None:
    """Forget what a person typed into a form: it was sent, or is no longer wanted."""
    require(by, "account.keep", by, now())
    db.session.execute(sa.delete(Unsent).where(Unsent.user_id == by.id, Unsent.path == path))


def forget_person(person: User) -> None:
    """Forget everything that a person who is erased did not send."""
    db.session.execute(sa.delete(Unsent).where(Unsent.user_id == person.id))


def _make_room(person: User) -> None:
    """Forget what is old, and the oldest where a person has very many."""
    mine = Unsent.user_id == person.id
    db.session.execute(sa.delete(Unsent).where(mine, Unsent.saved_at < now() - KEPT))
    paths = db.session.scalars(sa.select(Unsent.path).where(mine).order_by(Unsent.saved_at.desc()).offset(MOST)).all()
    db.session.execute(sa.delete(Unsent).where(mine, Unsent.path.in_(paths)))
