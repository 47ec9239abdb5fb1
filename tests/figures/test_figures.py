# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a process and the site are doing: counted right, told in plot, table and file alike, small groups kept back."""

import csv
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from amendments.decisions.actions import Ruling, decide
from amendments.models import Document
from amendments.requests.actions import propose
from amendments.support.actions import support
from auth.models import User
from comments.actions import post
from comments.models import Comment
from comments.moderation_actions import hide
from db import db, now
from figures.figures import told_median
from processes.actions import Sheet, create
from processes.sheet.actions import change_facts
from tests.make import Cast, published, text, writing
from tests.test_pages import Visit, counted


def lively(cast: Cast, supporters: int) -> None:
    """Publish a proposal with a decided and a waiting request, so many supporters, and one comment."""
    document = published(cast)
    with writing():
        known = {"created_at": now(), "confirmed_at": now()}
        crowd = [User(name=f"P {n}", email=f"p{n}@x.example", **known) for n in range(supporters)]
        db.session.add_all(crowd)
        change_facts(cast.process, {"theme": "Verde"}, by=cast.bruno, seen=0)
        first = propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Così.")
        propose(document, text(destinatari="Tutti."), by=cast.zoe, base=1, reason="Così.")
        decide(first, [Ruling(1, "rejected", "Serve una data.")], by=cast.mara, seen_version=1, seen_revision=1)
        post(document, "Un commento.", by=cast.zoe)
    for person in crowd:
        with writing():
            support(document, by=person)


def rows(answer: str) -> dict[tuple[str, str], str]:
    """Return the numbers of a file by figure and group."""
    return {(line[0], line[1]): line[2] for line in list(csv.reader(answer.splitlines()))[1:]}


def test_figures_count_what_happened_and_keep_small_groups_back(cast: Cast, visit: Visit) -> None:
    lively(cast, 6)
    found = rows(visit().get("/processes/piano/statistics.csv").html)
    assert found["Proposte", "Aperte"] == "1"
    assert found["Richieste di modifica ed esiti", "Respinta"] == "1"
    assert found["Richieste di modifica ed esiti", "In attesa di esito"] == "1"
    assert found["Chi ha partecipato", "Hanno dato un sostegno"] == "almeno 5"
    assert found["Chi ha partecipato", "Hanno chiesto modifiche"] == "meno di 5"
    assert found["Chi ha partecipato", "Hanno commentato"] == "meno di 5"
    months = [number for (figure, _), number in found.items() if figure == "Chi ha sostenuto, mese per mese"]
    assert months == ["almeno 5"]
    assert [n for (f, _), n in found.items() if f == "Chi ha commentato, mese per mese"] == ["meno di 5"]


def test_the_page_says_the_same_in_plot_and_table(cast: Cast, visit: Visit) -> None:
    lively(cast, 6)
    page = visit().get("/processes/piano").follow("I numeri")
    assert "La metà delle richieste ha avuto risposta in meno di un giorno." in page.text
    for figure in page.all(".//figure"):
        svg = figure.find("{*}svg") if figure.find("{*}svg") is not None else figure.find("svg")
        assert svg is not None
        said = "".join(svg.itertext())
        for row in figure.iter("tr"):
            if row.find("td") is not None:
                assert f"{row.findtext('th')}: {row.findtext('td')}" in said
    assert "1 commento" not in page.text and "meno di 5" in page.text


def test_the_site_sums_its_processes_up_by_theme(cast: Cast, visit: Visit) -> None:
    lively(cast, 1)
    found = rows(visit().get("/statistics.csv").html)
    assert found["Processi per tema", "Verde"] == "1" and found["Proposte per tema", "Verde"] == "1"
    page = visit().get("/").follow("I numeri")
    assert page.path == "/statistics" and "Verde" in page.text
    assert "How half" not in page.text and visit().get("/en/statistics").status == 200


def test_themes_tell_requests_by_outcome_and_people_in_fives(cast: Cast, visit: Visit) -> None:
    lively(cast, 6)
    found = rows(visit().get("/statistics.csv").html)
    requests = {group: n for (figure, group), n in found.items() if figure == "Richieste di modifica per tema ed esito"}
    assert requests == {"Verde – Respinta": "1", "Verde – In attesa di esito": "1"}
    assert found["Chi ha sostenuto, per tema", "Verde"] == "almeno 5"
    assert found["Chi ha commentato, per tema", "Verde"] == "meno di 5"
    assert found["Chi ha partecipato, per tema", "Verde"] == "almeno 5"
    page = visit().get("/statistics")
    assert "Verde – Respinta: 1" in page.text and "Chi ha partecipato, per tema" in page.text


