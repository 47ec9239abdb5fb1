# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public promise of a process: what is due when, what is late, and that pages say so in time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from amendments.handling import clarification_actions, deadline_actions
from amendments.handling.deadline_queries import standing
from amendments.handling.deadlines import due_at, last_day
from amendments.models import Document
from amendments.request_models import Amendment
from amendments.requests.actions import enter
from db import db, now
from languages import day_of
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def promises(cast: Cast, **promise: Any) -> None:
    with writing():
        for name, value in promise.items():
            setattr(cast.process, name, value)
        deadline_actions.renew_deadlines(cast.process)


def came(amendment: Amendment, days_ago: int) -> None:
    """Let an amendment have come some days ago."""
    with writing():
        amendment.created_at = now() - timedelta(days=days_ago)
        deadline_actions.set_due(amendment)


def process(days: int | None = None, by: date | None = None) -> SimpleNamespace:
    return SimpleNamespace(answer_days=days, answer_by=by)


def test_a_day_of_grace_ends_with_the_day_in_italy_also_where_clocks_change() -> None:
    due = due_at(process(days=1), date(2026, 3, 28))
    assert due is not None and due.astimezone(UTC) == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert last_day(due) == date(2026, 3, 29)


def test_a_request_that_came_after_the_fixed_day_has_no_deadline() -> None:
    assert due_at(process(by=date(2026, 3, 1)), date(2026, 3, 2)) is None
    due = due_at(process(by=date(2026, 3, 1)), date(2026, 3, 1))
    assert due is not None and last_day(due) == date(2026, 3, 1)


def test_days_of_pause_are_added_to_either_kind_of_deadline() -> None:
    for promise in (process(days=5), process(by=date(2026, 3, 6))):
        due = due_at(promise, date(2026, 3, 1), paused_days=3)
        assert due is not None and last_day(due) == date(2026, 3, 9)


def test_a_process_without_a_promise_sets_no_deadline_and_says_nothing(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    assert asked(document, cast.ada, tempi="Entro il 2025.").due_at is None
    assert standing(cast.process) is None
    assert "riceve risposta" not in visit().get(f"/proposals/{document.id}").text


def test_a_request_by_certified_mail_counts_from_the_day_it_came(cast: Cast) -> None:
    promises(cast, answer_days=30)
    document, day = published(cast), day_of(now()) - timedelta(days=10)
    with writing():
        words = text(tempi="Entro il 2025.")
        made = enter(document, words, by=cast.bruno, base=1, reason="Serve.", author_name="Pro Loco", channel="pec",
                     received_on=day)  # fmt: skip
    assert made.due_at is not None and last_day(made.due_at) == day + timedelta(days=30)


def test_staff_promise_an_answer_and_all_that_waits_gets_its_deadline(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    page = visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", answer_days="10")
    assert "entro 10 giorni da quando arriva" in page.text
    db.session.expire_all()
    assert wish.due_at is not None and last_day(wish.due_at) == day_of(now()) + timedelta(days=10)
    page = visit(cast.bruno).get("/processes/piano/edit")
    page = page.press("Salva le impostazioni", answer_days="", answer_by="2027-01-31")
    assert "entro il 31 gennaio 2027" in visit().get(f"/proposals/{document.id}").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"answer_days": "10", "answer_by": "2027-01-31"}, "non tutti e due"),
        ({"answer_days": "0"}, "da 1 a 1000"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(cast: Cast, visit: Visit, fields: dict[str, str], sentence: str) -> None:
    page = visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", **fields)
    assert page.status == 422 and sentence in page.text


def test_what_is_late_is_said_in_public_on_process_proposal_and_amendment(cast: Cast, visit: Visit) -> None:
    promises(cast, answer_days=5)
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    pages = ["/processes/piano", f"/proposals/{document.id}"]
    assert all("Nessuna richiesta è in ritardo." in visit().get(path).text for path in pages)
    assert "Risposta entro il" in visit().get(f"/documents/{document.id}/amendments/1").text
    came(wish, days_ago=7)
    with writing():  # something else happens, so that kept pages are made anew
        asked(document, cast.sami, destinatari="Tutti.")
    assert all("1 richiesta è in ritardo." in visit().get(path).text for path in pages)
    assert "In ritardo dal" in visit().get(f"/documents/{document.id}/amendments/1").text
    accepted(wish, cast.mara)
    assert all("Nessuna richiesta è in ritardo." in visit().get(path).text for path in pages)
    assert "In ritardo" not in visit().get(f"/documents/{document.id}/amendments/1").text


def test_a_kept_page_holds_no_longer_than_until_the_next_request_is_late(
    cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises(cast, answer_days=5)
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    path = f"/proposals/{document.id}"
    assert "Nessuna richiesta è in ritardo." in visit().get(path).text
    later = now() + timedelta(days=7)
    for module in ("pages", "amendments.handling.deadline_queries", "amendments.common_views"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    assert "1 richiesta è in ritardo." in visit().get(path).text


def test_late_requests_that_are_not_public_yet_are_counted_and_said_to_be_so(cast: Cast, visit: Visit) -> None:
    with writing():
        cast.process.amendment_moderation = "before"
    promises(cast, answer_days=5)
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    came(wish, days_ago=7)
    page = visit().get("/processes/piano")
    assert "1 richiesta è in ritardo." in page.text and "Di queste, 1 non è ancora pubblica." in page.text


def test_the_clock_stands_still_while_a_request_is_paused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    promises(cast, answer_days=5)
    document: Document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    before = wish.due_at
    with writing():
        clarification_actions.ask(wish, "Perché?", by=cast.mara)
        wish.paused_at = now() - timedelta(days=3)
    came(wish, days_ago=9)
    found = standing(cast.process)
    assert found is not None and (found.paused, found.late, found.next_due) == (1, 0, None)
    with writing():
        clarification_actions.answer(wish, "Perché sì.", by=cast.ada)
    assert wish.paused_days == 3 and wish.due_at is not None and before is not None
    assert last_day(wish.due_at) == day_of(now()) - timedelta(days=9) + timedelta(days=8)
