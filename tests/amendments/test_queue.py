# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue across documents: searched, filtered, by age, deadline and heat, with a fixed number of queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from amendments.documents.actions import correct
from amendments.handling import queue_queries
from amendments.handling.actions import assign
from amendments.handling.clarification_actions import ask
from amendments.handling.deadline_actions import renew_deadlines
from amendments.handling.heat import heats
from amendments.handling.queue_queries import NOBODY, Wanted, waiting
from amendments.request_models import Amendment
from amendments.requests.actions import moderate, revise
from db import db, now
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def wishes(cast: Cast) -> list[Amendment]:
    """Two ask for other times in one text, one for other people in it, one for other times in another text."""
    first, second = published(cast), published(cast, text("Passeggiate"))
    return [
        asked(first, cast.ada, tempi="Entro il 2025."),
        asked(first, cast.sami, destinatari="Tutti gli abitanti."),
        asked(first, cast.zoe, tempi="Entro il 2026."),
        asked(second, cast.ada, tempi="Entro maggio."),
    ]


def ids(cast: Cast, **wanted: object) -> list[int]:
    return [row.Amendment.id for row in waiting(cast.process.id, Wanted(**wanted))]  # type: ignore[arg-type]


def rows(page: Page) -> list[str]:
    return ["".join(title.itertext()).strip() for title in page.all(".//h2[@class='row-title']")]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are sent to the database."""
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_heat_counts_the_other_open_requests_on_the_same_passage(cast: Cast, wishes: list[Amendment]) -> None:
    assert [heats(cast.process.id)[wish.id] for wish in wishes] == [1, 0, 1, 0]


def test_heat_forgets_what_is_hidden_and_follows_revisions(cast: Cast, wishes: list[Amendment]) -> None:
    with writing():
        revise(wishes[1], text(tempi="Entro il 2027."), by=cast.sami, seen=1, reason="Anzi.")
    assert heats(cast.process.id)[wishes[0].id] == 2
    with writing():
        moderate(wishes[2], by=cast.mara, show=False, reason="Offese.")
    assert heats(cast.process.id)[wishes[0].id] == 1


def test_a_request_with_several_points_on_one_passage_is_no_heat_to_itself(cast: Cast) -> None:
    obiettivo = "Migliorare le competenze utili a creare un gruppo di studio tra settori diversi. Imparare a fare rete."
    wish = asked(published(cast), cast.ada, obiettivo=obiettivo)
    assert wish.change_count == 2 and heats(cast.process.id)[wish.id] == 0


def test_the_hottest_come_first_and_pages_go_on_after_any_of_them(
    cast: Cast, wishes: list[Amendment], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c, d = (wish.id for wish in wishes)
    assert ids(cast, order="heat") == [a, c, b, d]
    assert ids(cast, order="heat", after=c) == [b, d]
    monkeypatch.setattr(queue_queries, "PAGE", 1)
    assert ids(cast, order="heat", after=a) == [c, b]


def test_by_deadline_the_late_come_first_and_the_paused_last(cast: Cast, wishes: list[Amendment]) -> None:
    a, b, c, d = wishes
    with writing():
        cast.process.answer_days = 10
        c.created_at = now() - timedelta(days=20)
        d.created_at = now() - timedelta(days=5)
        renew_deadlines(cast.process)
    with writing():
        ask(a, "Quando?", by=cast.mara)
    assert ids(cast, order="deadline") == [c.id, d.id, b.id, a.id]
    assert ids(cast, order="deadline", after=d.id) == [b.id, a.id]
    assert ids(cast, show="late") == [c.id] and ids(cast, show="paused") == [a.id]
    assert ids(cast, show="running") == [b.id, c.id, d.id]


def test_by_whom_it_is_assigned(cast: Cast, visit: Visit, wishes: list[Amendment]) -> None:
    with writing():
        assign(wishes[1], cast.mara.id, by=cast.mara)
    assert ids(cast, assigned=str(cast.mara.id)) == [wishes[1].id]
    assert len(ids(cast, assigned=NOBODY)) == 3
    assert rows(visit(cast.mara).get("/processes/piano/queue?assigned=me")) == [
        "Modifica 2 a «Creare gruppi tra settori»"
    ]
    assert len(rows(visit(cast.mara).get("/processes/piano/queue?assigned=1;DROP"))) == 4


def test_the_page_filters_orders_and_keeps_the_choice_on_the_next_page(
    cast: Cast, visit: Visit, wishes: list[Amendment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_queries, "PAGE", 1)
    monkeypatch.setattr("amendments.handling.queue_views.PAGE", 1)
    page = visit(cast.mara).get("/processes/piano/queue").press("Cerca", order="heat", q="2026")
    assert rows(page) == ["Modifica 3 a «Creare gruppi tra settori»"]
    assert "1 altra richiesta sullo stesso passaggio" in page.text
    page = visit(cast.mara).get("/processes/piano/queue").press("Cerca", order="heat")
    page = page.follow("Successivi")
    assert rows(page) == ["Modifica 3 a «Creare gruppi tra settori»"]


def test_the_queue_takes_as_many_queries_for_many_as_for_few(cast: Cast, visit: Visit, wishes: list[Amendment]) -> None:
    visitor = visit(cast.mara)
    visitor.get("/processes/piano/queue")

    def cost(order: str) -> int:
        with counted() as sent:
            assert visitor.get(f"/processes/piano/queue?order={order}").status == 200
        return len(sent)

    def correct_all() -> None:
        for wish in wishes[::3]:
            with writing():
                document = wish.document
                words = document.text.replace("incontri online", "incontri in rete")
                correct(document, words, by=cast.bruno, base=document.version, reason="Parola.")

    correct_all()
    few = [cost(order) for order in ("age", "deadline", "heat")]
    for number in range(8):
        asked(published(cast, text(f"Altra {number}")), cast.ada, tempi=f"Entro il {2030 + number}.")
    many = [cost(order) for order in ("age", "deadline", "heat")]
    assert many == few and max(many) <= 15, (few, many)  # five of them for forecasts not yet kept


def test_who_may_not_decide_finds_no_queue(cast: Cast, visit: Visit, wishes: list[Amendment]) -> None:
    assert visit(cast.ada).get("/processes/piano/queue").status == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Amendment)) == 4
