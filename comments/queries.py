# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of conversations: a page of threads in two queries, whatever stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from amendments.documents.queries import published
from amendments.models import Document
from amendments.request_models import Amendment, Visibility
from auth.models import Body, User
from comments.anchor_models import Anchor
from comments.entries import About, Entry, arranged, entry_of
from comments.models import Comment, CommentWording
from db import db

THREADS = 20
REPLIES = 500  # the most that a thread may have, and that stand on a page
CONTEXT = 3  # threads shown before the one that an address leads to


@dataclass(frozen=True)
class Threads:
    """A page of threads: their first comments, with the replies below them, and where the next page begins."""

    entries: Sequence[Entry]
    next: int | None


# --- one place, one comment -------------------------------------------------------------------------------


def place(document_id: int, amendment_number: int | None = None) -> tuple[Document, Amendment | None] | None:
    """Return a published document and, where a number is given, its amendment; None when there is none."""
    if amendment_number is None:
        document = published(document_id)
        return None if document is None else (document, None)
    chosen = sa.select(Amendment).where(Amendment.document_id == document_id, Amendment.number == amendment_number)
    amendment = db.session.scalar(chosen.options(joinedload(Amendment.document), joinedload(Amendment.process)))
    return None if amendment is None else (amendment.document, amendment)


def comment(comment_id: int) -> Comment | None:
    """Return a comment with the text it is about, its author and body, or None."""
    about = joinedload(Comment.document).joinedload(Document.process)
    options = [about, joinedload(Comment.amendment), joinedload(Comment.author), joinedload(Comment.body)]
    return db.session.get(Comment, comment_id, options=options)


def wordings(said: Comment) -> Sequence[CommentWording]:
    """Return the earlier wordings of a comment, newest first."""
    chosen = sa.select(CommentWording).where(CommentWording.comment_id == said.id)
    return db.session.scalars(chosen.order_by(CommentWording.number.desc())).all()


# --- threads ----------------------------------------------------------------------------------------------


def threads(document: Document, amendment: Amendment | None, reader: User | None, start: int = 0) -> Threads:
    """Return up to THREADS threads in the order they began, from the one numbered `start` on, each whole.

    A page ends earlier where its threads have more than REPLIES replies together.
    Hidden comments leave a note with the reason; deleted ones, and those that wait for the moderators, leave
    one only where others answered them. Whoever wrote a waiting comment reads it.
    """
    reader_id = reader.id if reader is not None else None
    of_text = Comment.amendment_id.is_(None)
    here = (Comment.document_id == document.id, of_text if amendment is None else Comment.amendment_id == amendment.id)
    first = _rows().where(*here, Comment.thread_id.is_(None), Comment.id >= start, _leaves_something(reader_id))
    roots = db.session.execute(first.order_by(Comment.id).limit(THREADS + 1)).all()
    following = roots[THREADS].id if len(roots) > THREADS else None
    roots = roots[:THREADS]
    replies: Sequence[Any] = []
    if roots:
        within = _rows().where(*here, Comment.thread_id.in_([row.id for row in roots]))
        replies = db.session.execute(within.order_by(Comment.thread_id, Comment.id).limit(REPLIES + 1)).all()
    if len(replies) > REPLIES and replies[-1].thread_id != roots[0].id:  # the last thread may not be whole
        following = replies[-1].thread_id
        roots = [row for row in roots if row.id < following]
        replies = [row for row in replies if row.thread_id < following]
    entries = [entry_of(row, document, reader_id) for row in (*roots, *replies)]
    return Threads(arranged(entries, reader_id), following)


# Such questions are built once, and ask for rows, not objects: every comment posted asks them.
_SAID: Any = Comment.__table__
_ABOUT: Any = Anchor.__table__


