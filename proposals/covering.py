# SPDX-License-Identifier: AGPL-3.0-or-later
"""Covers unlawful words in what is kept beside a proposal's text: saves of the draft, excerpt, search words."""

import sqlalchemy as sa

from amendments.models import Document
from amendments.record.covering import Cover
from db import db
from proposals import kept
from proposals.models import DraftSave, Proposal


def cover(document: Document, cover: Cover) -> None:
    """Cover the words in every save of a draft, and write excerpt and search words anew."""
    proposal = db.session.get(Proposal, document.id)
    if proposal is None:
        return
    cover.row("drafts", proposal, "original_reference")
    for save in db.session.scalars(sa.select(DraftSave).where(DraftSave.proposal_id == document.id)).all():
        cover.row("drafts", save, "text")
    if cover.apply and document.version:
        kept.renew(document, document.text)
