# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of what happened: events, the heads of their chains, published fingerprints, messages, jobs."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db import Base


class Event(Base):
    """One deed. The chain hashes a salted commitment to `data`, so data can be deleted without breaking it."""

    __tablename__ = "event"
    __table_args__ = (
        sa.UniqueConstraint("chain", "number"),
        sa.Index("ix_event_document", "document_id", "id"),
        sa.Index("ix_event_process", "process_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(60))
    at: Mapped[datetime]
    document_id: Mapped[int | None]
    process_id: Mapped[int | None]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    pseudonym: Mapped[str] = mapped_column(sa.String(32), default="")
    data: Mapped[dict[str, Any] | None]
    salt: Mapped[str | None] = mapped_column(sa.String(32))
    commitment: Mapped[str] = mapped_column(sa.String(64))
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


class Chain(Base):
    """The head of one chain ("document:12", "process:3", "site") and the stamp that page caches read."""

    __tablename__ = "chain"

    key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(sa.String(64), default="0" * 64)
    stamp: Mapped[int] = mapped_column(default=0)


class Fingerprint(Base):
    """What was published of all chains at a moment: a digest of each one's head, and one digest of them all.

    `held` has two parts: "heads" by the name of the chain, of published texts, and "others", sorted and nameless.
    """

    __tablename__ = "fingerprint"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    previous: Mapped[str] = mapped_column(sa.String(64))
    held: Mapped[dict[str, Any]] = mapped_column("heads", deferred=True)
    count: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))


class Message(Base):
    """A row of the outbox: written with the deed it tells of, sent after the commit by `flask work`.

    `deed` names what it follows from where that can be taken back while the message is held.
    """

    __tablename__ = "message"
    __table_args__ = (sa.Index("ix_message_due", "sent_at", "due_at"), sa.Index("ix_message_deed", "deed"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    to_user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    to_address: Mapped[str] = mapped_column(sa.String(254), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="it")
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.Text, default="")
    deed: Mapped[str] = mapped_column(sa.String(60), default="")

    user: Mapped[Any] = relationship("User")


class Job(Base):
    """Work that follows from a deed: written with it, carried out after the commit by `flask work`, then deleted."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(60))
    about: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(sa.Text, default="")
