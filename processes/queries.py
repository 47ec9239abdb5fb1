# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of processes: one by its address, its parts and phases."""

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from db import db
from processes.models import Part, Phase, Process

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def by_slug(slug: str) -> Process | None:
    """Return the process at an address, with its phases, or None."""
    if not SLUG.fullmatch(slug):  # also keeps signs away that PostgreSQL refuses
        return None
    chosen = sa.select(Process).where(Process.slug == slug).options(joinedload(Process.phases))
    return db.session.scalars(chosen).unique().first()


def parts(process: Process) -> Sequence[Part]:
    """Return the parts of a process's plan, in order."""
    return db.session.scalars(sa.select(Part).where(Part.process_id == process.id).order_by(Part.position)).all()


def part(process: Process, id: int) -> Part | None:
    """Return a part of this process, or None."""
    return db.session.scalars(sa.select(Part).where(Part.process_id == process.id, Part.id == id)).first()


def phase(process: Process, id: int) -> Phase | None:
    """Return a phase of this process, or None."""
    return next((phase for phase in process.phases if phase.id == id), None)
