# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff bring meetings in from a list: tried first, every mistake at its line, all or nothing, twice without harm."""

import pytest
import sqlalchemy as sa

from db import db
from processes.meetings.models import Meeting
from tests.make import Cast
from tests.test_pages import Visit

PATH = "/processes/piano/meetings/import"
LIST = (
    "Giorno;Intestazione;Titolo;Come;Quante persone;Il numero di persone è approssimato;"
    "Enti presenti;Entrano nella rete\n"
    "2026-03-01;Valchiara;Si comincia;online;50;sì;Comune di Valchiara (BO)|Terra di Mezzo;Terra di Mezzo\n"
    '2026-04-01;Montecolle;"Secondo; più lungo";in_person;;;;\n'
)


def meetings() -> list[Meeting]:
    return list(db.session.scalars(sa.select(Meeting).order_by(Meeting.held_on)))


def test_a_list_is_tried_first_and_then_imported(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get("/processes/piano/meetings").follow("Importa un elenco")
    page = page.press("Prova", file=(LIST.encode(), "incontri.csv"))
    assert page.status == 200, page.text
    assert "Nuovo: 2026-03-01 Valchiara: Si comincia" in page.text
    assert meetings() == []
    page = page.press("Importa")
    assert page.path == "/processes/piano/meetings"
    first, second = meetings()
    assert (first.mode, first.people, first.people_about, second.title) == ("online", 50, True, "Secondo; più lungo")
    assert [presence.body.name for presence in first.joining] == ["Terra di Mezzo"]
    assert "Persone: circa 50" in visit().get("/processes/piano/meetings").text


def test_a_second_time_nothing_changes(cast: Cast, visit: Visit) -> None:
    staff = visit(cast.bruno)
    staff.get(PATH).press("Prova", text=LIST).press("Importa")
    page = staff.get(PATH).press("Prova", text=LIST)
    assert page.text.count("Già uguale:") == 2
    page = staff.get(PATH).press("Prova", text=LIST.replace(";50;", ";60;"))
    assert "Aggiornato: 2026-03-01 Valchiara" in page.text
    page.press("Importa")
    assert meetings()[0].people == 60 and meetings()[0].revision == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-04-01", "aprile", "Riga 3: held_on:"),
        ("online", "per telefono", "Riga 2: mode:"),
        (";50;", ";molte;", "Riga 2: people:"),
        ("Titolo;", "Titolone;", "Riga 1: Non conosco la colonna «Titolone»."),
        ("Giorno;", "Luogo o collegamento;", "servono giorno e intestazione"),
        (";in_person;;;;", ";in_person;;;", "Riga 3: Ha 7 colonne invece di 8."),
        (";Terra di Mezzo\n", ";Altri\n", "«Altri» non è tra gli enti di questo incontro."),
        ('"Secondo', '"Sec"ondo', "non è un elenco in CSV"),
    ],
)
def test_a_mistake_is_told_at_its_line_and_nothing_is_imported(
    cast: Cast, visit: Visit, old: str, new: str, words: str
) -> None:
    assert old in LIST
    page = visit(cast.bruno).get(PATH).press("Prova", text=LIST.replace(old, new))
    assert page.status == 422 and words in page.text, page.text
    assert meetings() == []
    forced = visit(cast.bruno)
    token = forced.get(PATH).all(".//input[@name='csrf_token']")[0].get("value")
    answer = forced.post(PATH, {"csrf_token": [token], "text": [LIST.replace(old, new)], "do": ["import"]})
    assert answer.status == 422 and meetings() == []


def test_only_staff_import(cast: Cast, visit: Visit) -> None:
    assert visit(cast.ada).get(PATH).status == 403
