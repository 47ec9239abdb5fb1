# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page: what is open, what closes soon, what was decided; never stale; and each reader's own tasks."""

from datetime import timedelta

import pytest
import time_machine

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct
from amendments.handling.actions import assign
from amendments.handling.clarification_actions import ask
from amendments.requests.actions import propose
from comments.actions import post
from db import now
from languages import today
from processes.actions import Sheet, create
from processes.calendar import end_of
from processes.meetings.actions import Gathering, add_meeting
from processes.models import Process
from processes.news.actions import Article, add_post
from processes.phases.actions import Period, add_phase
from processes.suggestions.actions import Told, suggest
from proposals.draft_actions import draft
from tests.amendments.carry_stories import worked
from tests.make import Cast, published, text, writing
from tests.test_pages import Visit, counted


def opened(cast: Cast, title: str, days: int) -> Process:
    """Create a process that can be amended until in so many days."""
    slug = title.lower().replace(" ", "-")
    with writing():
        process = create(Sheet(slug=slug, title=title, prefix="x"), by=cast.ines)
        ends = end_of(today() + timedelta(days=days))
        add_phase(process, Period("Modifiche", now() - timedelta(days=1), ends, amending=True), by=cast.ines)
    return process


def section(page, name: str) -> str:
    """Return the words of a section of the page, or nothing where it is not there."""
    found = page.all(f".//section[@aria-labelledby='{name}']")
    return " ".join("".join(found[0].itertext()).split()) if found else ""


def test_what_closes_soon_stands_apart_with_its_date(cast: Cast, visit: Visit) -> None:
    opened(cast, "Piano del verde", 5)
    opened(cast, "Piano delle acque", 40)
    page = visit().get("/")
    assert "Piano del verde Si chiude il" in section(page, "soon")
    assert ": modifiche." in section(page, "soon")
    assert "Piano delle acque" in section(page, "open") and "Piano del verde" not in section(page, "open")
    assert page.follow("Piano del verde").status == 200


def test_what_is_open_is_told_until_it_ends_although_nothing_happens(cast: Cast, visit: Visit) -> None:
    opened(cast, "Piano del verde", 20)
    visitor = visit()
    assert "Piano del verde" in section(visitor.get("/"), "open")
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        assert "Piano del verde" in section(visitor.get("/"), "soon")
    with time_machine.travel(now() + timedelta(days=22), tick=False):
        assert "Piano del verde" not in visitor.get("/").text


def test_the_latest_outcomes_are_told_with_their_reason_at_once(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    with writing():
        amendment = propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Così.")
    assert "Non è ancora stata decisa nessuna richiesta" in section(visitor.get("/"), "outcomes")
    with writing():
        decide(amendment, [Ruling(1, "rejected", "Serve una data.")], by=cast.mara, seen_version=1, seen_revision=1)
    told = section(visitor.get("/"), "outcomes")
    assert "Modifica 1" in told and "Respinta" in told and "Motivo: Serve una data." in told and document.title in told


def test_news_and_coming_meetings_are_told(cast: Cast, visit: Visit) -> None:
    with writing():
        add_post(cast.process, Article("Si comincia", published_at=now()), by=cast.bruno)
        for days, heading in ((-3, "Ieri"), (3, "Domani")):
            add_meeting(cast.process, Gathering(heading, today() + timedelta(days=days)), {}, by=cast.bruno)
    page = visit().get("/")
    assert "Si comincia" in section(page, "news")
    assert "Domani" in section(page, "meetings") and "Ieri" not in section(page, "meetings")


def test_comments_and_supports_leave_the_kept_page_as_it_is(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    before = visitor.get("/").html
    with writing():
        post(document, "Un commento.", by=cast.zoe)
    with counted() as statements:
        assert visitor.get("/").html == before
    assert statements == []


def test_many_processes_cost_no_more_queries_and_no_longer_page(cast: Cast, visit: Visit) -> None:
    visit().get("/legal")  # what every page shows of the site is read
    opened(cast, "Piano uno", 30)
    with counted() as few:
        visit().get("/")
    for number in range(12):
        opened(cast, f"Altro piano {number}", 30)
    with counted() as many:
        page = visit().get("/")
    assert len(many) <= len(few) <= 11  # with many that end, those without an end are not asked for
    assert len(page.all(".//section[@aria-labelledby='open']//h3")) <= 12


def test_visitors_see_no_tasks_and_who_has_none_is_told_so(cast: Cast, visit: Visit) -> None:
    assert section(visit().get("/"), "tasks") == ""
    assert "Niente, per ora" in section(visit(cast.sami).get("/"), "tasks")


def test_each_person_finds_their_own_tasks(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        first = propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Così.")
        second = propose(document, text(destinatari="Tutti."), by=cast.zoe, base=1, reason="Così.")
        ask(second, "Chi sono tutti?", by=cast.mara)
        assign(first, cast.mara.id, by=cast.mara)
        draft(cast.process, "# Una bozza\n\nParole.", by=cast.bruno)
        suggest(Told("Orti di quartiere"), by=None)
        correct(document, text(tempi="Entro il 2030."), by=cast.bruno, base=1, reason="Serve.")
    worked()
    zoe, ada = visit(cast.zoe).get("/"), visit(cast.ada).get("/")
    assert "Rispondi a chi ti chiede un chiarimento sulla modifica 2" in section(zoe, "tasks")
    assert zoe.follow("Rispondi a chi ti chiede").status == 200
    assert "di’ come va avanti la tua modifica 1" in section(ada, "tasks")
    assert ada.follow("Il testo è cambiato").status == 200
    mara = visit(cast.mara).get("/")
    assert "Decidi 1 richiesta affidata a te" in section(mara, "tasks")
    assert "2 richieste aspettano un esito" in section(mara, "tasks")
    assert mara.follow("2 richieste aspettano").status == 200 and mara.follow("Decidi 1 richiesta").status == 200
    assert "Riprendi la bozza «Una bozza»" in section(visit(cast.bruno).get("/"), "tasks")
    assert "Leggi 1 processo segnalato" in section(visit(cast.ines).get("/"), "tasks")
    assert "Niente, per ora" in section(visit(cast.sami).get("/"), "tasks")


@pytest.mark.parametrize("who", ["ada", "mara", "ines"])
def test_tasks_cost_a_fixed_number_of_queries(cast: Cast, visit: Visit, who: str) -> None:
    document, person = published(cast), getattr(cast, who)
    visitor = visit(person)
    visitor.get("/")
    with counted() as few:
        visitor.get("/")
    with writing():
        for number in range(6):
            propose(document, text(tempi=f"Nel {2030 + number}."), by=cast.ada, base=1, reason="Così.")
    visitor.get("/")
    with counted() as many:
        visitor.get("/")
    assert len(many) == len(few) <= 11
