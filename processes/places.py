# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of what belongs to a process, changed by one place at a time, as buttons do."""

from typing import Any

import sqlalchemy as sa

from db import db


def last_position(kind: Any, process_id: int) -> int:
    """Return the position of the last thing of this kind in a process, 0 where there is none."""
    return db.session.scalar(sa.select(sa.func.max(kind.position)).where(kind.process_id == process_id)) or 0


def change_places(thing: Any, up: bool, *within: sa.ColumnElement[bool]) -> bool:
    """Let a thing change places with the one before it (or after); say whether there was one.

    `within` are conditions on those it may change places with.

    The caller holds the process, so that nobody else reorders meanwhile.
    """
    kind = type(thing)
    others = sa.select(kind).where(kind.process_id == thing.process_id, *within)
    before = others.where(kind.position < thing.position).order_by(kind.position.desc())
    after = others.where(kind.position > thing.position).order_by(kind.position)
    other = db.session.scalars((before if up else after).limit(1)).first()
    if other is None:
        return False
    thing.position, other.position = other.position, thing.position
    db.session.flush()
    return True
