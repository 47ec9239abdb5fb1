# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes single rows by statements that are built once, for the deeds of which there are hundreds on a busy day.

The unit of work of SQLAlchemy sorts what is to be written by what depends on what, and builds each statement anew,
which costs twice what the statement does. Here the caller says the order. What was put is as if it had been read, and
what was written of a row is known to its object, so that nothing is read again.
"""

from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import attributes, make_transient_to_detached

from db import db, must_write

T = TypeVar("T", bound=Any)


def insert(model: Any, values: dict[str, Any]) -> Any:
    """Insert a row of which nobody needs an object; return what the database answered."""
    must_write(db.session)
    return db.session.execute(_insertion(model.__table__), values)


def put(thing: T) -> T:
    """Insert a new object, known by its columns alone, and return it with its id and all its columns.

    For tables whose defaults are all said by their model, none by the database.
    """
    table = type(thing).__table__
    wrote = insert(type(thing), {name: value for name, value in vars(thing).items() if name in table.c})
    written = dict.fromkeys(table.c.keys()) | wrote.last_inserted_params() | {"id": wrote.inserted_primary_key[0]}
    vars(thing).update(written)
    make_transient_to_detached(thing)  # which takes what the object holds for what the database holds
    gone = db.session.identity_map.get(sa.inspect(thing).key)
    if gone is not None:  # put before under this id, in a transaction that was not kept
        db.session.expunge(gone)
    db.session.add(thing)
    return thing


def write(thing: Any, **values: Any) -> None:
    """Write some columns of a row that was read."""
    must_write(db.session)
    db.session.execute(_change(type(thing).__table__, tuple(values)), {"of": thing.id} | values)
    for name, value in values.items():
        attributes.set_committed_value(thing, name, value)


def count(thing: Any, **steps: int) -> None:
    """Add steps to some counters of a row, such as supports=1: the database does the sum."""
    must_write(db.session)
    db.session.execute(_addition(type(thing).__table__, tuple(steps)), {"of": thing.id} | steps)
    db.session.expire(thing, list(steps))


@cache
def _insertion(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def _change(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    return sa.update(table).where(table.c.id == sa.bindparam("of")).values({n: sa.bindparam(n) for n in names})


@cache
def _addition(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    sums = {name: table.c[name] + sa.bindparam(name) for name in names}
    return sa.update(table).where(table.c.id == sa.bindparam("of")).values(sums)
