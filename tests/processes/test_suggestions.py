# SPDX-License-Identifier: AGPL-3.0-or-later
"""Processes that people tell of: anyone may, nobody sees them before an administrator has read them."""

import pytest

from db import db
from processes import queries
from processes.sheet import queries as facts_queries
from processes.suggestions.actions import Told, suggest
from processes.suggestions.models import Suggestion
from tests.make import writing
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
    assert page.status == 200 and page.path == "/processes" and "prima di pubblicarla" in page.text
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
