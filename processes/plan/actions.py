# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the parts of a plan: add, rename, move up and down."""

import re

import sqlalchemy as sa

from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes import hooks
from processes.models import Part, Process
from processes.places import change_places, last_position

_NUMBER = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*")


def add_part(process: Process, number: str, title: str, *, by: User) -> Part:
    """Add a part at the end of the plan; raise Invalid when its number is taken or is none."""
    require(by, "process.change", process, now())
    lock(process)  # two parts added at once get different places
    _check(process, number, None)
    position = last_position(Part, process.id) + 1
    part = Part(process_id=process.id, number=number, title=title, position=position)
    db.session.add(part)
    db.session.flush()
    record("process.part_added", by=by, process=process, data={"number": number})
    return part


def rename_part(part: Part, number: str, title: str, *, by: User) -> None:
    """Change the number and title of a part; raise Invalid when the number is taken or is none."""
    require(by, "process.change", part.process, now())
    _check(part.process, number, part)
    part.number, part.title = number, title
    record("process.part_changed", by=by, process=part.process, data={"number": number})


def move_part(part: Part, up: bool, *, by: User) -> bool:
    """Let a part change places with the one before it (or after); say whether there was one."""
    process = part.process
    require(by, "process.change", process, now())
    lock(process)
    db.session.refresh(part)
    if not change_places(part, up):
        return False
    for hook in hooks.parts_moved:
        hook(process)
    record("process.part_moved", by=by, process=process, data={"number": part.number})
    return True


def _check(process: Process, number: str, part: Part | None) -> None:
    if not _NUMBER.fullmatch(number):
        raise Invalid("number", N_("Scrivi un numero o una lettera, per esempio 5 oppure 5.1."))
    taken = db.session.scalar(sa.select(Part.id).where(Part.process_id == process.id, Part.number == number))
    if taken is not None and (part is None or taken != part.id):
        raise Invalid("number", N_("Questo numero è già di un’altra parte: scegline un altro."))
