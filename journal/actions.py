# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write down what happened (`record`) and what must be told because of it (`tell`)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from db import OF_TRANSACTION, begin_writing, db, must_write, now
from journal import chain
from journal.kinds import ON_HOME, SENTENCES
from journal.models import Chain, Event, Message
from rows import insert

# What a transaction remembers: the heads it holds, what it stamped, and until when its messages wait.
HEADS, STAMPED, HELD = OF_TRANSACTION + "heads", OF_TRANSACTION + "stamped", OF_TRANSACTION + "held"


def record(kind: str, *, by: Any, document: Any = None, process: Any = None, data: dict[str, Any]) -> None:
    """Append an event to the chain of a document, of a process, or of the site, and stamp what shows it.

    `by` is the person, or None where nobody acted (a date passed). `data` is plain JSON without names of
    people. The chain is held until the transaction ends, on which deeds rely that must not happen twice at once (of two
    last administrators who leave, one stays). Raises KeyError for a kind that has no sentence.
    """
    if kind not in SENTENCES:
        raise KeyError(kind)
    process_id = document.process_id if document is not None else process.id if process is not None else None
    key = _key(document, process)
    must_write(db.session)
    db.session.flush()  # what the event tells of stands in the database before it
    length, previous = _held(key)
    salt, commitment = chain.commit(data)
    at, pseudonym, number = now(), by.pseudonym if by is not None else "", length + 1
    hash = chain.link(previous, key, number, kind, at, pseudonym, commitment)
    event = {
        "chain": key,
        "number": number,
        "kind": kind,
        "at": at,
        "document_id": document.id if document is not None else None,
        "process_id": process_id,
        "actor_id": by.id if by is not None else None,
        "pseudonym": pseudonym,
        "data": data,
        "salt": salt,
        "commitment": commitment,
        "previous": previous,
        "hash": hash,
    }
    insert(Event, event)
    db.session.execute(_MOVE_HEAD, {"chain": key, "number": number, "hash": hash})
    db.session.info[HEADS][key] = number, hash
    if document is not None:
        stamp(f"process:{process_id}")
    if kind in ON_HOME:
        stamp("home")


def begin_writing_about(document: Any) -> None:
    """Begin a transaction that may write, without reading anew what nothing has happened to since it was read.

    For deeds that read a document with what belongs to it, its process and the person: whatever changes any of these is
    an event of the document, of its process, or of the site. On PostgreSQL whoever locks a thing reads it anew.
    """
    keys = {"document": f"document:{document.id}", "process": f"process:{document.process_id}"}
    begin_writing(lambda: db.session.scalar(_STATE, keys))


def tell(
    kind: str,
    data: dict[str, Any],
    *,
    user: Any = None,
    address: str = "",
    language: str = "it",
    wait: timedelta = timedelta(0),
) -> None:
    """Put a message for a person (or a bare address) into the outbox; it leaves after the commit.

    `kind` names the template under templates/mail; `data` is what the template needs, in plain JSON.
    """
    at: datetime = now()
    deed, held = db.session.info.get(HELD, ("", timedelta(0)))
    message = {
        "kind": kind,
        "to_user_id": user.id if user is not None else None,
        "to_address": address,
        "language": user.language if user is not None else language,
        "data": data,
        "created_at": at,
        "due_at": at + max(wait, held),
        "deed": deed,
    }
    insert(Message, message)


def hold(deed: str, wait: timedelta) -> None:
    """Hold what this transaction tells from now on, under the name of the deed it follows from."""
    must_write(db.session)
    db.session.info[HELD] = deed, wait


def take_back(deed: str) -> None:
    """Delete the messages of a deed that are still held: nobody hears of what was undone."""
    db.session.execute(sa.delete(Message).where(Message.deed == deed, Message.sent_at.is_(None)))


def tell_all(kind: str, letters: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Put a message of one kind for each of many people into the outbox, each with its own data, in one statement."""
    at = now()
    deed, held = db.session.info.get(HELD, ("", timedelta(0)))
    of = {"kind": kind, "created_at": at, "due_at": at + held, "deed": deed, "to_address": "", "tries": 0, "error": ""}
    rows = [of | {"to_user_id": user.id, "language": user.language, "data": data} for user, data in letters]
    if rows:
        must_write(db.session)
        db.session.execute(sa.insert(Message), rows)


def stamp(key: str) -> None:
    """Make every kept page that shows this chain stale: "site" does so for all pages. Once a transaction is enough."""
    must_write(db.session)
    stamped = db.session.info.setdefault(STAMPED, set())
    if key in stamped:
        return
    stamped.add(key)
    raised: Any = db.session.execute(_RAISE_STAMP, {"chain": key})
    if not raised.rowcount:
        _held(key)
        db.session.execute(_RAISE_STAMP, {"chain": key})


def _key(document: Any, process: Any) -> str:
    if document is not None:
        return f"document:{document.id}"
    return f"process:{process.id}" if process is not None else "site"


# Written once: most of what such a statement costs is its building.
_CHAIN: Any = Chain.__table__
_THIS = _CHAIN.c.key == sa.bindparam("chain")
_HOLD = sa.select(_CHAIN.c.length, _CHAIN.c.head).where(_THIS).with_for_update()
_MOVE_HEAD = (
    sa.update(_CHAIN)
    .where(_THIS)
    .values(length=sa.bindparam("number"), head=sa.bindparam("hash"), stamp=_CHAIN.c.stamp + 1)
)
_RAISE_STAMP = sa.update(_CHAIN).where(_THIS).values(stamp=_CHAIN.c.stamp + 1)
# Of the process only what happened to itself: its stamp tells of all its documents.
_STATE = sa.select(
    sa.func.sum(sa.case((_CHAIN.c.key == sa.bindparam("process"), _CHAIN.c.length), else_=_CHAIN.c.stamp))
).where(_CHAIN.c.key.in_((sa.bindparam("document"), sa.bindparam("process"), "site")))


def _held(key: str) -> tuple[int, str]:
    """Return length and head of a chain, held until the transaction ends; it is born the first time it is asked for."""
    heads = db.session.info.setdefault(HEADS, {})
    if key not in heads:
        found = db.session.execute(_HOLD, {"chain": key}).first()
        if found is None:
            insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
            born = insert(_CHAIN).values(key=key, length=0, head=chain.START, stamp=0).on_conflict_do_nothing()
            db.session.execute(born)
            found = db.session.execute(_HOLD, {"chain": key}).one()
        heads[key] = found.length, found.head
    held: tuple[int, str] = heads[key]
    return held
