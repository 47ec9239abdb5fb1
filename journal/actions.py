# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write down what happened (`record`) and what must be told because of it (`tell`)."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from db import db, now
from journal import chain
from journal.kinds import SENTENCES
from journal.models import Chain, Event, Message


def record(kind: str, *, by: Any, document: Any = None, process: Any = None, data: dict[str, Any]) -> Event:
    """Append an event to the chain of a document, of a process, or of the site, and stamp what shows it.

    `by` is the person, or None where nobody acted (a date passed). `data` is plain JSON without names of
    people. Raises KeyError for a kind that has no sentence.
    """
    if kind not in SENTENCES:
        raise KeyError(kind)
    process_id = document.process_id if document is not None else process.id if process is not None else None
    key = _key(document, process)
    head = _head(key)
    salt, commitment = chain.commit(data)
    at, pseudonym = now(), by.pseudonym if by is not None else ""
    event = Event(
        chain=key,
        number=head.length + 1,
        kind=kind,
        at=at,
        document_id=document.id if document is not None else None,
        process_id=process_id,
        actor_id=by.id if by is not None else None,
        pseudonym=pseudonym,
        data=data,
        salt=salt,
        commitment=commitment,
        previous=head.head,
        hash=chain.link(head.head, key, head.length + 1, kind, at, pseudonym, commitment),
    )
    head.length, head.head, head.stamp = event.number, event.hash, head.stamp + 1
    db.session.add(event)
    db.session.flush()  # so that the next event of the same request finds this one
    if document is not None:
        stamp(f"process:{process_id}")
    return event


def tell(
    kind: str,
    data: dict[str, Any],
    *,
    user: Any = None,
    address: str = "",
    language: str = "it",
    wait: timedelta = timedelta(0),
) -> Message:
    """Put a message for a person (or a bare address) into the outbox; it leaves after the commit.

    `kind` names the template under templates/mail; `data` is what the template needs, in plain JSON.
    """
    at: datetime = now()
    message = Message(
        kind=kind,
        to_user_id=user.id if user is not None else None,
        to_address=address,
        language=user.language if user is not None else language,
        data=data,
        created_at=at,
        due_at=at + wait,
    )
    db.session.add(message)
    return message


def stamp(key: str) -> None:
    """Make every kept page that shows this chain stale: "site" does so for all pages."""
    _head(key).stamp += 1
    db.session.flush()


def _key(document: Any, process: Any) -> str:
    if document is not None:
        return f"document:{document.id}"
    return f"process:{process.id}" if process is not None else "site"


def _head(key: str) -> Chain:
    """Return the chain's head, held until the transaction ends; it is born the first time it is asked for."""
    held = sa.select(Chain).where(Chain.key == key).with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(held)
    if found is None:
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        db.session.execute(insert(Chain).values(key=key, length=0, head=chain.START, stamp=0).on_conflict_do_nothing())
        found = db.session.scalars(held).one()
    return found
