# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outcome reports: requests with outcome and reason, figures that give nobody away, the first text and the last."""

import csv
import io

import pytest

from amendments.decisions.actions import Act, Ruling, decide
from amendments.decisions.undo_actions import undo
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.requests.actions import changes_of, moderate, propose, withdraw
from amendments.support.actions import support
from tests.amendments.carry_stories import statements
from tests.amendments.stories import accepted, asked
from tests.make import Cast, person, published, text, writing
from tests.page import Page, squeeze
from tests.test_pages import Visit

DOCUMENT, PROCESS = "/documents/1/report", "/processes/piano/report"


@pytest.fixture
def document(cast: Cast) -> Document:
    """A text with a request accepted for a committee, one rejected, one that waits, one hidden and one withdrawn."""
    document = published(cast)
    first = asked(document, cast.ada, tempi="Entro il 2026.")
    with writing():
        rulings = [Ruling(row.number, "accepted", "Va bene.") for row in changes_of(first, 1)]
        act = Act(organ="Comitato tecnico", act="verbale n. 4")
        decide(first, rulings, by=cast.mara, seen_version=1, seen_revision=1, act=act)
    second = asked(document, cast.sami, destinatari="Tutti quanti.")
    with writing():
        rulings = [Ruling(row.number, "rejected", "Sono troppi.") for row in changes_of(second, 1)]
        decide(second, rulings, by=cast.mino, seen_version=2, seen_revision=1)
    asked(document, cast.ada, base=2, tempi="Entro il 2026.", modalità="Solo online.")
    hidden = asked(document, cast.zoe, base=2, tempi="Segretissimo.")
    gone = asked(document, cast.zoe, base=2, tempi="Entro il 2028.")
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason="Offende.")
        withdraw(gone, by=cast.zoe)
    return document


def rows(page: Page) -> list[list[str]]:
    """Return the lines of a file."""
    return list(csv.reader(io.StringIO(page.html)))


def table(page: Page, name: str) -> dict[str, str]:
    """Return the numbers of a figure, from its table."""
    [figure] = [one for one in page.all(".//figure") if one.find(f".//figcaption[@id='figure-{name}']") is not None]
    lines = [squeeze("|".join(cell.text or "" for cell in row)) for row in figure.iter("tr")]
    return {name: number for name, _, number in (line.partition("|") for line in lines[1:])}


@pytest.mark.parametrize("path", [DOCUMENT, PROCESS])
def test_every_request_is_told_with_outcome_reason_and_decider(document: Document, visit: Visit, path: str) -> None:
    words = visit().get(path).text
    assert "Modifica 1 Accettata" in words and "Comitato tecnico" in words and "verbale n. 4" in words
    assert "Modifica 2 Respinta" in words and "Sono troppi." in words and "Deciso da Mino" in words
    assert "Modifica 3 In attesa di esito" in words and "Modifica 5 Ritirata" in words
    assert "Modifica 4" not in words and "Segretissimo" not in words
    assert "Il rapporto racconta 4 richieste. Un’altra non è visibile al pubblico." in words


@pytest.mark.parametrize("path", [DOCUMENT, PROCESS])
def test_the_first_text_stands_beside_that_of_today(document: Document, visit: Visit, path: str) -> None:
    page = visit().get(path)
    [beside] = page.all(".//table[@class='redline-side']")
    words = squeeze("".join(beside.itertext()))
    assert "2024" in words and "2026" in words
    assert "A sinistra la versione 1, a destra la versione 2." in page.text


def test_a_text_that_did_not_change_says_so(cast: Cast, visit: Visit) -> None:
    published(cast)
    page = visit().get(DOCUMENT)
    assert "Il testo di oggi è uguale a quello della prima versione." in page.text
    assert not page.all(".//table[@class='redline-side']")


@pytest.mark.parametrize("path", [DOCUMENT, PROCESS])
def test_each_plot_has_a_title_a_description_and_a_table_with_the_same_numbers(
    document: Document, visit: Visit, path: str
) -> None:
    page = visit().get(path)
    plots = page.all(".//figure")
    assert len(plots) == 3
    assert table(page, "requests") == {
        "Accettata": "1",
        "Respinta": "1",
        "In attesa di esito": "1",
        "Ritirata": "1",
    }
    for plot in plots:
        [svg] = [one for one in plot.iter() if one.tag.endswith("svg")]
        words = {one.tag.rpartition("}")[2]: one for one in svg}
        named = [words["title"].get("id"), words["desc"].get("id")]
        assert svg.get("role") == "img" and (svg.get("aria-labelledby") or "").split() == named
        told = squeeze(words["desc"].text or "")
        numbers = [[squeeze(cell.text or "") for cell in row] for row in plot.iter("tr")][1:]
        assert numbers and all(f"{name}: {number}." in told for name, number in numbers)


def test_a_group_of_fewer_than_five_people_is_not_shown(cast: Cast, document: Document, visit: Visit) -> None:
    few = "meno di 5"
    people = {"Hanno chiesto modifiche": few, "Hanno dato un sostegno": few}
    with writing():
        supporters = [person(f"Persona{number}") for number in range(5)]
    for count, supporter in enumerate(supporters, 1):
        with writing():
            support(document, by=supporter)
        shown = str(count) if count >= 5 else few
        page = visit().get(DOCUMENT)
        assert table(page, "people") == people | {"Hanno dato un sostegno": shown}
        [bars] = [one for one in page.all(".//figure") if "partecipato" in "".join(one.itertext())]
        assert sum(one.get("class") == "plot-bar" for one in bars.iter()) == (count == 5)