def _beside(in_amendment: bool) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions that comments stand in one conversation; PostgreSQL has no index for "not distinct"."""
    about: sa.ColumnElement[bool] = _SAID.c.amendment_id.is_(None)
    if in_amendment:
        about = _SAID.c.amendment_id == sa.bindparam("amendment", type_=sa.Integer)
    return (_SAID.c.document_id == sa.bindparam("document"), about)


def replies_to(thread_id: int) -> int:
    """Count the replies in a thread."""
    first = db.session.get_one(Comment, thread_id)
    here = {"document": first.document_id, "amendment": first.amendment_id}
    beside = _beside(first.amendment_id is not None)
    chosen = sa.select(sa.func.count()).select_from(_SAID).where(*beside, _SAID.c.thread_id == thread_id)
    return db.session.scalar(chosen, here) or 0


@cache
def _twin(in_amendment: bool) -> Any:
    return (
        sa.select(_SAID.c.id)
        .outerjoin(_ABOUT, _ABOUT.c.comment_id == _SAID.c.id)
        .where(
            *_beside(in_amendment),
            _SAID.c.author_id == sa.bindparam("author"),
            _SAID.c.parent_id.is_not_distinct_from(sa.bindparam("parent", type_=sa.Integer)),
            _SAID.c.created_at > sa.bindparam("since"),
            _SAID.c.deleted_at.is_(None),
            _SAID.c.text == sa.bindparam("words"),
            *(
                _ABOUT.c[name].is_not_distinct_from(sa.bindparam(name, type_=sa.Integer))
                for name in ("version", "start", "end")
            ),
        )
    )


def twin(said: Comment, words: str, by: User, since: datetime) -> Comment | None:
    """Return the comment that the same person posted at the same place with the same words since then, or None."""
    here = {
        "author": by.id,
        "document": said.document.id,
        "amendment": said.amendment.id if said.amendment is not None else None,
        "parent": said.parent_id,
        "since": since,
        "words": words,
    } | {name: getattr(said.anchor, name, None) for name in ("version", "start", "end")}
    found = db.session.scalar(_twin(said.amendment is not None), here)
    return None if found is None else db.session.get_one(Comment, found)


@cache
def _threads_up_to(in_amendment: bool) -> Any:
    beside = _beside(in_amendment)
    replies = sa.select(_SAID.c.id).where(*beside, _SAID.c.thread_id.is_not(None)).limit(REPLIES + 1).subquery()
    return (
        sa.select(_SAID.c.id, sa.select(sa.func.count()).select_from(replies).scalar_subquery().label("replies"))
        .where(*beside, _SAID.c.thread_id.is_(None), _SAID.c.id <= sa.bindparam("thread"))
        .order_by(_SAID.c.id.desc())
        .limit(THREADS + 1)
    )


def start_of_page(said: Comment) -> int | None:
    """Return from which thread on a page shows this comment: None while the first page does."""
    thread = said.thread_id or said.id
    here = {"document": said.document_id, "amendment": said.amendment_id, "thread": thread}
    up_to = db.session.execute(_threads_up_to(said.amendment_id is not None), here).all()
    # where there are many replies, pages may end before they hold THREADS threads
    if up_to and up_to[0].replies > REPLIES:
        return thread if len(up_to) > 1 else None
    return up_to[min(CONTEXT, len(up_to) - 1)].id if len(up_to) > THREADS else None


def _rows() -> Any:
    """Select what an entry needs, without loading people and their roles."""
    return (
        sa.select(
            Comment.id,
            Comment.parent_id,
            Comment.thread_id,
            Comment.author_id,
            Comment.body_id,
            Comment.visibility,
            Comment.html,
            Comment.hidden_reason,
            Comment.wording,
            Comment.created_at,
            Comment.edited_at,
            Comment.deleted_at,
            User.name.label("author"),
            Body.name.label("body"),
        )
        .add_columns(*(getattr(Anchor, column.name).label(f"about_{column.name}") for column in fields(About)))
        .join(User, User.id == Comment.author_id)
        .outerjoin(Body, Body.id == Comment.body_id)
        .outerjoin(Anchor, Anchor.comment_id == Comment.id)
    )


def _leaves_something(reader_id: int | None) -> sa.ColumnElement[bool]:
    """Say in SQL what `entries.arranged` says in Python: whether a first comment, or anything below it, is shown."""
    reply = aliased(Comment)

    def stands(of: Any) -> sa.ColumnElement[bool]:
        return sa.and_(
            of.deleted_at.is_(None), sa.or_(of.visibility != Visibility.WAITING, of.author_id == (reader_id or 0))
        )

    below = (reply.document_id == Comment.document_id, reply.thread_id == Comment.id, stands(reply))
    return sa.or_(stands(Comment), sa.exists().where(*below))
