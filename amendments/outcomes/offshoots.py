# SPDX-License-Identifier: AGPL-3.0-or-later
"""Proposals that grew out of amendments: what did not enter one text begins another, and each page leads to the other.

While it is a draft only its own chain tells where it comes from; when it is published the chain of the text that was
to be amended tells it too.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from amendments.models import Document
from amendments.request_models import Amendment
from auth.models import User
from db import Base, db
from journal.actions import record


class Offshoot(Base):
    """A document that grew out of an amendment; of one amendment there is one at most."""

    __tablename__ = "offshoot"

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), primary_key=True)
    amendment_id: Mapped[int] = mapped_column(sa.ForeignKey("amendment.id"), unique=True)


def offshoot_of(amendment: Amendment) -> Any:
    """Return id, title, language and state of the document that grew out of an amendment, or None."""
    chosen = sa.select(Document.id, Document.title, Document.language, Document.state)
    chosen = chosen.join(Offshoot, Offshoot.document_id == Document.id)
    return db.session.execute(chosen.where(Offshoot.amendment_id == amendment.id)).first()


def origin_of(document: Document) -> Any:
    """Return the amendment that a document grew out of, by number, and the text it was to amend; or None."""
    chosen = sa.select(Amendment.number, Document.id.label("source"), Document.title.label("source_title"))
    chosen = chosen.join(Offshoot, Offshoot.amendment_id == Amendment.id)
    chosen = chosen.join(Document, Document.id == Amendment.document_id)
    return db.session.execute(chosen.where(Offshoot.document_id == document.id)).first()


def grow(document: Document, amendment: Amendment, *, by: User) -> None:
    """Keep that a draft grew out of an amendment."""
    db.session.add(Offshoot(document_id=document.id, amendment_id=amendment.id))
    data = {"amendment": amendment.number, "document": amendment.document_id}
    record("proposal.grown", by=by, document=document, data=data)


def make_known(document: Document, *, by: User) -> None:
    """Record that a document that is being published grew out of an amendment, with the text it was to amend."""
    chosen = sa.select(Amendment).join(Offshoot, Offshoot.amendment_id == Amendment.id)
    amendment = db.session.scalars(chosen.where(Offshoot.document_id == document.id)).first()
    if amendment is not None:
        data = {"amendment": amendment.number, "document": document.id}
        record("amendment.grown", by=by, document=amendment.document, data=data)
