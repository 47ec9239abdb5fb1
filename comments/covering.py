# SPDX-License-Identifier: AGPL-3.0-or-later
"""Covers unlawful words in the comments about a document, their earlier wordings, and what was reported."""

import sqlalchemy as sa

from amendments.documents.texts import fingerprint
from amendments.models import Document
from amendments.record.covering import Cover
from comments import anchor_covering
from comments.actions import LONGEST, compose
from comments.models import Comment, CommentWording, Report
from db import db


def cover(document: Document, cover: Cover) -> None:
    """Cover the words in every comment about a document or its amendments."""
    for comment in db.session.scalars(sa.select(Comment).where(Comment.document_id == document.id)).all():
        _cover_words(comment, cover)
        cover.row("comments", comment, "hidden_reason")
    ids = sa.select(Comment.id).where(Comment.document_id == document.id)
    for wording in db.session.scalars(sa.select(CommentWording).where(CommentWording.comment_id.in_(ids))).all():
        _cover_words(wording, cover)
    for report in db.session.scalars(sa.select(Report).where(Report.comment_id.in_(ids))).all():
        cover.row("comments", report, "reason")
    anchor_covering.cover(document, cover)


def _cover_words(said: Comment | CommentWording, cover: Cover) -> None:
    words = said.text
    if cover.row("comments", said, "text") and cover.apply:
        said.html = compose(said.text[:LONGEST]).html
        cover.digests[fingerprint(words)] = fingerprint(said.text)
