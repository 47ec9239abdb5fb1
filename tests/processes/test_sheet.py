# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes: their page, their settings, their phases, the parts of their plan."""

import re
from datetime import date, datetime

import pytest

from comments.actions import post
from db import db
from journal.actions import stamp
from processes import queries
from processes.calendar import end_of, first_day, last_day, start_of
from processes.models import Phase, Process
from tests.make import published, text, writing


def test_the_first_page_says_what_is_open_now(cast, visit):
    page = visit().get("/")
    assert page.status == 200
    assert "Piano della formazione" in page.text
    assert re.search("Scrittura Fino al .+: .*modifiche", page.text)


def test_the_first_page_tells_of_the_latest_publication_without_names(cast, visit):
    published(cast)
    page = visit().get("/")
    assert "Nuove proposte Creare gruppi tra settori" in page.text
    assert page.text.count("Creare gruppi tra settori") == 1
    assert "Bruno" not in page.text


def test_a_lively_conversation_pushes_nothing_off_the_first_page(cast, visit):
    first, second = published(cast), published(cast, text("Fare rete"))
    with writing():
        for number in range(9):
            post(second, f"Commento {number}.", by=cast.ada)
    page = visit().get("/")
    assert "Nuove proposte Fare rete" in page.text and "Creare gruppi" in page.text and first.comments == 0


def test_the_first_page_has_one_search_and_says_in_which_language_titles_are(cast, visit):
    page = visit().get("/en/")
    assert len([form for form in page.all(".//form") if form.get("role") == "search"]) == 1
    assert [link.get("lang") for link in page.all(".//ul[@class='processes']//h3/a")] == ["it"]
    page = visit().get("/en/processes/piano")
    assert page.all(".//main//h1")[0].get("lang") == "it"


def test_a_process_shows_its_description_phases_and_plan(cast, visit):
    with writing():
        cast.process.description = "Scritto con **tutti** <script>alert(1)</script>"
    document = published(cast)
    page = visit().get("/processes/piano")
    assert page.all(".//main//strong")[0].text == "tutti"
    assert "Creare gruppi tra settori" in page.text
    assert "In corso" in page.text
    assert document.version == 1
    assert not page.has_link("Impostazioni")


@pytest.mark.parametrize(
    ("participation", "words"),
    [
        ("domain", "Partecipa chi ha un indirizzo e-mail di: prato.example."),
        ("invitation", "Partecipa solo chi è invitato."),
    ],
)
def test_a_process_not_open_to_all_says_who_takes_part(cast, visit, participation, words):
    assert words not in visit(cast.ada).get("/processes/piano").text
    with writing():
        cast.process.participation, cast.process.domains = participation, ["prato.example"]
        stamp("process:1")
    assert words in visit(cast.ada).get("/processes/piano").text


def test_an_administrator_learns_how_an_empty_plan_begins(cast, visit):
    hint = "nomina chi fa parte dello staff"
    assert hint in visit(cast.ines).get("/processes/piano").text
    assert hint not in visit(cast.bruno).get("/processes/piano").text
    assert hint not in visit().get("/processes/piano").text


def test_staff_find_their_buttons_on_the_process(cast, visit):
    page = visit(cast.bruno).get("/processes/piano")
    for words in ("Scrivi una proposta", "Bozze", "Ordina il piano", "Parti del piano", "Fasi", "Impostazioni"):
        assert page.has_link(words)


def test_an_administrator_creates_a_process(cast, visit):
    page = visit(cast.ines).get("/processes/new")
    page = page.press(
        "Crea il processo", title="Bilancio 2027", slug="bilancio-2027", prefix="bil", headings="Uno\n\nDue "
    )
    assert page.status == 200
    assert page.path == "/processes/bilancio-2027/phases"
    made = queries.by_slug("bilancio-2027")
    assert made is not None
    assert (made.title, made.prefix, made.headings) == ("Bilancio 2027", "bil", ["Uno", "Due"])


@pytest.mark.parametrize("who", ["ada", "mara", "bruno"])
def test_nobody_else_creates_a_process(cast, visit, who):
    assert visit(getattr(cast, who)).get("/processes/new").status == 403


def test_a_visitor_is_asked_to_sign_in(cast, visit):
    page = visit().get("/processes/piano/edit")
    assert page.path.startswith("/sign-in")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("slug", "Piano Nuovo", "lettere minuscole"),
        ("slug", "piano", "già di un altro processo"),
        ("slug", "new", "lettere minuscole"),
        ("prefix", "9x", "comincia con una lettera"),
        ("title", "x" * 201, "al massimo 200"),
        ("title", " \u200b ", "Scrivi il titolo"),
        ("domains", "chiocciola@comune.it/x", "un dominio per riga"),
        ("participation", "everyone", ""),
    ],
)
def test_what_cannot_stand_comes_back_with_everything_typed(cast, visit, field, value, sentence):
    words = {"title": "Il mio titolo", "slug": "nuovo", "prefix": "nuo", "description": "Parole mie", field: value}
    visitor = visit(cast.ines)
    page = visitor.get("/processes/new").press("Crea il processo", **words)
    assert page.status == 422
    assert sentence in page.text
    assert "Parole mie" in page.html
    assert queries.by_slug("nuovo") is None


