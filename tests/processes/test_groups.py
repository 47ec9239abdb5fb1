# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups of processes: a page for each, with its numbers and the list of its processes; administrators describe it."""

import pytest

from auth.body_actions import BodyData
from auth.body_actions import create as register_body
from bodies.merge_actions import merge
from db import Changed, db
from permissions import Refused
from processes.groups.actions import About, describe
from processes.sheet import term_actions
from processes.sheet.actions import change_facts
from processes.sheet.models import Term
from processes.sheet.queries import term_named
from tests.make import Cast, published, writing
from tests.processes.test_registry import made, titles

CALL = "Bando 2020"


def called(cast: Cast) -> Term:
    """Return a group of two processes, beside a third of another."""
    made(cast, "Orti", group=CALL, places=["Carpi (MO)", "Camogli"], progress="running")
    made(cast, "Siepi", group=CALL, places=["Camogli"], progress="concluded")
    made(cast, "Parco", group="Bando 2021")
    found = term_named("group", CALL)
    assert found is not None
    return found


def test_a_group_shows_its_processes_and_their_numbers(cast, visit):
    group = called(cast)
    published(cast)
    with writing():
        change_facts(cast.process, {"group": CALL, "progress": "running"}, by=cast.ines, seen=0)
    page = visit().get("/processes").follow("Bandi e gruppi di processi").follow(CALL)
    assert page.path == f"/processes/groups/{group.id}"
    rows = page.all(".//main//ul[@class='rows']//h3/a")
    assert [a.text for a in rows] == ["Siepi", "Orti", cast.process.title]
    assert "Processi 3 In corso: 2 Concluso: 1 Proposte pubblicate 1 Richieste di modifica 0 Luoghi 2" in page.text
    assert "Camogli (2) Carpi (MO) (1)" in page.text
    assert titles(page.follow("Concluso: 1")) == ["Siepi"]
    assert titles(page.follow("Cerca e filtra tra questi processi")) == ["Siepi", "Orti", cast.process.title]
    assert visit().get(f"/processes.csv?group={CALL}").html.count("\r\n") == 4


def test_sheets_and_the_registry_lead_to_the_page_of_the_group(cast, visit):
    group = called(cast)
    for page in (visit().get("/processes/orti").follow(CALL), visit().get(f"/processes?group={CALL}").follow("La pag")):
        assert page.path == f"/processes/groups/{group.id}"


def test_administrators_describe_a_group_and_look_at_it_before(cast, visit):
    group = called(cast)
    with writing():
        register_body(BodyData("Regione Esempio"), by=cast.ines)
    page = visit(cast.ines).get(f"/processes/groups/{group.id}").follow("Scrivi la pagina del gruppo")
    page = page.press("Guarda l’anteprima", description="Un **bando**.", started=2020)
    assert "Un bando." in page.text and About.of(group) == About()
    page = page.press("Salva la pagina", closed=2019)
    assert page.status == 422 and "L’anno di chiusura non può venire prima" in page.text
    page = page.press("Salva la pagina", closed=2021, body="Regione Altrove")
    assert page.status == 422 and "Nessun ente ha questo nome" in page.text
    page = page.press("Salva la pagina", body="Regione Esempio")
    assert "2020–2021 a cura di Regione Esempio" in page.text and "Un bando." in page.text
    assert page.all(".//main//strong")[0].text == "bando"
    assert "2020–2021" in visit().get("/processes/groups").text


def test_only_administrators_describe_a_group(cast, visit):
    group = called(cast)
    assert "Scrivi la pagina" not in visit(cast.bruno).get(f"/processes/groups/{group.id}").text
    assert visit(cast.bruno).get(f"/processes/groups/{group.id}/edit").status == 403
    with pytest.raises(Refused), writing():
        describe(group, About("Mio."), by=cast.bruno, seen=0)


def test_whoever_writes_over_another_is_told(cast):
    group = called(cast)
    with writing():
        describe(group, About("Uno."), by=cast.ines, seen=0)
    with pytest.raises(Changed), writing():
        describe(group, About("Due."), by=cast.ines, seen=0)
    assert group.description == "Uno."


def test_two_groups_made_one_keep_what_was_said_of_either(cast):
    group = called(cast)
    with writing():
        describe(group, About("Uno.", 2020), by=cast.ines, seen=0)
        term_actions.change(group, "Bando 2021", by=cast.ines, shows_all=False)
    kept = term_named("group", "Bando 2021")
    assert kept is not None and About.of(kept) == About("Uno.", 2020) and term_named("group", CALL) is None


def test_a_body_merged_into_another_still_runs_the_group(cast):
    group = called(cast)
    with writing():
        double, other = (register_body(BodyData(name), by=cast.ines) for name in ("Regione E.", "Regione Esempio"))
        describe(group, About(body="Regione E."), by=cast.ines, seen=0)
        merge(double, other, "È la stessa.", by=cast.ines)
    assert About.of(db.session.get_one(Term, group.id)).body == "Regione Esempio"


@pytest.mark.parametrize("path", ["groups/99", "groups/1?after=x", "groups/1/edit?x"])
def test_what_is_no_group_is_nowhere(cast, visit, path):
    with writing():
        term_actions.add("theme", "Verde", by=cast.ines)
    assert visit(cast.ines).get(f"/processes/{path}").status == 404


def test_the_pages_of_a_group_lead_on_without_a_gap(cast, visit):
    for number in range(25):
        made(cast, f"Processo {number}", group=CALL)
    group = term_named("group", CALL)
    assert group is not None
    first = visit().get(f"/processes/groups/{group.id}")
    rest = first.follow("Successivi")
    rows = [a.text for page in (first, rest) for a in page.all(".//main//ul[@class='rows']//h3/a")]
    assert rows == [f"Processo {number}" for number in range(24, -1, -1)]
    assert "In numeri" in first.text and "In numeri" not in rest.text
