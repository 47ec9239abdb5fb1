# SPDX-License-Identifier: AGPL-3.0-or-later
"""The promise, tried at random: whatever people do in whatever order, nobody's words are lost without a decision."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amendments.record.verify import verify
from db import db
from tests.amendments.carry_stories import worked
from tests.conftest import empty_database
from tests.make import make_cast, published
from tests.stories.deeds import DEEDS, Story, words_of
from tests.stories.desk_deeds import DESK_DEEDS
from tests.stories.record import check_counts, check_handling, check_versions

EXAMPLES = int(os.environ.get("STORIES", "25"))
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
OPENING = ["propose"] * 3 + ["rival", "comment", "comment on a passage"]
OFTEN = ["propose", "stage", "publish"] * 9 + ["decide", "rival", "update"] * 6
OFTEN += ["correct", "revise", "restore", "stage all", "settle", "undo", "ask", "answer", "comment on a passage"] * 3
OFTEN += sorted(DEEDS) + sorted(DESK_DEEDS)


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
    check_versions(story.document)
    check_handling(story.document)


@pytest.mark.usefixtures("app")
@settings(CALM, max_examples=EXAMPLES, derandomize=bool(os.environ.get("CI")))
@given(st.lists(st.tuples(st.sampled_from(OFTEN), st.integers(0, 10_000)), min_size=12, max_size=24))
def test_nothing_is_lost_whatever_people_do_in_whatever_order(deeds):
    story = new_story()
    for deed, luck in [*((deed, number) for number, deed in enumerate(OPENING)), *deeds]:
        before = story.document.text
        check(story, before, story.play((DEEDS | DESK_DEEDS)[deed], luck))
        if luck % 2:  # open requests follow the text, in steps of their own
            worked()
            check(story, story.document.text, set())
