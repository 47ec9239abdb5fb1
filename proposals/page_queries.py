# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of one proposal reads."""

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload, selectinload

from amendments.models import Document, State
from auth.models import User
from db import db
from proposals.models import CoAuthor, Proposal


def published(id: int) -> Proposal | None:
    """Return a published proposal with its document, process, part and authors, or None."""
    lean = (lazyload(User.memberships), lazyload(User.mandates))  # names are shown, not rights
    chosen = (
        sa.select(Proposal)
        .join(Proposal.document)
        .where(Proposal.document_id == id, Document.state != State.DRAFT)
        .options(
            contains_eager(Proposal.document).options(
                joinedload(Document.process),
                joinedload(Document.body),
                joinedload(Document.author).options(*lean),
            ),
            selectinload(Proposal.coauthors).joinedload(CoAuthor.user).options(*lean),
        )
    )
    return db.session.scalars(chosen).first()
