# SPDX-License-Identifier: AGPL-3.0-or-later
"""The facts of a sheet: written by staff, shown under their headings, changed on the record."""

import pytest

from auth.models import Body
from db import Invalid, db
from journal.models import Event
from processes.sheet import actions as facts_actions
from processes.sheet import queries as facts_queries
from processes.sheet import term_actions
from processes.sheet.actions import body_for, name_body
from processes.sheet.facts import FACTS, GROUPS, ROLES, Kind
from tests.make import Cast, writing

FORM = "/processes/piano/facts"
BODIES = "/processes/piano/facts/bodies"


def write(cast: Cast, **wanted: object) -> None:
    """Write the facts of the process, over those that are there."""
    facts = facts_queries.facts_of(cast.process)
    with writing():
        facts_actions.change_facts(cast.process, wanted, by=cast.bruno, seen=facts.edition if facts else 0)


def name(cast: Cast, role: str, *words: str) -> None:
    """Give the body with these words (name, place, province) a role."""
    with writing():
        body = facts_actions.body_for(cast.process, *words, by=cast.bruno)
        facts_actions.name_body(cast.process, role, body, by=cast.bruno)


def changes() -> list[dict[str, object]]:
    """Return what the last event says has changed."""
    event = db.session.scalars(db.select(Event).order_by(Event.id.desc())).first()
    assert event is not None and event.kind == "process.facts_changed" and event.data is not None
    return list(event.data["changes"])


def headings(page) -> list[str]:
    """Return the headings of the sheet on a page."""
    return [h.text for h in page.all(".//h3") if (h.get("id") or "").startswith("facts-")]


def test_a_process_without_facts_shows_no_sheet(cast, visit):
    assert "Scheda aggiornata" not in visit().get("/processes/piano").text


def test_staff_write_facts_and_everybody_reads_them(cast, visit):
    page = visit(cast.bruno).get("/processes/piano").follow("Scheda del processo")
    page = page.press(
        "Salva la scheda",
        kind="Scheda breve",
        area="Ambiente",
        theme="Verde urbano",
        started=2019,
        closed=2020,
        progress="continuing",
        certified="y",
        region="Liguria",
        places="Rapallo (GE)\nCamogli\n\n",
        granted=12000,
        objectives="Curare **i giardini**.",
        source="https://esempio.example/scheda",
        changed_on="2020-04-18",
    )
    assert page.status == 200 and page.path == "/processes/piano"
    text = visit().get("/processes/piano").text
    for words in (
        "Scheda breve",
        "Ambito di intervento Ambiente",
        "Tematica specifica Verde urbano",
        "Anno di avvio 2019",
        "Anno di chiusura 2020",
        "Stato di avanzamento Concluso, l’attuazione continua",
        "Certificato sì",
        "Regione Liguria",
        "Luoghi Rapallo (GE) Camogli",
        "Importo finanziato dal bando 12.000 euro",
        "Obiettivi Curare i giardini.",
        "Scheda originale https://esempio.example/scheda",
        "Data ultima modifica 18 aprile 2020",
    ):
        assert words in text, words


def test_what_was_saved_comes_back_in_the_form(cast, visit):
    write(cast, started=2019, places=["Rapallo (GE)", "Camogli"], first_day=None, theme="Verde", funded=True)
    visitor = visit(cast.bruno)
    before = facts_queries.values(cast.process)
    assert visitor.get(FORM).press("Salva la scheda").status == 200
    assert facts_queries.values(cast.process) == before
    assert before == {"started": 2019, "places": ["Rapallo (GE)", "Camogli"], "theme": "Verde", "funded": True}


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS.values() if fact.name not in ROLES], ids=lambda fact: fact.name
)
def test_every_fact_can_be_written_and_is_shown(cast, visit, fact):
    written = {
        Kind.YEAR: "2018",
        Kind.NUMBER: "7",
        Kind.EUROS: "700",
        Kind.DAY: "2018-05-04",
        Kind.FLAG: "y",
        Kind.CHOICE: "running",
        Kind.LINK: "https://esempio.example/7",
    }.get(fact.kind, "Parole di prova")
    shown = {Kind.DAY: "4 maggio 2018", Kind.FLAG: "sì", Kind.CHOICE: "In corso", Kind.EUROS: "700 euro"}
    visit(cast.bruno).get(FORM).press("Salva la scheda", **{fact.name: written})
    text = visit().get("/processes/piano").text
    words = shown.get(fact.kind, written)
    assert (words if fact.name == "kind" else f"{fact.label} {words}") in text


