# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jobs are kept with the deed they follow from, done after it, tried again when they fail, and never lost."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from db import db, now
from journal.jobs import LEASE, backlog, do_due, does, later
from journal.models import Job
from journal.outbox import MOST_TRIES
from tests.make import writing

Seen = list[dict[str, Any]]


@pytest.fixture
def seen() -> Iterator[Seen]:
    """What the jobs of the kind "try" were about; one about trouble fails."""
    found: Seen = []

    @does("try")
    def keep_it(about: dict[str, Any]) -> None:
        found.append(about)
        if about.get("trouble"):
            raise ValueError("no luck")

    yield found


def test_a_job_is_done_once_and_nothing_of_it_is_left(app: Flask, seen: Seen) -> None:
    with writing():
        later("try", {"document": 7})
    assert do_due() == 1 and do_due() == 0
    assert seen == [{"document": 7}] and backlog() == {"waiting": 0, "given_up": 0}


def test_a_job_of_a_deed_that_was_not_kept_is_never_done(app: Flask, seen: Seen) -> None:
    with pytest.raises(ZeroDivisionError), writing():
        later("try", {})
        raise ZeroDivisionError
    assert do_due() == 0 and seen == []


def test_a_job_waits_for_its_moment(app: Flask, seen: Seen) -> None:
    with writing():
        later("try", {}, at=now() + timedelta(hours=1))
    assert do_due() == 0 and backlog()["waiting"] == 1


def test_what_fails_is_tried_again_later_and_at_last_given_up(app: Flask, seen: Seen) -> None:
    with writing():
        later("try", {"trouble": True})
        later("try", {"document": 8})
    assert do_due() == 2 and seen[-1] == {"document": 8}, "the other job is done all the same"
    for _ in range(MOST_TRIES):
        with writing():
            db.session.execute(sa.update(Job).values(due_at=now()))
        do_due()
    assert len(seen) == MOST_TRIES + 1 and backlog() == {"waiting": 0, "given_up": 1}
    assert db.session.scalars(sa.select(Job.error)).one() == "ValueError: no luck"


def test_a_job_in_hand_is_not_taken_by_another_until_its_lease_is_over(app: Flask) -> None:
    taken = []

    @does("look")
    def look(about: dict[str, Any]) -> None:
        taken.append(db.session.scalars(sa.select(Job.due_at)).one() - now())
        assert do_due() == 0

    with writing():
        later("look", {})
    assert do_due() == 1
    assert timedelta(0) < taken[0] <= LEASE


def test_nobody_can_ask_for_what_nobody_does(app: Flask) -> None:
    with writing(), pytest.raises(KeyError):
        later("explode", {})