def test_the_file_holds_each_point_with_its_outcome_and_reason(document: Document, visit: Visit) -> None:
    for path in (DOCUMENT, PROCESS):
        page = visit().get(f"{path}.csv")
        assert page.answer.content_type == "text/csv; charset=utf-8"
        head, *lines = rows(page)
        found = [dict(zip(head, line, strict=True)) for line in lines]
        assert [row["Modifica"] for row in found] == ["1", "2", "3", "5"]
        assert [row["Esito"] for row in found] == ["Accettata", "Respinta", "In attesa di esito", "Ritirata"]
        assert found[0]["Organo"] == "Comitato tecnico" and found[1]["Motivo"] == "Sono troppi."
        assert found[1]["Chi ha deciso"] == "Mino" and found[0]["Indirizzo"].endswith("/documents/1/amendments/1")
        assert "Segretissimo" not in page.html


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_the_file_is_a_formula(cast: Cast, visit: Visit, formula: str) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi=f"{formula.strip()} giorni."), by=cast.ada, base=1, reason="Così.")
    with writing():
        rulings = [Ruling(row.number, "rejected", formula) for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    for line in rows(visit().get(f"{PROCESS}.csv"))[1:]:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line), line


def test_an_undone_decision_is_not_reported_as_the_outcome(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara, "Va bene.")
    with writing():
        undo(document, by=cast.mara, seen=2, reason="Sbaglio.")
    words = visit().get(DOCUMENT).text
    assert "Modifica 1 In attesa di esito" in words and "Va bene." not in words and "Deciso da" not in words


def test_covered_words_are_in_no_report(cast: Cast, document: Document, visit: Visit) -> None:
    for path in (DOCUMENT, PROCESS, f"{DOCUMENT}.csv", f"{PROCESS}.csv"):
        assert "quanti" in visit().get(path).html
    with writing():
        obscure(document, "quanti", by=cast.mara, reason="È un nome.")
    for path in (DOCUMENT, PROCESS, f"{DOCUMENT}.csv", f"{PROCESS}.csv"):
        assert "quanti" not in visit().get(path).html


def test_a_report_is_kept_for_visitors_and_made_anew_when_something_is_decided(
    cast: Cast, document: Document, visit: Visit
) -> None:
    for path in (DOCUMENT, PROCESS):
        visit().get(path)
        with statements() as seen:
            visit().get(path)
        assert len(seen) <= 1, "only its stamp is read"
    accepted(asked(document, cast.ada, base=2, tempi="Entro il 2029."), cast.mara, "Serve.")
    for path in (DOCUMENT, PROCESS):
        assert "2029" in visit().get(path).text


def _more(cast: Cast, document: Document, years: range) -> None:
    for year in years:
        asked(document, cast.ada, base=document.version, tempi=f"Entro il {year}.")


@pytest.mark.parametrize("path", [DOCUMENT, PROCESS, f"{DOCUMENT}.csv", f"{PROCESS}.csv"])
def test_a_report_asks_the_database_as_often_for_many_as_for_few(
    cast: Cast, document: Document, visit: Visit, path: str
) -> None:
    visit().get(path)  # what is kept is worked out once
    counts = []
    for years in (range(2030, 2031), range(2040, 2050)):
        _more(cast, document, years)
        _more(cast, published(cast), years)
        with statements() as seen:
            visit().get(path)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 14


def test_very_many_requests_go_on_to_another_page(
    cast: Cast, document: Document, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.report_views.MOST_REQUESTS", 2)
    monkeypatch.setattr("proposals.report_views.MOST_OF_ONE", 2)
    first = visit().get(DOCUMENT)
    assert "Modifica 2" in first.text and "Modifica 3" not in first.text
    assert "Modifica 3" in first.follow("Vai alle richieste successive").text
    whole = visit().get(PROCESS)
    assert "Modifica 3" in whole.follow("Le altre richieste sono nel rapporto").text


def test_very_many_proposals_go_on_to_another_page(
    cast: Cast, document: Document, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(cast, text("Un’altra azione"))
    monkeypatch.setattr("proposals.report_views.MOST_TEXTS", 1)
    first = visit().get(PROCESS)
    assert "Un’altra azione" not in first.text
    assert "Un’altra azione" in first.follow("Proposte successive").text
    assert visit().get(f"{PROCESS}?page=9").status == 404


def test_a_draft_has_no_report(cast: Cast, document: Document, visit: Visit) -> None:
    with writing():
        document.state = "draft"
    assert visit().get(DOCUMENT).status == 404
    assert visit().get(f"{DOCUMENT}.csv").status == 404


def test_the_pages_of_a_proposal_and_of_its_process_lead_to_the_reports(document: Document, visit: Visit) -> None:
    for path, report in (("/proposals/1", DOCUMENT), ("/processes/piano", PROCESS)):
        page = visit().get(path).follow("Rapporto sugli esiti")
        assert page.path == report and page.has_link("Scarica le richieste e gli esiti (CSV)")
