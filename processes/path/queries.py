# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the path of a process."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from db import db
from processes.models import Process
from processes.path.models import Section


def sections(process: Process, *, hidden: bool = False) -> Sequence[Section]:
    """Return the sections of a path in order; the hidden ones too where they are asked for."""
    chosen = sa.select(Section).where(Section.process_id == process.id).order_by(Section.position)
    return db.session.scalars(chosen if hidden else chosen.where(Section.hidden.is_(False))).all()


def headings(process: Process) -> Sequence[Any]:
    """Return id and title of the sections that everybody sees, in order."""
    shown = sa.select(Section.id, Section.title).where(Section.process_id == process.id, Section.hidden.is_(False))
    return db.session.execute(shown.order_by(Section.position)).all()


def section(process: Process, id: int) -> Section | None:
    """Return a section of this process, or None."""
    return db.session.scalars(sa.select(Section).where(Section.process_id == process.id, Section.id == id)).first()
