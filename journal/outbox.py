# SPDX-License-Identifier: AGPL-3.0-or-later
"""Send what is due, each message in steps of its own, so that no transaction waits for a mail server.

A worker first *claims* a row: it counts a try and puts the row's time off by a lease, and commits. Then it
sends, then it marks the row as sent. Two workers never claim the same row (SKIP LOCKED on PostgreSQL, one
writer at a time on SQLite). A worker that dies between sending and marking lets the message leave again when
the lease is over: *at least once*, since a password mail that never comes is worse than one that comes twice;
the Message-ID is the same both times, so that mail programs show one.
"""

from datetime import timedelta

import sqlalchemy as sa

from db import db, now, transaction
from journal.letters import Office, Unwanted, compose
from journal.models import Message
from journal.post import is_final, post

LEASE = timedelta(minutes=10)
DELAYS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440))
MOST_TRIES = len(DELAYS) + 1
LONGEST_ERROR = 500


def send_due(office: Office, limit: int = 50) -> int:
    """Send up to `limit` messages that are due; return how many were taken in hand."""
    for done in range(limit):
        claimed = _claim(office)
        if claimed is None:
            return done
        _send(claimed, office)
    return limit


def backlog() -> dict[str, int]:
    """Return how many messages wait, how many of them are late by five minutes, how many were given up."""
    unsent, alive = Message.sent_at.is_(None), Message.tries < MOST_TRIES
    late = Message.due_at < now() - timedelta(minutes=5)

    def count(*words: sa.ColumnElement[bool]) -> int:
        return db.session.scalar(sa.select(sa.func.count(Message.id)).where(unsent, *words)) or 0

    return {"waiting": count(alive), "late": count(alive, late), "given_up": count(~alive)}


def _claim(office: Office) -> int | None:
    """Take the message that is due longest and put it off by the lease; return its number."""
    at = now() - timedelta(seconds=office.settings.mail_delay)
    due = (
        sa.select(Message)
        .where(Message.sent_at.is_(None), Message.due_at <= at, Message.tries < MOST_TRIES)
        .order_by(Message.due_at, Message.id)
        .limit(1)
    )
    if db.session.execute(due.with_only_columns(Message.id)).first() is None:
        db.session.rollback()
        return None  # looked at without the lock that writers need
    with transaction():
        message = db.session.scalars(due.with_for_update(skip_locked=True)).first()
        if message is None:
            return None
        message.tries += 1
        message.due_at = now() + LEASE
        return message.id


def _send(number: int, office: Office) -> None:
    """Compose and send a claimed message, then write down how it went."""
    problem: Exception | None = None
    try:
        message = db.session.get_one(Message, number)
        letter = compose(message, office)
        name, url = f"{message.created_at:%Y%m%dT%H%M%S}-{message.id}-{message.kind}", office.body()[1]
        db.session.rollback()  # no transaction stays open while a server answers
        post(letter, name, url, office.settings.mail_folder)
    except Exception as error:  # whatever it is, it is kept with the row and must not stop the others
        problem = error
    with transaction():
        _mark(db.session.get_one(Message, number), problem)


def _mark(message: Message, problem: Exception | None) -> None:
    """Write down that a message left, or why not and when to try again; what left keeps no words and no address."""
    if problem is None or isinstance(problem, Unwanted):
        message.sent_at, message.data, message.to_address = now(), {}, ""
        message.error = "" if problem is None else f"not sent: {problem}"
        return
    message.error = f"{type(problem).__name__}: {problem}"[:LONGEST_ERROR]
    if is_final(problem):
        message.tries = MOST_TRIES
    if message.tries < MOST_TRIES:
        message.due_at = now() + DELAYS[message.tries - 1]
