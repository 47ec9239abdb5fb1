# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever changes what was said behind the service's back is found out; covering and deleting are no breaks."""

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.record.verify import Tally, verify
from comments.actions import delete, edit
from comments.models import Comment, CommentWording
from db import db
from journal import chain
from journal.models import Chain, Event
from tests.comments.say import said
from tests.make import Cast, published, writing


@pytest.fixture
def document(cast: Cast) -> Document:
    """A text with a comment that was corrected, one that was deleted, and one more."""
    document = published(cast)
    corrected = said(document, "Vorrei un **esempio**.", by=cast.ada)
    regretted = said(document, "Mi pento subito.", by=cast.sami)
    said(document, "Sono d’accordo con Ada.", by=cast.zoe)
    with writing():
        edit(corrected, "Vorrei due **esempi**.", by=cast.ada, seen=1)
        delete(regretted, by=cast.sami)
    return document


def anew() -> Tally:
    """Verify from scratch."""
    db.session.remove()
    return verify()


def test_a_conversation_that_nobody_touched_is_whole(document: Document) -> None:
    assert anew().breaks == []


TAMPERINGS = {
    "words": ("UPDATE comment SET text = 'Vorrei altro.' WHERE id = 1", "comment 1: its words are not those"),
    "page": ("UPDATE comment SET html = '<p>Altro</p>' WHERE id = 1", "comment 1: its page is not what its words"),
    "earlier words": ("UPDATE comment_wording SET text = 'Altro.'", "comment 1, wording 1: its words are not those"),
    "author": ("UPDATE comment SET author_id = author_id + 1 WHERE id = 3", "comment 3: it is shown under another"),
    "removal": ("DELETE FROM comment WHERE id = 3", "comment 3: recorded, but not there"),
    "silent deletion": (
        "UPDATE comment SET deleted_at = created_at WHERE id = 3",
        "comment 3: it is shown as deleted, and no event recorded that",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_with_a_comment_is_found_and_named(document: Document, name: str) -> None:
    statement, where = TAMPERINGS[name]
    with writing():
        db.session.execute(sa.text(statement))
    assert where in anew().breaks[0]


def test_a_comment_that_nobody_posted_is_found(document: Document) -> None:
    with writing():
        twin = db.session.get_one(Comment, 3)
        names = {c.name for c in sa.inspect(Comment).columns} - {"id"}
        db.session.add(Comment(**{name: getattr(twin, name) for name in names}))
    assert "comment 4: no event recorded it" in anew().breaks[0]


def test_covered_words_of_a_comment_are_obscured_and_not_broken(document: Document, cast: Cast) -> None:
    with writing():
        obscure(document, "d’accordo con Ada", by=cast.mara, reason="Dati personali.")
    tally = anew()
    assert tally.breaks == []
    assert tally.obscured == ["document 1, comment 3"]
    with writing():
        db.session.execute(sa.text("UPDATE comment SET text = 'Altro.' WHERE id = 3"))
    assert "comment 3: its words are not those" in anew().breaks[0]


def test_comments_from_before_digests_were_recorded_are_still_whole(document: Document) -> None:
    with writing():
        forget_digests(f"document:{document.id}")
    assert anew().breaks == []


def forget_digests(key: str) -> None:
    """Write a chain anew as it was when events of comments held no digest."""
    head = chain.START
    for event in db.session.scalars(sa.select(Event).where(Event.chain == key).order_by(Event.number)):
        assert event.data is not None
        if event.kind.startswith("comment."):
            event.data = {name: value for name, value in event.data.items() if name == "comment"}
        event.salt, event.commitment = chain.commit(event.data)
        event.previous = head
        event.hash = head = chain.link(head, key, event.number, event.kind, event.at, event.pseudonym, event.commitment)
    db.session.get_one(Chain, key).head = head


def test_pages_of_comments_can_be_made_anew(app: Flask, document: Document) -> None:
    with writing():
        for table in (Comment, CommentWording):
            db.session.execute(sa.update(table).values(html="<p>Altro</p>"))
    assert "3 pages changed" in app.test_cli_runner().invoke(args=["render"]).output
    assert anew().breaks == []
