# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list of bodies is tried, mended by its lines, and imported whole; a second time it changes nothing."""

import pytest
import sqlalchemy as sa

from auth.models import Body
from bodies.sheets import MOST_LINES, read
from db import db
from journal.models import Event
from tests.make import writing

LIST = '''nome;tipo;comune;provincia;codice IPA;altri nomi;telefono
Comune di Forlì;Comune;Forlì;fc;C_D704;Città di Forlì|Forlì;
"Unione dei ""Tre Colli""";Unione di comuni;;;;;0543 1
'''


def bodies():
    return db.session.scalars(sa.select(Body).order_by(Body.name)).all()


def events():
    return db.session.scalars(sa.select(Event).where(Event.kind == "body.imported")).all()


def test_a_list_is_tried_first_and_then_imported(cast, visit):
    page = visit(cast.ines).get("/bodies").follow("Importa un elenco")
    with pytest.raises(AssertionError, match="no button «Importa»"):
        page.button("Importa")
    page = page.press("Prova", file=(LIST.encode(), "enti.csv"))
    assert page.status == 200 and "Enti nuovi: 2. Aggiornati: 0. Già uguali: 0." in page.text
    assert bodies() == [] and events() == []
    page = page.press("Importa")
    assert page.path == "/bodies" and "Importati: 2 nuovi, 0 aggiornati." in page.html
    forli, union = bodies()
    assert (forli.kind, forli.province, forli.ipa) == ("municipality", "FC", "c_d704")
    assert forli.other_names == ["Città di Forlì", "Forlì"]
    assert (union.name, union.kind, union.phone) == ('Unione dei "Tre Colli"', "union", "0543 1")
    (event,) = events()
    assert (event.data["created"], event.data["changed"]) == (2, 0)


def test_a_second_time_nothing_changes_and_what_a_line_leaves_empty_stays(cast, visit):
    visitor = visit(cast.ines)
    visitor.get("/bodies/import").press("Prova", text=LIST).press("Importa")
    page = visitor.get("/bodies/import").press("Prova", text=LIST)
    assert "Enti nuovi: 0. Aggiornati: 0. Già uguali: 2." in page.text
    page = visitor.get("/bodies/import").press("Prova", text="nome,ipa,telefono\nForlì,c_d704,0543 2\n")
    assert "Aggiornato: Comune di Forlì (Nome dell’ente, Altri nomi, Telefono)" in page.text
    page.press("Importa")
    forli = db.session.scalars(sa.select(Body).where(Body.ipa == "c_d704")).one()
    assert (forli.name, forli.phone, forli.place) == ("Forlì", "0543 2", "Forlì")
    assert forli.other_names == ["Città di Forlì", "Comune di Forlì"]
    assert len(events()) == 2


def test_mistakes_are_told_with_their_lines_and_nothing_is_imported(cast, visit):
    text = (
        "nome,tipo,codice ipa,codice istat,sito\n"
        "Comune A,Comune,c_a,1,\n"
        '"Comune\nB",Castello,,,\n'
        "\n"
        ",Comune,,,\n"
        "Comune C,Comune\n"
        "comune a,Comune,,,\n"
        "Comune D,Comune,c_a,,\n"
        "Comune E,Comune,no no,,\n"
        "Comune F,Comune,,x,\n"
        "Comune G,Comune,,,nowhere\n"
    )
    page = visit(cast.ines).get("/bodies/import").press("Prova", text=text)
    for sentence in (
        "Riga 3: Non conosco il tipo di ente «Castello».",
        "Riga 6: Scrivi il nome dell’ente",
        "Riga 7: Ha 2 colonne invece di 5.",
        "Riga 8: Lo stesso nome è già alla riga 2.",
        "Riga 9: La riga 2 parla già di questo ente: togli una delle due.",
        "Riga 10: Scrivi il codice IPA",
        "Riga 11: Il codice ISTAT",
        "Riga 12: Scrivi l’indirizzo del sito per intero",
    ):
        assert sentence in page.text
    assert "Riga 2:" not in page.text
    token = page.all(".//input[@name='csrf_token']")[0].get("value")
    visit(cast.ines).post("/bodies/import", {"csrf_token": token, "text": text, "do": "import"})
    assert bodies() == []


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "serve «nome»"),
        ("tipo,comune\nA,B\n", 1, "serve «nome»"),
        ("nome,nome\nA,B\n", 1, "ognuna una volta"),
        ("nome,colore\nA,B\n", 1, "Non conosco la colonna"),
        ('nome\n"A\n', 2, "non è un elenco in CSV"),
        ("nome\n" + "".join(f"A{n}\n" for n in range(MOST_LINES + 1)), MOST_LINES + 2, "Al massimo"),
    ],
)
def test_a_text_that_is_no_list_is_told_by_its_line(text, line, sentence):
    problem = read(text).problems[-1]
    assert problem.line == line and sentence in problem.sentence


EXPORTED = ["nome;tipo\nA;\n", "\ufeffnome,tipo\r\nA,\r\n", "Nome\tTipo\nA\t\n", "DENOMINAZIONE\nA"]


@pytest.mark.parametrize("text", EXPORTED)
def test_lists_of_every_spreadsheet_are_read(text):
    sheet = read(text)
    assert sheet.problems == [] and [line.values for line in sheet.lines] == [{"name": "A"}]


def test_the_name_of_a_double_speaks_of_what_it_became(cast, visit):
    with writing():
        town = Body(name="Comune di Forlì")
        db.session.add(town)
        db.session.flush()
        db.session.add(Body(name="Municipio di Forlì", merged_into_id=town.id))
    page = visit(cast.ines).get("/bodies/import").press("Prova", text="nome,telefono\nMunicipio di Forlì,1\n")
    page.press("Importa")
    assert (town.name, town.phone) == ("Comune di Forlì", "1")


@pytest.mark.parametrize("file", [(b"nome\n\xff\xfe", "a.csv"), (b"", "a.csv")])
def test_a_file_that_is_no_text_is_refused(cast, visit, file):
    assert visit(cast.ines).get("/bodies/import").press("Prova", file=file).status == 422
