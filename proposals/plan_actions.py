# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on a proposal's place in the plan, and the kept order of the whole plan.

The order: parts as staff ordered them, within a part by number (5.9 before 5.10), and those without a number
after them, as staff ordered them. `Proposal.position` keeps it: place of the part times STEP, plus the place
within the part; so moving a part is one statement, and a proposal rewrites only its own part.
"""

import sqlalchemy as sa

from amendments.models import Document, State
from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Part, Process
from proposals.models import Proposal
from proposals.numbers import is_number, natural

STEP = 1_000_000
LAST = 1_000_000  # the place of what stands in no part


def place(proposal: Proposal, part_id: int | None, number: str, *, by: User) -> None:
    """Give a proposal its part and number; raise Invalid when the number is none, or taken."""
    require(by, "proposal.arrange", proposal, now())
    lock(proposal.document.process)
    put(proposal, part_id, number)
    record("proposal.arranged", by=by, document=proposal.document, data={"number": number or "–"})


def move(proposal: Proposal, up: bool, *, by: User) -> bool:
    """Let a proposal without a number change places with its neighbour of the same part; say whether it could."""
    require(by, "proposal.arrange", proposal, now())
    lock(proposal.document.process)
    db.session.refresh(proposal)
    if proposal.number:
        raise Invalid("", N_("Il posto di questa proposta viene dal suo numero: cambia il numero."))
    ordered = [other for other in _of_part(proposal.process_id, proposal.part_id) if not other.number]
    here = next(i for i, other in enumerate(ordered) if other.document_id == proposal.document_id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(ordered):
        return False
    other = ordered[there]
    proposal.position, other.position = other.position, proposal.position
    record("proposal.arranged", by=by, document=proposal.document, data={"number": str(proposal.position % STEP)})
    return True


def put(proposal: Proposal, part_id: int | None, number: str) -> None:
    """Write part and number of a proposal of a held process, and the order of the parts it touches."""
    _check(proposal, part_id, number)
    left = proposal.part_id
    proposal.part_id, proposal.number = part_id, number
    proposal.position = _start(part_id) + STEP - 1  # behind the others without a number, until ordered
    db.session.flush()
    db.session.refresh(proposal)
    for part in {left, part_id}:
        reorder(proposal.process_id, part)


def reorder(process_id: int, part_id: int | None) -> None:
    """Write the order within one part (None: of what stands in no part)."""
    found = _of_part(process_id, part_id)
    found.sort(key=lambda p: (not p.number, natural(p.number), p.position, p.document_id))
    start = _start(part_id)
    for place, proposal in enumerate(found, 1):
        if proposal.position != start + place:
            proposal.position = start + place
    db.session.flush()


def follow_parts(process: Process) -> None:
    """Move the proposals of a process along with its parts, whose order changed: one statement a part."""
    for part in db.session.scalars(sa.select(Part).where(Part.process_id == process.id)):
        start = part.position * STEP
        stray = sa.or_(Proposal.position < start, Proposal.position >= start + STEP)
        db.session.execute(
            sa.update(Proposal)
            .where(Proposal.part_id == part.id, Proposal.position > 0, stray)
            .values(position=start + Proposal.position % STEP)
            .execution_options(synchronize_session="fetch")
        )


def _of_part(process_id: int, part_id: int | None) -> list[Proposal]:
    """Return the published proposals of a part in their kept order."""
    chosen = sa.select(Proposal).join(Document).where(Proposal.process_id == process_id)
    chosen = chosen.where(Proposal.part_id == part_id if part_id is not None else Proposal.part_id.is_(None))
    chosen = chosen.where(sa.or_(Document.state != State.DRAFT, Proposal.position > 0))
    return list(db.session.scalars(chosen.order_by(Proposal.position, Proposal.document_id)))


def _start(part_id: int | None) -> int:
    if part_id is None:
        return LAST * STEP
    place = db.session.scalar(sa.select(Part.position).where(Part.id == part_id))
    assert place is not None
    return place * STEP


def _check(proposal: Proposal, part_id: int | None, number: str) -> None:
    if number and not is_number(number):
        raise Invalid("number", N_("Scrivi un numero come 5 oppure 5.2."))
    part = db.session.get(Part, part_id) if part_id is not None else None
    if part_id is not None and (part is None or part.process_id != proposal.process_id):
        raise Invalid("part_id", N_("Questa parte non è nel piano: scegline una dall’elenco."))
    same = sa.select(Proposal.document_id).where(Proposal.process_id == proposal.process_id, Proposal.number == number)
    if number and db.session.scalar(same.where(Proposal.document_id != proposal.document_id).limit(1)) is not None:
        raise Invalid("number", N_("Questo numero è già di un’altra proposta: scegline un altro."))