def test_who_does_several_things_takes_part_in_a_theme_once(cast: Cast, visit: Visit) -> None:
    lively(cast, 2)  # two supporters, and ada and zoe, who asked; zoe commented too
    document = db.session.scalars(sa.select(Document).where(Document.kind == "proposal")).one()
    with writing():
        support(document, by=cast.zoe)
    assert rows(visit().get("/statistics.csv").html)["Chi ha partecipato, per tema", "Verde"] == "meno di 5"
    with writing():
        support(document, by=cast.sami)
    with time_machine.travel(now() + timedelta(minutes=61)):
        assert rows(visit().get("/statistics.csv").html)["Chi ha partecipato, per tema", "Verde"] == "almeno 5"


def test_what_is_in_no_theme_or_not_public_is_in_no_figure_of_themes(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        post(document, "Un commento.", by=cast.zoe)
    assert not [figure for figure, _ in rows(visit().get("/statistics.csv").html) if "tema" in figure]
    with writing():
        change_facts(cast.process, {"theme": "Verde"}, by=cast.bruno, seen=0)
        hide(db.session.scalars(sa.select(Comment)).one(), "Offende.", by=cast.mara, seen=1)
    with time_machine.travel(now() + timedelta(minutes=61)):
        told = {figure for figure, _ in rows(visit().get("/statistics.csv").html) if "tema" in figure}
    assert told == {"Processi per tema", "Proposte per tema"}


def test_themes_cost_as_many_questions_however_many_there_are(cast: Cast, visit: Visit) -> None:
    lively(cast, 1)
    with counted() as few:
        visit().get("/statistics")
    with writing():
        for number in range(30):
            process = create(Sheet(f"p-{number}", f"Orto {number}", "p"), by=cast.ines)
            change_facts(process, {"theme": f"Tema {number}"}, by=cast.ines, seen=0)
    with time_machine.travel(now() + timedelta(minutes=61)), counted() as many:
        found = rows(visit().get("/statistics.csv").html)
    assert len([figure for figure, _ in found if figure == "Processi per tema"]) == 20
    assert len(many) <= len(few)


def test_where_nothing_happened_the_page_says_so(cast: Cast, visit: Visit) -> None:
    assert "Non c’è ancora niente da contare." in visit().get("/processes/piano/statistics").text
    assert visit().get("/processes/nessuno/statistics").status == 404


def test_figures_are_counted_once_an_hour(cast: Cast, visit: Visit) -> None:
    lively(cast, 1)
    visitor = visit()
    with counted() as first:
        before = visitor.get("/processes/piano/statistics").html
    with counted() as again:
        assert visitor.get("/processes/piano/statistics").html == before
    assert len(first) <= 10 and again == []
    with time_machine.travel(now() + timedelta(minutes=61)), counted() as later:
        visitor.get("/processes/piano/statistics")
    assert later != []


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (0.2, "in meno di un giorno"), (1.2, "entro 1 giorno."), (6.6, "entro 7 giorni.")],
)
def test_the_median_is_told_in_words(app, days: float | None, words: str) -> None:
    with app.test_request_context("/"):
        assert words in told_median(days)
        assert bool(told_median(days)) == bool(words)


def test_one_person_who_says_much_is_no_group(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for number in range(7):
        with writing():
            post(document, f"Un commento, il numero {number}.", by=cast.zoe)
    found = rows(visit().get("/processes/piano/statistics.csv").html)
    assert {n for (f, _), n in found.items() if f == "Chi ha commentato, mese per mese"} == {"meno di 5"}


def test_a_small_process_cannot_be_worked_out_from_the_whole_site(cast: Cast, visit: Visit) -> None:
    lively(cast, 6)
    site = rows(visit().get("/statistics.csv").html)["Chi ha partecipato", "Hanno dato un sostegno"]
    process = rows(visit().get("/processes/piano/statistics.csv").html)["Chi ha partecipato", "Hanno dato un sostegno"]
    assert site == process == "almeno 5"  # whether there are six, or nine somewhere else
