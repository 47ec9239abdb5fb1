# SPDX-License-Identifier: AGPL-3.0-or-later
"""Single rows written without the unit of work: the object knows what stands in the database."""

import pytest
from flask import Flask

from amendments.models import Document, Support
from comments.models import Comment, Visibility
from db import begin_writing, db, now, transaction
from rows import count, put, write
from tests.make import Cast, published
from tests.proposals.test_lists import Counting


def comment(document: Document, cast: Cast) -> Comment:
    """Return a comment that was put."""
    place = {"process_id": document.process_id, "document_id": document.id, "author_id": cast.ada.id}
    return put(Comment(**place, text="Bene.", html="<p>Bene.</p>", created_at=now()))


def test_what_was_put_is_known_with_its_defaults_and_asks_nothing(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with transaction():
        said = comment(document, cast)
        with Counting() as counting:
            assert (said.visibility, said.wording, said.deleted_at, said.body_id) == (Visibility.SHOWN, 1, None, None)
            assert said.document is document and said in db.session and not db.session.dirty
        assert counting.statements == []
    number = said.id
    db.session.expunge_all()
    read = db.session.get_one(Comment, number)
    assert (read.text, read.visibility, read.created_at, read.deleted_at) == ("Bene.", "shown", said.created_at, None)


def test_what_was_put_can_be_changed_and_deleted_like_any_other(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with transaction():
        said = comment(document, cast)
        said.text = "Meglio."
    number = said.id
    assert db.session.get_one(Comment, number, populate_existing=True).text == "Meglio."
    with transaction():
        db.session.delete(said)
    assert db.session.get(Comment, number) is None


def test_what_was_not_kept_gives_way_to_what_is_put_under_its_number(app: Flask, cast: Cast) -> None:
    document = published(cast)
    begin_writing()
    first = comment(document, cast)
    number = first.id
    db.session.rollback()
    with transaction():
        again = comment(document, cast)
        if db.engine.dialect.name == "sqlite":  # which gives the same number again
            assert again.id == number
        assert again in db.session and db.session.get_one(Comment, again.id) is again


def test_what_was_written_is_known_to_the_object_and_to_others(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with transaction():
        write(document, title="Un altro titolo", pending=3)
        assert (document.title, document.pending) == ("Un altro titolo", 3) and not db.session.dirty
    assert db.session.get_one(Document, document.id, populate_existing=True).title == "Un altro titolo"


def test_counters_are_summed_by_the_database(app: Flask, cast: Cast) -> None:
    document = published(cast)
    with transaction():
        count(document, supports=2, comments=1)
        count(document, supports=-1)
        assert (document.supports, document.comments) == (1, 1)


def test_nothing_is_written_while_reading(app: Flask, cast: Cast) -> None:
    document = published(cast)
    db.session.rollback()
    support = Support(document_id=document.id, user_id=cast.ada.id, given_to=1, told_to=1, created_at=now())
    for deed in (lambda: put(support), lambda: write(document, pending=1), lambda: count(document, supports=1)):
        with pytest.raises(RuntimeError, match="reading never writes"):
            deed()
