# SPDX-License-Identifier: AGPL-3.0-or-later
"""Short ways to say something in tests, and to count what a page shows."""

from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from auth.models import User
from comments.actions import post, reply
from comments.models import Comment
from db import db
from tests.make import writing
from tests.page import Visitor


def said(document: Document, words: str, *, by: User, **more: Any) -> Comment:
    """Post a comment through the real action."""
    with writing():
        return post(document, words, by=by, **more)


def answered(parent: Comment, words: str, *, by: User) -> Comment:
    """Post a reply through the real action."""
    with writing():
        return reply(parent, words, by=by)


def anew(comment: Comment) -> Comment:
    """Read a comment anew from the database."""
    db.session.refresh(comment)
    return comment


def last() -> Comment:
    """Return the newest comment."""
    return db.session.scalars(sa.select(Comment).order_by(Comment.id.desc()).limit(1)).one()


def counted(document: Document) -> int:
    """Return the kept counter of a document's comments."""
    db.session.refresh(document)
    return document.comments


def comments_url(document: Document) -> str:
    """Return where the comments about a document are read."""
    return f"/documents/{document.id}/comments"


def seen_on(visitor: Visitor, document: Document) -> int:
    """Count the comments that stand on all pages of a conversation."""
    page, count = visitor.get(comments_url(document)), 0
    while True:
        count += len(page.all(".//div[@class='comment-text']"))
        if not page.has_link("Altri commenti"):
            return count
        page = page.follow("Altri commenti")