def test_staff_change_the_settings(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/edit")
    page = page.press(
        "Salva le impostazioni",
        participation="domain",
        domains="comune.esempio.it\n@Regione.esempio.it",
        comment_moderation="before",
        supporters_shown="count",
    )
    assert page.status == 200
    db.session.expire_all()
    process = db.session.get(Process, cast.process.id)
    assert process.domains == ["comune.esempio.it", "regione.esempio.it"]
    assert (process.participation, process.comment_moderation, process.supporters_shown) == (
        "domain",
        "before",
        "count",
    )


def test_participation_by_domain_needs_a_domain(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", participation="domain")
    assert page.status == 422
    assert "almeno un dominio" in page.text


def test_nul_and_bidi_signs_do_not_reach_the_database(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/edit")
    page.press("Salva le impostazioni", title="Piano\x00 \u202edella\u200b formazione", description="a\x00b")
    db.session.expire_all()
    process = db.session.get(Process, cast.process.id)
    assert process.title == "Piano della formazione"
    assert process.description == "ab"


def test_an_unknown_process_is_not_found(cast, visit):
    for path in ("/processes/altro", "/processes/altro/plan", "/processes/altro/proposals", "/processes/a%00b"):
        assert visit().get(path).status == 404
    assert visit(cast.bruno).get("/processes/altro/edit").status == 404


def test_a_phase_lasts_from_its_first_day_to_the_end_of_its_last(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/phases").follow("Aggiungi una fase")
    page = page.press("Salva la fase", title="Voto", first_day="2027-03-01", last_day="2027-03-31", amending="y")
    assert "dal 1 marzo 2027 al 31 marzo 2027" in page.text
    db.session.expire_all()
    phase = db.session.query(Phase).filter_by(title="Voto").one()
    # the clocks change on 28 March: the first day begins at 23:00 UTC, the last ends at 22:00 UTC
    assert phase.starts_at == datetime.fromisoformat("2027-02-28T23:00:00+00:00")
    assert phase.ends_at == datetime.fromisoformat("2027-03-31T22:00:00+00:00")
    assert (phase.amending, phase.commenting) == (True, False)


def test_the_days_of_a_phase_read_back_as_they_were_entered():
    for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)):
        phase = Phase(starts_at=start_of(day), ends_at=end_of(day))
        assert first_day(phase) == last_day(phase) == day
    assert last_day(Phase(starts_at=start_of(day), ends_at=None)) is None


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2027-03-02", "2027-03-01", "viene prima del primo"),
        ("", "", "Scrivi il primo giorno"),
        ("domani", "", ""),
        ("0001-01-01", "", "Controlla l’anno"),
        ("2027-01-01", "9999-12-31", "Controlla l’anno"),
        ("2027-01-01", "", "deve avere una fine"),
    ],
)
def test_days_that_cannot_be_come_back(cast, visit, first, last, sentence):
    page = visit(cast.bruno).get("/processes/piano/phases/new")
    page = page.press("Salva la fase", title="Una fase", first_day=first, last_day=last)
    assert page.status == 422
    assert sentence in page.text
    assert "Una fase" in page.html


def test_a_phase_is_changed_and_removed(cast, visit):
    bruno = visit(cast.bruno)
    page = (
        bruno.get("/processes/piano/phases").follow("Cambia la fase Scrittura").press("Salva la fase", title="Ascolto")
    )
    page = page.press("Togli la fase Ascolto")
    assert "Non ci sono ancora fasi" in page.text
    assert bruno.get("/processes/piano/phases/1").status == 404


def test_a_phase_of_another_process_is_not_found(cast, visit):
    with writing():
        db.session.add(
            Process(slug="altro", title="Altro", prefix="alt", headings=[], domains=[], created_at=cast.ada.created_at)
        )
    id = cast.process.phases[0].id
    assert visit(cast.ines).get(f"/processes/altro/phases/{id}").status == 404
    assert visit(cast.ines).get("/processes/piano/phases/99999999999999999999").status == 404


def test_the_kept_page_changes_when_the_process_does(cast, visit):
    assert "Piano della formazione" in visit().get("/processes/piano").text
    visit(cast.bruno).get("/processes/piano/edit").press("Salva le impostazioni", title="Piano rinnovato")
    assert "Piano rinnovato" in visit().get("/processes/piano").text


def test_parts_are_added_renamed_and_moved(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/parts")
    for number, title in (("4", "Strumenti"), ("5", "Competenze")):
        page = page.press("Aggiungi la parte", number=number, title=title)
    page = page.press("Sposta su la parte 5")
    assert [part.number for part in queries.parts(cast.process)] == ["5", "4"]
    page = page.follow("Cambia la parte 4").press("Salva la parte", title="Strumenti comuni")
    assert "Strumenti comuni" in page.text
    assert visit().get("/processes/piano").text.index("Competenze") < visit().get("/processes/piano").text.index(
        "Strumenti"
    )


@pytest.mark.parametrize(
    ("number", "sentence"), [("5", "già di un’altra parte"), ("5 bis!", "Scrivi un numero"), ("", "")]
)
def test_a_part_needs_a_number_of_its_own(cast, visit, number, sentence):
    page = visit(cast.bruno).get("/processes/piano/parts").press("Aggiungi la parte", number="5", title="Competenze")
    page = page.press("Aggiungi la parte", number=number, title="Altro")
    assert page.status == 422
    assert sentence in page.text
    assert len(queries.parts(cast.process)) == 1


def test_moderators_and_participants_do_not_change_the_plan(cast, visit):
    for who in (cast.ada, cast.mara):
        assert visit(who).get("/processes/piano/parts").status == 403


def test_the_description_of_a_process_is_looked_at_before_it_is_saved(cast, visit):
    page = visit(cast.bruno).get("/processes/piano/edit")
    page = page.press("Guarda l’anteprima", description="Scritto **insieme**.")
    assert "Anteprima: non è ancora salvata" in page.text and page.all(".//main//strong")[0].text == "insieme"
    assert "insieme" not in visit().get("/processes/piano").text
    page.press("Salva le impostazioni")
    assert "Scritto insieme." in visit().get("/processes/piano").text