@pytest.mark.parametrize("role", ROLES)
def test_bodies_stand_with_their_place_under_their_role(cast, visit, role):
    words = {"name": "Comune di Rapallo", "place": "Rapallo", "province": "ge", "office": "Verde"}
    page = visit(cast.bruno).get(BODIES).press("Aggiungi l’ente", role=role, **words)
    assert page.status == 200 and "Comune di Rapallo (GE) – Verde" in page.text
    assert f"{FACTS[role].label} Comune di Rapallo (GE) – Verde" in visit().get("/processes/piano").text
    assert changes() == [{"fact": role, "before": [], "after": ["Comune di Rapallo (GE) – Verde"]}]


def test_a_body_elsewhere_is_named_with_its_place(cast):
    name(cast, "funder", "Fondazione del Mare", "Camogli", "GE")
    assert [str(one) for one in facts_queries.involvements(cast.process)] == ["Fondazione del Mare, Camogli (GE)"]


def test_a_body_that_is_known_is_not_registered_again_nor_changed(cast):
    name(cast, "holder", "Comune di Rapallo", "Rapallo", "GE")
    name(cast, "promoter", "Comune di Rapallo", "Altrove", "XX")
    bodies = db.session.scalars(db.select(Body)).all()
    assert [(body.name, body.place) for body in bodies] == [("Comune di Rapallo", "Rapallo")]


def test_a_body_has_a_role_once(cast, visit):
    name(cast, "holder", "Comune di Rapallo")
    page = visit(cast.bruno).get(BODIES).press("Aggiungi l’ente", role="holder", name="Comune di Rapallo")
    assert page.status == 422 and "ha già questo ruolo" in page.text


def test_a_body_that_leaves_is_on_record(cast, visit):
    name(cast, "holder", "Comune di Rapallo")
    page = visit(cast.bruno).get(BODIES).press("Togli Comune di Rapallo")
    assert page.status == 200 and "non c’è ancora nessun ente" in page.text
    assert changes() == [{"fact": "holder", "before": ["Comune di Rapallo"], "after": []}]


def test_changed_facts_are_told_with_what_they_were(cast, visit):
    write(cast, started=2018, places=["Rapallo (GE)"])
    write(cast, started=2019, places=["Rapallo (GE)", "Camogli"])
    assert changes() == [
        {"fact": "started", "before": 2018, "after": 2019},
        {"fact": "places", "before": ["Rapallo (GE)"], "after": ["Rapallo (GE)", "Camogli"]},
    ]
    text = visit().get("/processes/piano/history").text
    assert (
        "Bruno ha cambiato la scheda: Anno di avvio, da «2018» a «2019»; "
        "Luoghi, da «Rapallo (GE)» a «Rapallo (GE) / Camogli»" in text
    )
    assert "Year of start, from “2018” to “2019”" in visit().get("/en/processes/piano/history").text


def test_long_facts_are_shortened_in_the_timeline_alone(cast, visit):
    words = "scuole e associazioni, " * 8
    write(cast, participants=words.strip())
    assert words.strip() in visit().get("/processes/piano").text
    assert "scuol…»" in visit().get("/processes/piano/history").text


def test_saving_without_a_change_leaves_no_trace(cast):
    write(cast, started=2018)
    count = db.session.scalar(db.select(db.func.count(Event.id)))
    write(cast, started=2018)
    assert db.session.scalar(db.select(db.func.count(Event.id))) == count


def test_two_people_do_not_overwrite_each_other(cast, visit):
    late = visit(cast.bruno).get(FORM)
    write(cast, started=2018)
    page = late.press("Salva la scheda", theme="Verde urbano")
    assert page.status == 422 and "qualcuno ha cambiato la scheda" in page.text and "Verde urbano" in page.html
    assert facts_queries.values(cast.process) == {"started": 2018}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("started", "duemila", "un anno di quattro cifre"),
        ("started", "17", "un anno di quattro cifre"),
        ("closed", "2010", "prima di quello di avvio"),
        ("granted", "12.000 €", "solo cifre"),
        ("source", "esempio", "un indirizzo completo"),
        ("source", "javascript:alert(1)", "un indirizzo completo"),
        ("places", "Rapallo (Genova)", "un luogo per riga"),
        ("changed_on", "3020-01-01", "Controlla l’anno"),
    ],
)
def test_what_cannot_be_comes_back_with_a_sentence(cast, visit, field, value, sentence):
    words = {"started": "2017", "theme": "Parole mie", field: value}
    page = visit(cast.bruno).get(FORM).press("Salva la scheda", **words)
    assert page.status == 422 and sentence in page.text and "Parole mie" in page.html
    assert facts_queries.facts_of(cast.process) is None


