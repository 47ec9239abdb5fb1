# SPDX-License-Identifier: AGPL-3.0-or-later
"""The registry of processes: facets and their counts, search, pages by key, files, and what it asks the database."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest

from db import db
from processes.actions import Sheet, change, create
from processes.models import Process
from processes.registry import queries as registry_queries
from processes.registry.files import cell
from processes.registry.queries import Wish
from processes.registry.registry import FACETS, Registry, bits_of, ids_down, ids_up
from processes.sheet import actions as facts_actions
from processes.sheet import term_actions
from processes.sheet.actions import change_facts
from processes.sheet.queries import facts_of, term_named
from tests.make import Cast, writing
from tests.proposals.test_lists import Counting

ATOM = "{http://www.w3.org/2005/Atom}"


def made(cast: Cast, title: str, holder: str = "", **facts: object) -> Process:
    """Create a process with a sheet, through the real actions."""
    slug = "-".join(re.findall("[a-z0-9]+", title.lower()))
    with writing():
        process = create(Sheet(slug=slug, title=title, prefix="reg"), by=cast.ines)
        change_facts(process, facts, by=cast.ines, seen=0)
        if holder:
            body = facts_actions.body_for(process, holder, by=cast.ines)
            facts_actions.name_body(process, "holder", body, by=cast.ines)
    return process


def three(cast: Cast) -> tuple[Process, Process, Process]:
    """Create three processes that differ in every facet."""
    first = made(cast, "Orti di quartiere", "Comune di Rapallo", region="Liguria", places=["Rapallo (GE)", "Camogli"],
                 theme="Verde", area="Ambiente", started=2019, progress="concluded", certified=True)  # fmt: skip
    second = made(cast, "Bilancio dei giovani", "Comune di Carpi", region="Emilia-Romagna", places=["Carpi (MO)"],
                  theme="Bilancio", area="Istituzioni", started=2020, progress="running", funded=True,
                  group="Bando 2020", kind="Scheda breve")  # fmt: skip
    third = made(cast, "Parco del mare", region="Liguria", places=["Camogli"], theme="Verde", started=2020)
    return first, second, third


def titles(page) -> list[str]:
    """Return the titles on a page of the list."""
    return [a.text for a in page.all(".//main//ul[@class='rows']//h2/a")]


def options(page, facet: str) -> list[str]:
    """Return what a facet offers."""
    return [option.text for select in page.all(".//select") if select.get("id") == facet for option in select][1:]


def test_the_registry_lists_the_newest_first_with_their_facts(cast, visit):
    three(cast)
    page = visit().get("/").follow("Tutti i processi")
    assert titles(page) == ["Parco del mare", "Bilancio dei giovani", "Orti di quartiere"]
    assert "Trovati 3 processi." in page.text
    assert "Certificato Comune di Rapallo Ambiente Verde 2019 Concluso Liguria Rapallo (GE) / Camogli" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("region=Liguria", ["Parco del mare", "Orti di quartiere"]),
        ("place=Camogli", ["Parco del mare", "Orti di quartiere"]),
        ("place=Rapallo+(GE)", ["Orti di quartiere"]),
        ("theme=Bilancio", ["Bilancio dei giovani"]),
        ("area=Ambiente", ["Orti di quartiere"]),
        ("year=2020", ["Parco del mare", "Bilancio dei giovani"]),
        ("progress=running", ["Bilancio dei giovani"]),
        ("holder=Comune+di+Carpi", ["Bilancio dei giovani"]),
        ("certified=yes", ["Orti di quartiere"]),
        ("funded=yes", ["Bilancio dei giovani"]),
        ("group=Bando+2020", ["Bilancio dei giovani"]),
        ("kind=Scheda+breve", ["Bilancio dei giovani"]),
        ("region=Liguria&year=2020", ["Parco del mare"]),
        ("region=Liguria&q=orti", ["Orti di quartiere"]),
        ("q=camogli", ["Orti di quartiere", "Parco del mare"]),
        ("q=carpi", ["Bilancio dei giovani"]),
        ("q=nulla", []),
        ("region=Lazio", []),
        ("colour=blu", ["Parco del mare", "Bilancio dei giovani", "Orti di quartiere"]),
    ],
)
def test_filters_and_words_narrow_the_list(cast, visit, query, found):
    three(cast)
    page = visit().get(f"/processes?{query}")
    assert (sorted if "q=" in query else list)(titles(page)) == (sorted if "q=" in query else list)(found)


def test_facets_count_under_the_other_filters(cast, visit):
    three(cast)
    page = visit().get("/processes")
    assert options(page, "region") == ["Liguria (2)", "Emilia-Romagna (1)"]
    assert options(page, "year") == ["2020 (2)", "2019 (1)"]
    assert options(page, "progress") == ["Concluso (1)", "In corso (1)"]
    assert options(page, "certified") == ["sì (1)"]
    page = page.press("Cerca", year="2020")
    assert options(page, "region") == ["Emilia-Romagna (1)", "Liguria (1)"]
    assert options(page, "year") == ["2020 (2)", "2019 (1)"], "a facet does not narrow itself"
    assert titles(page.press("Cerca", region="Liguria")) == ["Parco del mare"]
    assert titles(page.follow("Togli i filtri")) == titles(visit().get("/processes"))


def test_a_chosen_value_that_nothing_has_is_still_shown(cast, visit):
    three(cast)
    assert options(visit().get("/processes?region=Lazio"), "region")[-1] == "Lazio (0)"


def test_counts_above_a_thousand_are_told_as_more(cast, visit, monkeypatch):
    three(cast)
    monkeypatch.setattr(registry_queries, "EXACT", 1)
    page = visit().get("/processes?n=1")
    assert options(page, "region") == ["Liguria (oltre 1.000)", "Emilia-Romagna (1)"]
    assert "Trovati oltre 1.000 processi." in page.text


def test_the_registry_follows_every_change(cast, visit):
    first, *_ = three(cast)
    visitor = visit()
    visitor.get("/processes")
    with writing():
        change_facts(first, {"region": "Toscana", "theme": "Verde"}, by=cast.ines, seen=facts_of(first).edition)
        change(first, Sheet(slug=first.slug, title="Orti e siepi", prefix="reg"), by=cast.ines)
    page = visitor.get("/processes?region=Toscana")
    assert titles(page) == ["Orti e siepi"]
    assert options(page, "region") == ["Emilia-Romagna (1)", "Liguria (1)", "Toscana (1)"]
    assert titles(visitor.get("/processes?q=siepe")) == ["Orti e siepi"]
    with writing():
        term_actions.change(term_named("theme", "Verde"), "Natura", by=cast.ines, shows_all=False)
    assert options(visitor.get("/processes"), "theme") == ["Natura (2)", "Bilancio (1)"]
    assert titles(visitor.get("/processes?q=natura&region=Toscana")) == ["Orti e siepi"]


def test_pages_lead_forth_and_back_without_a_gap(cast, visit):
    for number in range(45):
        made(cast, f"Processo {number}", theme="Verde" if number % 2 else "Acqua")
    expected = [f"Processo {number}" for number in range(44, -1, -1)]
    page, seen = visit().get("/processes"), []
    while True:
        seen += titles(page)
        if not page.has_link("Successivi"):
            break
        page = page.follow("Successivi")
    assert seen == expected
    back = titles(page)
    while page.has_link("Precedenti"):
        page = page.follow("Precedenti")
        back = titles(page) + back
    assert back == expected
    assert titles(visit().get("/processes?theme=Verde").follow("Successivi")) == ["Processo 3", "Processo 1"]
    assert titles(visit().get("/processes?q=processo").follow("Successivi").follow("Precedenti")) == titles(
        visit().get("/processes?q=processo")
    )


@pytest.mark.parametrize("query", ["after=x", "after=-1", "before=99999999999", "at=1e3"])
def test_forged_keys_lead_nowhere(cast, visit, query):
    three(cast)
    assert visit().get(f"/processes?{query}").status == 404


@pytest.mark.parametrize("query", ["after=2147483647", "before=2147483647", "at=2147483647&q=orti"])
def test_keys_beyond_all_are_harmless(cast, visit, query):
    three(cast)
    assert visit().get(f"/processes?{query}").status == 200


def test_territories_are_listed_with_their_numbers(cast, visit):
    three(cast)
    page = visit().get("/processes").follow("Tutti i territori")
    assert "Camogli (2 processi) Carpi (MO) (un processo)" in page.text
    assert titles(page.follow("Rapallo (GE)")) == ["Orti di quartiere"]


def test_any_list_comes_as_csv_without_formulas(cast, visit):
    three(cast)
    made(cast, "=1+2", region="Liguria", duration="-3 mesi")
    answer = visit().client.get("/processes.csv?region=Liguria")
    assert answer.headers["Content-Disposition"] == "attachment; filename=processes.csv"
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert [row["title"] for row in rows] == ["'=1+2", "Parco del mare", "Orti di quartiere"]
    assert rows[0]["duration"] == "'-3 mesi"
    assert rows[2]["places"] == "Rapallo (GE)\nCamogli" and rows[2]["holder"] == "Comune di Rapallo"
    assert rows[2]["address"].endswith("/processes/orti-di-quartiere")


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(words):
    assert cell(words) == f"'{words}" and cell("a=1") == "a=1"


def test_any_list_comes_as_json(cast, visit):
    three(cast)
    found = json.loads(visit().client.get("/processes.json?q=orti").get_data())["processes"]
    assert [one["title"] for one in found] == ["Orti di quartiere"]
    assert found[0]["places"] == ["Rapallo (GE)", "Camogli"] and found[0]["certified"] is True
    assert found[0]["started"] == 2019 and "closed" not in found[0]


def test_any_list_comes_as_a_feed(cast, visit):
    three(cast)
    words = visit().client.get("/processes.atom?region=Liguria").get_data(as_text=True)
    feed = ET.fromstring(words)  # noqa: S314 - ours
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Parco del mare",
        "Orti di quartiere",
    ]
    assert "region=Liguria" in (feed.findtext(f"{ATOM}id") or "")


@pytest.mark.parametrize(("query", "most"), [("", 4), ("region=Liguria&year=2020", 4), ("q=processo", 5)])
def test_a_page_asks_the_database_a_few_times_however_much_there_is(cast, visit, query, most):
    visit().get("/roles")
    counts = []
    for turn in range(2):
        for number in range(25):
            made(cast, f"Processo {turn} {number}", region="Liguria", places=["Camogli"], started=2020)
        visit().get("/processes?n=0")  # what changed is read once, by whoever comes first
        with Counting() as counting:
            assert visit().get(f"/processes?{query}&n={turn + 1}").status == 200
        counts.append(len(counting.statements))
    assert counts[0] == counts[1] <= most, counting.statements


def test_reading_what_changed_takes_four_queries(cast):
    three(cast)
    registry = Registry()
    with Counting() as counting:
        registry.refresh()
    assert len(counting.statements) == 5 and registry.all.bit_count() == 3
    with Counting() as counting:
        registry.refresh()
    assert len(counting.statements) == 1


def test_a_registry_that_followed_knows_what_a_new_one_reads(cast):
    old = Registry()
    first, second, _ = three(cast)
    old.refresh()
    with writing():
        change_facts(first, {"region": "Toscana"}, by=cast.ines, seen=facts_of(first).edition)
        change_facts(second, {}, by=cast.ines, seen=facts_of(second).edition)
    old.refresh()
    new = Registry()
    new.refresh()
    assert old.all == new.all
    assert old.counts({}, old.all) == new.counts({}, new.all)
    assert registry_queries.all_ids(old, Wish({"region": "Toscana"})) == [first.id]


def test_bits_hold_ids_in_both_directions():
    bits = bits_of([5, 1, 70])
    assert list(ids_down(bits)) == [70, 5, 1] and list(ids_up(bits)) == [1, 5, 70]
    assert list(ids_down(0)) == []


def test_every_facet_has_a_name(app):
    assert len(FACETS) == len(set(FACETS)) == 11
    assert db.session.scalar(db.select(db.func.count(Process.id))) == 0


def test_filters_are_folded_and_each_chosen_one_is_taken_off_alone(cast, visit):
    with writing():
        change_facts(cast.process, {"theme": "Verde", "region": "Liguria"}, by=cast.bruno, seen=0)
    page = visit().get("/processes?theme=Verde&region=Liguria&q=piano")
    assert page.all(".//details[@class='more-filters']")[0].get("open") is None  # results stand at once below
    page = page.follow("Tematica specifica: Verde")
    assert "theme" not in page.path and "region=Liguria" in page.path and "q=piano" in page.path
    assert visit().get("/processes?theme=Verde").follow("Togli i filtri").path == "/processes"
