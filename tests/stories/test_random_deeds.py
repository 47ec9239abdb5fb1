# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise, tried at random: whatever people do in whatever order, nobody's words are lost without a decision."""

import os

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amendments.models import Document, Support
from amendments.request_models import Amendment
from amendments.verify import verify
from comments.models import Comment
from db import db
from tests.conftest import empty_database
from tests.make import make_cast, published
from tests.stories.deeds import DEEDS, Story, words_of

EXAMPLES = int(os.environ.get("STORIES", "25"))
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
OFTEN = ["propose"] * 9 + ["decide"] * 15 + ["correct", "revise", "restore"] * 3 + sorted(DEEDS)


def new_story() -> Story:
    """Begin with a text of twelve sentences in six paragraphs, each word written once."""
    empty_database()
    cast = make_cast()
    numbers = iter(range(100, 1000))
    paragraphs = [
        f"Con {a} e {b}. Senza {c}, ma {d}."
        for a, b, c, d in [[f"parola{next(numbers)}" for _ in range(4)] for _ in range(6)]
    ]
    return Story(cast, published(cast, "# Un testo di prova\n\n" + "\n\n".join(paragraphs)))


def check(story: Story, before: str, gone: set[str]) -> None:
    """Check what must hold after every deed."""
    db.session.expire_all()
    present = words_of(story.document.text)
    lost = words_of(before) - present - gone
    assert not lost, "words vanished that nobody decided to take out"
    story.accepted -= gone
    assert story.accepted <= present, "what was accepted is not in the text"
    assert verify().breaks == []
    check_counts(story.document)


def check_counts(document: Document) -> None:
    """Check that every counter equals its rows."""

    def rows(table: type[Amendment | Comment | Support], *conditions: "sa.ColumnElement[bool]") -> int:
        chosen = sa.select(sa.func.count()).select_from(table).where(table.document_id == document.id, *conditions)
        return db.session.scalars(chosen).one()

    shown = Amendment.visibility == "shown"
    seen = (Comment.visibility == "shown", Comment.deleted_at.is_(None))
    assert document.amendments == rows(Amendment, shown)
    assert document.pending == rows(Amendment, shown, Amendment.state == "pending")
    assert document.supports == rows(Support, Support.amendment_id.is_(None))
    assert document.comments == rows(Comment, Comment.amendment_id.is_(None), *seen)
    for amendment in db.session.scalars(sa.select(Amendment).where(Amendment.document_id == document.id)):
        assert amendment.supports == rows(Support, Support.amendment_id == amendment.id)
        assert amendment.comments == rows(Comment, Comment.amendment_id == amendment.id, *seen)


@pytest.mark.usefixtures("app")
@settings(CALM, max_examples=EXAMPLES, derandomize=bool(os.environ.get("CI")))
@given(st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 10_000)), min_size=8, max_size=20))
def test_nothing_is_lost_whatever_people_do_in_whatever_order(deeds):
    story = new_story()
    for deed, luck in [("propose", number) for number in range(4)] + deeds:
        before = story.document.text
        check(story, before, story.play(deed, luck))
