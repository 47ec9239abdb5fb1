# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that people tell of: anyone may, nobody sees them before an administrator has read them."""

import re
from datetime import timedelta

import pytest

from auth import account_actions
from db import db
from journal.models import Message
from languages import long_date
from processes import queries
from processes.sheet import queries as facts_queries
from processes.suggestions.actions import Told, suggest
from processes.suggestions.models import Suggestion
from tests.make import writing
from tests.page import form_values
from tests.test_letters import letters  # noqa: F401 - a fixture

TOLD = {
    "title": "Orti di quartiere",
    "description": "Chi abita qui decide dove nascono gli orti.",
    "holder": "Comune di Rapallo",
    "places": "Rapallo (GE)\nCamogli",
    "started": 2021,
    "source": "https://esempio.example/orti",
    "reporter": "Gruppo Orti",
}


def tell(visitor, **more):
    """Tell of a process from the registry, as anyone does."""
    page = visitor.get("/processes").follow("Segnala un processo")
    return page.press("Invia la segnalazione", **(TOLD | more))


def kept() -> Suggestion:
    """Return the only suggestion."""
    return db.session.scalars(db.select(Suggestion)).one()


def test_anyone_tells_of_a_process_and_nobody_sees_it_yet(cast, visit):
    visitor = visit()
    page = tell(visitor)
    assert page.status == 200 and page.path == "/processes/report/received"
    assert "prima la legge chi amministra" in page.text and "Entro 30 giorni" in page.text
    assert "Non hai lasciato un indirizzo" in page.text
    for path in ("/", "/processes", "/processes?q=orti", "/processes.json"):
        assert "Orti di quartiere" not in visitor.client.get(path).get_data(as_text=True)
    assert visit(cast.bruno).get("/suggestions").status == 403
    assert visit(cast.ada).get("/suggestions/1").status == 403


def test_an_administrator_reads_it_and_it_becomes_a_process(cast, visit):
    tell(visit())
    page = visit(cast.ines).get("/").follow("Processi segnalati").follow("Orti di quartiere")
    assert "Chi abita qui decide" in page.text and "Gruppo Orti" in page.text
    page = page.press("Pubblica il processo")
    assert page.status == 200 and page.path == "/processes/orti-di-quartiere/facts"
    process = queries.by_slug("orti-di-quartiere")
    assert process is not None and process.description == TOLD["description"]
    assert facts_queries.values(process) == {
        "places": ["Rapallo (GE)", "Camogli"],
        "started": 2021,
        "source": "https://esempio.example/orti",
        "reported_by": "Segnalazione dal web",
        "reporter": "Gruppo Orti",
    }
    text = visit().get("/processes/orti-di-quartiere").text
    assert "Titolari della decisione Comune di Rapallo" in text and "Segnalato da persona Gruppo Orti" in text
    assert "Orti di quartiere" in visit().get("/processes").text
    assert visit(cast.ines).get("/suggestions/1").status == 404


def test_what_is_refused_never_appears_and_is_forgotten(cast, visit):
    tell(visit())
    page = visit(cast.ines).get("/suggestions/1").press("Non pubblicare la segnalazione", reason="È già nel registro.")
    assert page.status == 200 and "Nessuna segnalazione aspetta" in page.text
    assert (kept().state, kept().reason, kept().reporter, kept().description) == (
        "refused",
        "È già nel registro.",
        "",
        "",
    )


def test_a_refusal_wants_a_reason(cast, visit):
    tell(visit())
    page = visit(cast.ines).get("/suggestions/1").press("Non pubblicare la segnalazione")
    assert page.status == 422 and "Scrivi perché" in page.text and kept().state == "waiting"


def test_an_address_that_is_taken_comes_back_with_a_sentence(cast, visit):
    tell(visit())
    page = visit(cast.ines).get("/suggestions/1").press("Pubblica il processo", slug="piano")
    assert page.status == 422 and "già di un altro processo" in page.text and kept().state == "waiting"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", " ", "Scrivi il titolo"),
        ("places", "Rapallo (Genova)", "un luogo per riga"),
        ("started", "ieri", "un anno di quattro cifre"),
        ("source", "javascript:alert(1)", "un indirizzo completo"),
        ("email", "eva@", "Questo non è un indirizzo e-mail"),
    ],
)
def test_what_cannot_be_comes_back_with_everything_typed(cast, visit, field, value, sentence):
    page = tell(visit(), **{field: value})
    assert page.status == 422 and sentence in page.text and "Gruppo Orti" in page.html
    assert db.session.scalars(db.select(Suggestion)).all() == []


