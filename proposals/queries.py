# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of proposals: one of them, drafts and their saves, and the plan of a process."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.models import Document, State, Version
from auth.models import User
from db import db
from processes.models import Process
from proposals.lists import Wish, rows
from proposals.models import DraftSave, Proposal

MOST_IN_PLAN = 300  # on the page of a process; the list and the printable plan show all
MOST_DRAFTS = 200


def proposal(id: int) -> Proposal | None:
    """Return the proposal with this document id, or None."""
    chosen = sa.select(Proposal).where(Proposal.document_id == id)
    return db.session.scalars(chosen.options(joinedload(Proposal.document).joinedload(Document.process))).first()


def drafts(process: Process) -> Sequence[Proposal]:
    """Return the drafts of a process, last saved first."""
    chosen = (
        sa.select(Proposal)
        .join(Document)
        .where(Document.process_id == process.id, Document.state == State.DRAFT, Document.kind == "proposal")
        .options(joinedload(Proposal.document).joinedload(Document.author))
    )
    return db.session.scalars(chosen.order_by(Document.updated_at.desc()).limit(MOST_DRAFTS)).unique().all()


def saves(proposal: Proposal) -> Sequence[DraftSave]:
    """Return the saves of a draft, newest first."""
    chosen = sa.select(DraftSave).where(DraftSave.proposal_id == proposal.document_id)
    return db.session.scalars(chosen.options(joinedload(DraftSave.by)).order_by(DraftSave.number.desc())).all()


def save(proposal: Proposal, number: int) -> DraftSave | None:
    """Return one save of a draft, or None."""
    chosen = sa.select(DraftSave).where(DraftSave.proposal_id == proposal.document_id, DraftSave.number == number)
    return db.session.scalars(chosen.options(joinedload(DraftSave.by))).first()


def savers_after(proposal: Proposal, number: int) -> list[str]:
    """Return the names of those who saved a draft after save `number`."""
    chosen = sa.select(User.name).join(DraftSave, DraftSave.by_id == User.id).distinct()
    after = chosen.where(DraftSave.proposal_id == proposal.document_id, DraftSave.number > number)
    return list(db.session.scalars(after.order_by(User.name)))


def plan(process: Process, most: int | None = MOST_IN_PLAN) -> Sequence[Any]:
    """Return rows of the published proposals of a process in the order of its plan."""
    chosen = rows(Wish(process.id)).order_by(Proposal.position, Proposal.document_id)
    return db.session.execute(chosen.limit(most)).all()


def whole_plan(process: Process) -> Sequence[Any]:
    """Return the plan with the rendered text of each proposal's newest version, but for withdrawn ones."""
    chosen = (
        rows(Wish(process.id))
        .join(Version, sa.and_(Version.document_id == Document.id, Version.number == Document.version))
        .add_columns(Version.html, Version.number.label("version"), Version.created_at)
        .where(Document.state != State.WITHDRAWN)
    )
    return db.session.execute(chosen.order_by(Proposal.position, Proposal.document_id)).all()
