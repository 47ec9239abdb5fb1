# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check the comments about a document against what its events recorded, and make their pages anew.

Comments from before digests were recorded are checked for what their events do say: that they are there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import sqlalchemy as sa

from amendments.documents.texts import fingerprint
from amendments.models import Document
from amendments.record.verify import Tally
from comments import anchor_covering, anchors
from comments.actions import LONGEST, compose
from comments.models import Comment, CommentWording
from db import Invalid, db
from journal.actions import stamp
from journal.models import Event
from journal.queries import covered

WORDS = ("comment.posted", "comment.edited", "comment.waiting")
GONE = ("comment.deleted", "comment.dropped")


@dataclass
class _Recorded:
    """What the events of one document say of its comments."""

    digests: dict[tuple[int, int], str] = field(default_factory=dict)
    authors: dict[int, int | None] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    obscured: set[int] = field(default_factory=set)
    passages: dict[int, str] = field(default_factory=dict)


def breaks(document: Document, tally: Tally) -> Iterator[str]:
    """Yield a sentence for every comment that is not as its events recorded it."""
    recorded, there = _recorded(document), set()
    comments = sa.select(Comment).where(Comment.document_id == document.id).order_by(Comment.id)
    for comment in db.session.scalars(comments).all():
        where = f"document {document.id}, comment {comment.id}"
        there.add(comment.id)
        yield from (f"{where}: {problem}" for problem in _comment_problems(comment, recorded))
    for wording in _wordings(document):
        where = f"document {document.id}, comment {wording.comment_id}, wording {wording.number}"
        digest = recorded.digests.get((wording.comment_id, wording.number))
        yield from (f"{where}: {problem}" for problem in _word_problems(wording, digest))
    for number, problem in anchor_covering.breaks(document, recorded.passages):
        yield f"document {document.id}, comment {number}: {problem}"
    for number in sorted(set(recorded.authors) - there):
        yield f"document {document.id}, comment {number}: recorded, but not there"
    tally.obscured += [f"document {document.id}, comment {number}" for number in sorted(recorded.obscured)]


def render_anew(document: Document) -> int:
    """Make the pages of all comments about a document from their words again; return how many changed.

    The passages they are about are followed anew.
    """
    changed = anchors.follow_all_anew(document)
    comments = sa.select(Comment).where(Comment.document_id == document.id, Comment.deleted_at.is_(None))
    kept: list[Comment | CommentWording] = [*db.session.scalars(comments), *_wordings(document)]
    for said in kept:
        html = _page_of(said)
        changed += said.html != html
        said.html = html
    if changed:
        stamp(f"document:{document.id}")
    return changed


def _recorded(document: Document) -> _Recorded:
    key, recorded = f"document:{document.id}", _Recorded()
    instead = covered(key)
    chosen = sa.select(Event).where(Event.chain == key, Event.kind.in_(WORDS + GONE)).order_by(Event.number)
    for event in db.session.scalars(chosen):
        data = event.data if event.data is not None else instead.get(event.number, {})
        number = data.get("comment", 0)
        if event.kind in GONE:
            recorded.deleted.add(number)
            continue
        recorded.authors.setdefault(number, event.actor_id)
        if "passage" in data:
            recorded.passages[number] = data["passage"]
        if "sha256" in data:
            recorded.digests[number, data["wording"]] = data["sha256"]
        if event.data is None:
            recorded.obscured.add(number)
    return recorded


def _comment_problems(comment: Comment, recorded: _Recorded) -> Iterator[str]:
    if comment.id not in recorded.authors:
        yield "no event recorded it"
    elif recorded.authors[comment.id] != comment.author_id:
        yield "it is shown under another person"
    if comment.deleted_at is None:
        yield from _word_problems(comment, recorded.digests.get((comment.id, comment.wording)))
    elif comment.id not in recorded.deleted:
        yield "it is shown as deleted, and no event recorded that"


def _word_problems(said: Comment | CommentWording, digest: str | None) -> Iterator[str]:
    """Yield what is wrong with the words of a comment; no digest was recorded before Emenda did so."""
    if digest is not None and fingerprint(said.text) != digest:
        yield "its words are not those its event recorded"
    elif said.html != _page_of(said):
        yield "its page is not what its words give (after an update of Emenda, `flask render` makes all anew)"


def _page_of(said: Comment | CommentWording) -> str:
    try:
        return compose(said.text[:LONGEST]).html
    except Invalid:
        return ""


def _wordings(document: Document) -> list[CommentWording]:
    ids = sa.select(Comment.id).where(Comment.document_id == document.id)
    chosen = sa.select(CommentWording).where(CommentWording.comment_id.in_(ids))
    return list(db.session.scalars(chosen.order_by(CommentWording.comment_id, CommentWording.number)))