def test_nobody_floods_the_list(cast, visit, monkeypatch):
    monkeypatch.setattr("processes.suggestions.views.MOST_AN_HOUR", 2)
    visitor = visit()
    assert [tell(visitor).status for _ in range(3)] == [200, 200, 429]


def test_administrators_get_a_letter_about_what_was_told(cast, letters):  # noqa: F811 - the fixture
    with writing():
        suggest(Told("Orti di quartiere"), by=None)
    ((to, subject, words),) = letters()
    assert cast.ines.email in to and subject == "Segnalato un processo: Orti di quartiere"
    assert "/suggestions/1" in words


def test_whoever_leaves_an_address_hears_that_it_came_and_by_when_it_is_decided(cast, visit, letters):  # noqa: F811
    page = tell(visit(), email="Eva@example.org")
    assert "Ti abbiamo scritto che è arrivata" in page.text
    to, subject, words = next(letter for letter in letters() if letter[0] == "eva@example.org")
    assert subject == "La tua segnalazione è arrivata" and "chi amministra il sito" in words
    day = long_date(kept().created_at + timedelta(days=30))
    assert f"Entro il {day} decide" in " ".join(words.split())
    assert TOLD["title"] not in words, "anybody may write anybody's address here"
    assert f"Da decidere entro il {day}" in visit(cast.ines).get("/suggestions").text


def test_acceptance_is_answered_with_the_way_to_the_sheet_and_the_address_is_forgotten(cast, visit, letters):  # noqa: F811
    tell(visit(), email="eva@example.org")
    letters()
    page = visit(cast.ines).get("/suggestions/1")
    assert "La aspetta per posta elettronica" in page.text and "eva@example.org" not in page.html
    page.press("Pubblica il processo")
    assert kept().email == ""
    ((to, subject, words),) = letters()
    assert (to, subject) == ("eva@example.org", "È nel registro: Orti di quartiere")
    link = re.search(r"http://127.0.0.1:8000(/processes/\S+)", words)
    assert link and visit().get(link[1]).status == 200
    assert set(db.session.scalars(db.select(Message.to_address))) == {""}


def test_a_refusal_is_answered_with_its_reason(cast, visit, letters):  # noqa: F811 - the fixture
    tell(visit(), email="eva@example.org")
    letters()
    visit(cast.ines).get("/suggestions/1").press("Non pubblicare la segnalazione", reason="È già nel registro.")
    ((to, subject, words),) = letters()
    assert (to, subject) == ("eva@example.org", "Non è entrato nel registro: Orti di quartiere")
    assert "Motivazione: È già nel registro." in words and kept().email == ""


def test_nobody_without_an_address_is_written_to(cast, visit, letters):  # noqa: F811 - the fixture
    tell(visit())
    visit(cast.ines).get("/suggestions/1").press("Pubblica il processo")
    assert {to for to, _, _ in letters()} == {cast.ines.email}


def test_who_is_signed_in_finds_their_address_written_and_may_take_it_away(cast, visit):
    page = visit(cast.ada).get("/processes/report")
    assert form_values(page.button("Invia la segnalazione")[0])["email"] == ["ada@example.org"]
    page.press("Invia la segnalazione", title="Orti", email="")
    assert kept().email == ""


def test_an_answer_speaks_the_language_in_which_it_was_told(cast, visit):
    visitor = visit()
    form = visitor.get("/en/processes/report").all(".//main//form")[-1]
    sent = form_values(form) | {"title": "Orti", "email": "eva@example.org"}
    assert visitor.client.post("/en/processes/report", data=sent).status_code == 303
    assert kept().language == "en"


def test_erasing_a_person_erases_the_address_that_waits_for_an_answer(cast, visit):
    tell(visit(), email="ada@example.org")
    with writing():
        account_actions.erase(cast.ada, "", by=cast.ada)
    assert kept().email == ""
    assert "ada@example.org" not in db.session.scalars(db.select(Message.to_address)).all()


def test_a_decision_that_is_late_says_so(cast, visit):
    tell(visit())
    with writing():
        kept().created_at -= timedelta(days=31)
    assert "In ritardo dal" in visit(cast.ines).get("/suggestions").text


def test_nobody_is_written_to_without_end(cast, visit):
    told = [tell(visit(), email="eva@example.org").status for _ in range(6)]
    assert told == [200, 200, 200, 200, 200, 429]
