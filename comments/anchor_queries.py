# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of anchored comments: how many there are beside each paragraph, and the latest of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from amendments.request_models import Visibility
from auth.models import Body, User
from comments.anchor_models import Anchor
from comments.models import Comment
from db import db

MOST_BESIDE = 60  # threads quoted beside a text; the counts count all
LONGEST_EXCERPT = 400

_SEEN = (Comment.visibility == Visibility.SHOWN, Comment.deleted_at.is_(None))


def counts(document: Document) -> dict[int | None, int]:
    """Return how many comments everybody sees about passages of each paragraph, replies included.

    None stands for passages that are removed, or of the title.
    """
    seen = sa.select(sa.func.count()).select_from(Comment).where(*_SEEN)
    first = seen.where(Comment.id == Anchor.comment_id).correlate(Anchor).scalar_subquery()
    # For each anchor by the index of threads: a join may read all comments of the document instead.
    replies = seen.where(
        Comment.document_id == Anchor.document_id,
        Comment.amendment_id.is_(None),
        Comment.thread_id == Anchor.comment_id,
    )
    count = sa.func.sum(first + replies.correlate(Anchor).scalar_subquery())
    counted = sa.select(Anchor.paragraph, count).where(Anchor.document_id == document.id).group_by(Anchor.paragraph)
    return {row[0]: row[1] for row in db.session.execute(counted) if row[1]}


def latest(document: Document) -> Sequence[Any]:
    """Return the latest threads about passages that stand in the text, newest first, as quoted beside it."""
    chosen = (
        sa.select(Anchor.paragraph, Anchor.now_quote, Comment.id, User.name.label("author"), Body.name.label("body"))
        .add_columns(sa.func.substr(Comment.text, 1, LONGEST_EXCERPT).label("text"))
        .join(Comment, Comment.id == Anchor.comment_id)
        .join(User, User.id == Comment.author_id)
        .outerjoin(Body, Body.id == Comment.body_id)
        .where(Anchor.document_id == document.id, Anchor.paragraph.is_not(None), *_SEEN)
    )
    return db.session.execute(chosen.order_by(Anchor.comment_id.desc()).limit(MOST_BESIDE)).all()
