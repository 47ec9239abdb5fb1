# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of a person's own words: their changes and comments, latest first, in pages by key."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from amendments.documents.authorship_queries import authors
from amendments.models import Document
from amendments.request_models import Amendment, Change, Decision
from auth.models import User
from comments.anchor_models import Anchor
from comments.models import Comment
from db import db

PAGE = 20


def changes(user: User, before: int | None = None) -> Sequence[Any]:
    """Return up to PAGE + 1 changes that a person asks for, as their amendments stand, each with its decision."""
    decider = aliased(User)
    chosen = (
        sa.select(Change.id, Change.number, Change.old, Change.new, Change.outcome)
        .add_columns(Amendment.number.label("amendment"), Amendment.state, Amendment.document_id)
        .add_columns(Document.title, Document.language, Decision.reason, Decision.organ, Decision.version)
        .add_columns(decider.name.label("decider"))
        .join(Amendment, Amendment.id == Change.amendment_id)
        .join(Document, Document.id == Amendment.document_id)
        .outerjoin(Decision, sa.and_(Decision.change_id == Change.id, Decision.superseded_by_id.is_(None)))
        .outerjoin(decider, decider.id == Decision.by_id)
        .where(Amendment.author_id == user.id, Change.revision == Amendment.revision)
    )
    if before is not None:
        chosen = chosen.where(Change.id < before)
    return db.session.execute(chosen.order_by(Change.id.desc()).limit(PAGE + 1)).all()


def comments(user: User, before: int | None = None) -> Sequence[Any]:
    """Return up to PAGE + 1 comments of a person that they did not delete, each with its passage if it has one."""
    chosen = (
        sa.select(Comment.id, Comment.text, Comment.visibility, Comment.hidden_reason, Comment.created_at)
        .add_columns(Comment.document_id, Document.title, Document.language, Amendment.number.label("amendment"))
        .add_columns(Anchor.version, Anchor.quote, Anchor.standing, Anchor.now_quote, Anchor.changed_in)
        .join(Document, Document.id == Comment.document_id)
        .outerjoin(Amendment, Amendment.id == Comment.amendment_id)
        .outerjoin(Anchor, Anchor.comment_id == Comment.id)
        .where(Comment.author_id == user.id, Comment.deleted_at.is_(None))
    )
    if before is not None:
        chosen = chosen.where(Comment.id < before)
    return db.session.execute(chosen.order_by(Comment.id.desc()).limit(PAGE + 1)).all()


def standings(rows: Sequence[Any]) -> dict[int, str]:
    """Return, by change, whether the words its version brought stand in today's text: all, some, or none of them.

    Changes that brought no version, or only took words out, are left out. Of a version with several changes the
    words are counted together, as `redline.authorship` credits them.
    """
    brought = [row for row in rows if row.version is not None and row.outcome in ("accepted", "modified")]
    ids = {row.document_id for row in brought}
    documents = {found.id: found for found in db.session.scalars(sa.select(Document).where(Document.id.in_(ids)))}
    found = {}
    for row in brought:
        document = documents[row.document_id]
        then = Counter(word.version for word in authors(document, row.version))[row.version]
        today = Counter(word.version for word in authors(document, document.version))[row.version]
        if then and row.new.strip():
            found[row.id] = "same" if today >= then else "edited" if today else "removed"
    return found
