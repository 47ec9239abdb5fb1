# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge a body into another that is the same: whatever spoke of the double speaks of the other from then on.

Every column of every table that refers to a body is found in the tables themselves, so that none is forgotten. Where
both have what can only be there once (a role in a process, a person who acts), that of the double goes.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from attachments.models import Attachment
from auth.body_actions import renamed
from auth.models import Body, Mandate, User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require

LONGEST_REASON = 1_000
FILLED = ("place", "province", "ipa", "istat", "website", "email", "pec", "phone", "address", "privacy_text")


def merge(body: Body, into: Body, reason: str, *, by: User) -> None:
    """Merge a body, the double, into another; raise Invalid where it cannot be, and without a reason."""
    require(by, "body.merge", body, now())
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("reason", N_("Scrivi perché sono lo stesso ente: lo leggeranno tutti."))
    for one in sorted((body, into), key=lambda one: one.id):
        lock(one)
    if body.id == into.id or body.merged_into_id is not None or into.merged_into_id is not None:
        raise Invalid("into", N_("Scegli un altro ente, che non sia già unito a un altro."))
    _keep_referents(body, into)
    moved = {f"{column.table.name}": _move(column, body.id, into.id) for column in referring()}
    moved["attachment"] = _move_attachments(body.id, into.id)
    _complete(body, into)
    db.session.expire_all()  # rows were changed beneath what was read
    renamed(into)
    data = {"body": into.id, "name": into.name, "double": body.name, "number": body.id, "reason": reason}
    record("body.merged", by=by, data=data | {"moved": {name: count for name, count in moved.items() if count}})


def referring() -> Iterator[sa.Column[Any]]:
    """Yield every column that refers to a body."""
    for table in db.metadata.sorted_tables:
        yield from (c for c in table.columns if any(key.column is Body.__table__.c.id for key in c.foreign_keys))


def _move(column: sa.Column[Any], double: int, into: int) -> int:
    """Let rows refer to the other body, but for those that it has already; return how many."""
    table: Any = column.table
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint) and column in constraint.columns.values():
            other = table.alias()
            same = [table.c[c.name] == other.c[c.name] for c in constraint.columns if c is not column]
            there = sa.exists().where(other.c[column.name] == into, *same)
            db.session.execute(sa.delete(table).where(column == double, there))
    moved: Any = db.session.execute(sa.update(table).where(column == double).values({column.name: into}))
    return int(moved.rowcount)


def _keep_referents(body: Body, into: Body) -> None:
    """Let a person who is the double's referent, and acts for the other, be the other's referent too."""
    referents = sa.select(Mandate.user_id).where(Mandate.body_id == body.id, Mandate.referent)
    theirs = sa.update(Mandate).where(Mandate.body_id == into.id, Mandate.user_id.in_(referents))
    db.session.execute(theirs.values(referent=True).execution_options(synchronize_session=False))


def _move_attachments(double: int, into: int) -> int:
    """Hang the double's files on the other body, after its own."""
    own = sa.and_(Attachment.owner_kind == "body", Attachment.owner_id == into)
    last = db.session.scalar(sa.select(sa.func.max(Attachment.position)).where(own)) or 0
    theirs = sa.update(Attachment).where(Attachment.owner_kind == "body", Attachment.owner_id == double)
    values = {"owner_id": into, "position": Attachment.position + last}
    moved: Any = db.session.execute(theirs.values(values).execution_options(synchronize_session=False))
    return int(moved.rowcount)


def _complete(body: Body, into: Body) -> None:
    """Give the other body what it lacks and the double knows; the double keeps its name and gives its codes away."""
    for name in FILLED:
        if not getattr(into, name):
            setattr(into, name, getattr(body, name))
    names = dict.fromkeys([*into.other_names, body.name, *body.other_names])
    into.other_names = [name for name in names if name != into.name]
    body.ipa = body.istat = ""
    body.merged_into_id = into.id
    db.session.flush()