def test_empty_headings_are_hidden_unless_the_kind_of_sheet_shows_all(cast, visit):
    write(cast, kind="Scheda di osservatorio", started=2018)
    assert headings(visit().get("/processes/piano")) == ["Caratteristiche"]
    page = visit(cast.ines).get("/terms").follow("Scheda di osservatorio")
    assert page.press("Salva la voce", shows_all="y").status == 200
    assert headings(visit().get("/processes/piano")) == [group.label for group in GROUPS]


def test_words_of_lists_are_found_however_they_are_written(cast):
    write(cast, theme="Verde urbano")
    write(cast, theme="VERDE URBANO")
    assert [term.name for term in facts_queries.terms("theme")] == ["Verde urbano"]


def test_two_words_of_a_list_become_one(cast, visit):
    write(cast, theme="Verde")
    with writing():
        term_actions.add("theme", "Verde urbano", by=cast.ines)
    visit(cast.ines).get("/terms").follow("Verde").press("Salva la voce", name="Verde urbano")
    assert [term.name for term in facts_queries.terms("theme")] == ["Verde urbano"]
    assert "Tematica specifica Verde urbano" in visit().get("/processes/piano").text


def test_a_word_stands_once_in_its_list(cast, visit):
    visitor = visit(cast.ines)
    page = visitor.get("/terms").press("Aggiungi la voce", vocabulary="area", name="Ambiente")
    assert page.status == 200 and "Ambiente" in page.text
    page = visitor.get("/terms").press("Aggiungi la voce", vocabulary="area", name="ambiente")
    assert page.status == 422 and "c’è già" in page.text


@pytest.mark.parametrize("path", [FORM, BODIES, "/terms"])
def test_only_those_entitled_write_sheets_and_lists(cast, visit, path):
    assert visit(cast.ada).get(path).status == 403
    assert visit().get(path).path.startswith("/sign-in")


def test_an_unknown_fact_or_role_is_a_mistake_of_ours(cast):
    with pytest.raises(KeyError), writing():
        facts_actions.change_facts(cast.process, {"colour": "blu"}, by=cast.bruno, seen=0)
    with pytest.raises(Invalid), writing():
        facts_actions.name_body(cast.process, "friend", Body(id=1, name="X"), by=cast.bruno)


def test_a_sheet_without_phases_and_plan_says_nothing_of_what_is_open(cast, visit):
    write(cast, started=2017)
    with writing():
        cast.process.phases.clear()
    text = visit().get("/processes/piano").text
    assert "Anno di avvio 2017" in text and "Il piano" not in text and "Che cosa si può fare ora" not in text


def test_a_text_of_the_sheet_has_headings_below_its_own(cast, visit):
    write(cast, path="## Prima\n\nIncontri.\n\n<script>alert(1)</script>")
    page = visit().get("/processes/piano")
    assert [h.text for h in page.all(".//dd//h4")] == ["Prima"]
    assert not page.all(".//dd//script")


def test_bodies_of_a_role_stand_in_the_order_that_staff_give_them(cast, visit):
    with writing():
        for name in ("Comune di Camogli", "Comune di Rapallo"):
            name_body(cast.process, "holder", body_for(cast.process, name, by=cast.bruno), by=cast.bruno)
    page = visit(cast.bruno).get("/processes/piano/facts/bodies")
    assert page.text.index("Camogli") < page.text.index("Rapallo")
    page = page.press("Sposta giù «Comune di Camogli»")
    assert page.text.index("Rapallo") < page.text.index("Camogli")
    shown = visit().get("/processes/piano").text
    assert shown.index("Comune di Rapallo") < shown.index("Comune di Camogli")
    assert "Comune di Rapallo" in visit().get("/processes/piano/history").text


def test_the_text_of_a_sheet_is_looked_at_before_it_is_saved(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/facts")
    page = page.press("Guarda l’anteprima", objectives="Curare il **verde**.")
    assert "Anteprima: non è ancora salvata" in page.text and page.all(".//main//strong")[0].text == "verde"
    assert "Curare" not in visit().get("/processes/piano").text
    page.press("Salva la scheda")
    assert "Curare il verde." in visit().get("/processes/piano").text
