# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of one proposal reads."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload, lazyload

from amendments.models import Document, State
from amendments.outcomes.offshoots import Offshoot
from amendments.request_models import Amendment
from auth.models import Body, User
from db import db
from processes.models import Process
from processes.sheet.text import KIND
from proposals.models import CoAuthor, MeetingResult, Proposal


def published(id: int) -> Any:
    """Return a published proposal, with its document, process and part, and the names of author and body; or None.

    With it comes the amendment it grew out of (`number`, of the text `source` with the title `source_title`), if any.
    People are read by name alone: whole accounts would bring their roles and mandates along.
    """
    source = aliased(Document)
    chosen = (
        sa.select(Proposal, User.name.label("author"), Body.name.label("body"))
        .add_columns(Amendment.number, source.id.label("source"), source.title.label("source_title"))
        .add_columns(sa.exists().where(MeetingResult.proposal_id == Proposal.document_id).label("from_meetings"))
        .join(Proposal.document)
        .outerjoin(Offshoot, Offshoot.document_id == Proposal.document_id)
        .outerjoin(Amendment, Amendment.id == Offshoot.amendment_id)
        .outerjoin(source, source.id == Amendment.document_id)
        .outerjoin(User, User.id == Document.author_id)
        .outerjoin(Body, Body.id == Document.body_id)
        .where(Proposal.document_id == id, Document.state != State.DRAFT)
        .options(contains_eager(Proposal.document).joinedload(Document.process), joinedload(Proposal.part))
        .options(lazyload(Proposal.coauthors))
    )
    return db.session.execute(chosen).first()


def process_of_sheet(id: int) -> str | None:
    """Return the address of the process whose sheet a document is the text of, or None."""
    chosen = sa.select(Process.slug).join(Document, Document.process_id == Process.id)
    return db.session.scalar(chosen.where(Document.id == id, Document.kind == KIND))


def reference_of(document: Any) -> str:
    """Return the reference of a document, which its printed pages bear; of one that is no proposal, nothing."""
    chosen = sa.select(Proposal.reference).where(Proposal.document_id == document.id)
    return db.session.scalar(chosen) or ""


def coauthors(id: int) -> list[str]:
    """Return the names of those who wrote a proposal together with whoever began it."""
    chosen = sa.select(User.name).join(CoAuthor, CoAuthor.user_id == User.id).where(CoAuthor.proposal_id == id)
    return list(db.session.scalars(chosen.order_by(User.name)))
