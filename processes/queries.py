# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of processes: one by its address, all of them, and what happened last."""

import re
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.models import Document, State
from db import N_, db
from journal.models import Event
from processes.models import Part, Phase, Process

MOST_PROCESSES = 100
RECENT = 60
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# What the first page tells of, without names of people; the other events stand in the timelines.
ACTIVITY = {
    "document.published": N_("Pubblicata la proposta"),
    "document.version": N_("Nuova versione della proposta"),
    "document.closed": N_("Chiusa la proposta"),
    "document.adopted": N_("Adottata la proposta"),
    "document.not_adopted": N_("Non adottata la proposta"),
    "document.withdrawn": N_("Ritirata la proposta"),
    "amendment.proposed": N_("Nuova proposta di modifica a"),
    "amendment.decided": N_("Esito di una proposta di modifica a"),
    "comment.posted": N_("Nuovo commento a"),
}


def by_slug(slug: str) -> Process | None:
    """Return the process at an address, with its phases, or None."""
    if not SLUG.fullmatch(slug):  # also keeps signs away that PostgreSQL refuses
        return None
    chosen = sa.select(Process).where(Process.slug == slug).options(joinedload(Process.phases))
    return db.session.scalars(chosen).unique().first()


def processes() -> Sequence[Process]:
    """Return the newest processes with their phases, in one query."""
    newest = sa.select(Process.id).order_by(Process.created_at.desc(), Process.id.desc()).limit(MOST_PROCESSES)
    chosen = sa.select(Process).where(Process.id.in_(newest)).options(joinedload(Process.phases))
    return db.session.scalars(chosen.order_by(Process.created_at.desc(), Process.id.desc())).unique().all()


def latest(most: int = 8) -> Sequence[Any]:
    """Return the latest events that the first page tells of, each with its document's id and title.

    A publication is told once, though version 1 is born with it; what happened to one text several times is told
    once too, so that a lively conversation does not push all else away. Only the last RECENT events are looked at.
    """
    first = sa.and_(Event.kind == "document.version", Event.data["cause"].as_string() == "publication")
    chosen = (
        sa.select(Event, Document.id, Document.title)
        .join(Document, Document.id == Event.document_id)
        .where(Event.kind.in_(ACTIVITY), sa.not_(first), Document.state != State.DRAFT, Document.kind == "proposal")
        .order_by(Event.id.desc())
        .limit(RECENT)
    )
    told: dict[tuple[str, int], Any] = {}
    for row in db.session.execute(chosen):
        told.setdefault((row.Event.kind, row.id), row)
    return list(told.values())[:most]


def parts(process: Process) -> Sequence[Part]:
    """Return the parts of a process's plan, in order."""
    return db.session.scalars(sa.select(Part).where(Part.process_id == process.id).order_by(Part.position)).all()


def part(process: Process, id: int) -> Part | None:
    """Return a part of this process, or None."""
    return db.session.scalars(sa.select(Part).where(Part.process_id == process.id, Part.id == id)).first()


def phase(process: Process, id: int) -> Phase | None:
    """Return a phase of this process, or None."""
    return next((phase for phase in process.phases if phase.id == id), None)
