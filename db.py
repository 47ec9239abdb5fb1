# SPDX-License-Identifier: AGPL-3.0-or-later
"""The database, and the one rule of when writes are kept.

The rule: a changing request that ends below 400 is kept whole; anything else leaves no trace; reading never
writes. `in_one_transaction` applies it to every view, `transaction` to commands and the steps of a job.

On SQLite a transaction that will write must begin IMMEDIATE: one that reads first and writes later fails
whenever another wrote in between. So writers call `begin_writing` (the wrapper does it for every changing
view that is not marked `prepares_first`), and a flush outside a writing transaction is an error.
"""

import functools
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Response, make_response, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from turns import PATIENCE, Turn, queued

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
T = TypeVar("T")
OF_TRANSACTION = "transaction: "  # what is kept in `db.session.info` under such a name ends with the transaction


class Changed(Exception):
    """Somebody changed the thing meanwhile: 409, with what was typed kept. The sentence is for people."""


class Invalid(Exception):
    """What was asked cannot be done as it stands: 422. `field` names the form field, "" the whole form."""

    def __init__(self, field: str, message: str, **words: object) -> None:
        super().__init__(message)
        self.field, self.message, self.words = field, message, words


def N_(msgid: str) -> str:
    """Mark a sentence for translation where it is written; it is translated where it is shown."""
    return msgid


def now() -> datetime:
    """Return this moment, aware and in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: always aware and in UTC in Python, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back, which SQLite forgets."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share: names for every constraint, so that migrations can drop them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(type_annotation_map={datetime: UtcDateTime, dict[str, Any]: sa.JSON, list[str]: sa.JSON})


db = SQLAlchemy(model_class=Base, engine_options={"pool_pre_ping": False})


def one_of(column: str, values: type[StrEnum]) -> sa.CheckConstraint:
    """Return the constraint that a column holds one of the values of an enumeration."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


# --- how databases are opened -----------------------------------------------------------------------------


@event.listens_for(Engine, "connect")
def _open(connection: Any, record: object) -> None:
    patience = round(1000 * PATIENCE)  # nobody waits for others for ever, on either database
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={patience}", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
    else:
        connection.execute(f"SET lock_timeout = {patience}")
        connection.commit()


@event.listens_for(Engine, "begin")
def _begin(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        writing = connection.get_execution_options().get("emenda_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@event.listens_for(Session, "before_flush")
def _refuse_to_write_while_reading(session: Session, context: object, instances: object) -> None:
    must_write(session)


def must_write(session: Any) -> None:
    """Raise RuntimeError outside a writing transaction; for what writes by statements of its own, without a flush."""
    if not session.info.get("writing"):
        raise RuntimeError("a write outside begin_writing(): reading never writes")


@event.listens_for(Session, "after_transaction_end")
def _stop_writing(session: Session, transaction: Any) -> None:
    """Let the next writer in."""
    if transaction.parent is None:
        session.info.pop("writing", None)
        for name in [name for name in session.info if name.startswith(OF_TRANSACTION)]:
            del session.info[name]
        turn = session.info.pop("turn", None)
        if turn is not None:
            turn.end()


# --- the rule ---------------------------------------------------------------------------------------------


def begin_writing(state: Callable[[], object] | None = None) -> None:
    """End what was read so far and begin a transaction that may write.

    Objects loaded earlier read themselves anew, so checks made before are to be made again after it. On SQLite they
    stay as they are where `state`, which tells whether anything changed that they were read from, says the same before
    and after. Within a transaction that already writes it does nothing. Raises Busy (`turns`) where others write for
    too long.
    """
    if db.session.info.get("writing"):
        return
    path = _sqlite_file()
    if state is None or path is None:
        db.session.rollback()
        _take_turn(path)
        db.session.connection(execution_options={"emenda_writing": True})
    else:
        before = state()
        _take_turn(path)
        _begin_anew(db.session.connection())
        if state() != before:
            db.session.expire_all()
    db.session.info["writing"] = True


def _take_turn(path: str | None) -> None:
    if path is not None:
        db.session.info["turn"] = Turn(path)


def _begin_anew(connection: sa.Connection) -> None:
    """Change from reading to writing without the session's notice, which would let go what it has read."""
    connection.exec_driver_sql("ROLLBACK")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _sqlite_file() -> str | None:
    """Return the path of the database, or None where it is no file of ours."""
    path = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    return None if path == ":memory:" else path


def lock(thing: T) -> T:
    """Read a row anew and hold it until the transaction ends (PostgreSQL; SQLite holds all already).

    Only the row itself: rows read along with it by an outer join cannot be held. Rows that merely point at it may
    be born meanwhile (NO KEY UPDATE). Whoever holds several takes the process first, then the document, the
    amendment, the comment, and last the chains, so that nobody waits for each other. On SQLite nobody else has
    written since this transaction began, and `begin_writing` let go what was read before.
    """
    if db.session.info.get("writing") and db.engine.dialect.name == "sqlite":
        return thing
    db.session.refresh(thing, with_for_update={"of": type(thing), "key_share": True})
    return thing


def keep() -> None:
    """Commit, and return when what was written would survive a power cut."""
    db.session.commit()
    _reach_disk()


def _reach_disk() -> None:
    """Return when all that was committed would survive a power cut.

    SQLite itself would wait for the disk within the commit, while it holds the lock that every writer needs. So it
    is told not to (`synchronous=NORMAL`: whole after a power cut, but perhaps without the last commits), and whoever
    committed waits here instead, together with all others who just did: one wait of the disk serves them all.
    """
    path = _sqlite_file()
    if path is not None:
        _wait_for_disk(Path(f"{path}-wal"))


def _wait_for_disk(log: Path) -> None:
    """Return when SQLite's log of commits is on the disk; where there is none, all has reached the database itself."""
    try:
        descriptor = os.open(log, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def transaction() -> Iterator[None]:
    """Keep what is written inside, whole, or nothing of it: for commands, steps of a job, and tests."""
    begin_writing()
    try:
        yield
        keep()
    except BaseException:
        db.session.rollback()
        raise


# Called with the answer of a deed that will be kept, inside its transaction.
before_commit: list[Callable[[Response], None]] = []


def prepares_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose action does heavy work before it takes the lock with `begin_writing`."""
    view.prepares_first = True  # type: ignore[attr-defined]
    return view


def hashes_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that hashes passwords before it takes the lock: work beside which others can go on."""
    view.hashes_first = True  # type: ignore[attr-defined]
    return prepares_first(view)


def only_reads(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that is asked with POST, for the sake of what is sent along, and writes nothing: it takes no turn."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def in_one_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a view in the rule above."""

    @functools.wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        changing = request.method in CHANGING and not getattr(view, "only_reads", False)
        if changing:
            request.get_data(parse_form_data=True)  # nobody's slow line holds the others up
        path = _sqlite_file() if changing and not getattr(view, "hashes_first", False) else None
        with queued(path) if path is not None else nullcontext():
            response, kept = _answer(view, args, kwargs, changing)
        if kept:
            _reach_disk()
        return response

    return wrapped


def _answer(view: Callable[..., Any], args: Any, kwargs: Any, changing: bool) -> tuple[Response, bool]:
    """Return the view's answer, and whether what it wrote was committed; else it left no trace."""
    kept = False
    try:
        if changing and not getattr(view, "prepares_first", False):
            begin_writing()
        response = make_response(view(*args, **kwargs))
        if changing and response.status_code < 400:
            for also in before_commit:
                also(response)
            db.session.commit()
            kept = True
        return response, kept
    finally:
        if not kept:
            db.session.rollback()
