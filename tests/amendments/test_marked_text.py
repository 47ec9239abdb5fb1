# SPDX-License-Identifier: AGPL-3.0-or-later
"""The present text with the open requests at their passages, for every reader."""

from amendments.forecast.marked import MOST_MARKS
from amendments.forecast.markers import TITLE, markers
from amendments.requests.actions import moderate
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, writing
from tests.page import squeeze
from tests.test_pages import Visit, counted


def test_each_passage_says_how_many_ask_for_what(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    asked(document, cast.sami, tempi="Entro il 2031.", destinatari="Tutti.")
    page = visit().get(f"/proposals/{document.id}").follow("Leggi il testo con le modifiche proposte")
    summaries = [squeeze("".join(one.itertext())) for one in page.all(".//article//summary")]
    assert summaries == ["1 richiesta qui", "2 richieste qui"]
    assert "Modifica 1, punto 1" in page.text and page.all(".//details//ins") and page.all(".//details//del")


def test_what_is_hidden_or_decided_is_not_marked(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    hidden = asked(document, cast.ada, tempi="Entro il 2030.")
    accepted(asked(document, cast.sami, tempi="Entro il 2031."), cast.mara)
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason="Offende.")
    page = visit().get(f"/documents/{document.id}/amendments/text")
    assert "Nessuna modifica aspetta un esito" in page.text and "2030" not in page.text


def test_of_very_many_requests_some_are_shown_with_as_many_queries(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    path = f"/documents/{document.id}/amendments/text"
    asked(document, cast.ada, tempi="Entro il 2029.")
    with counted() as few:
        visit().get(path)
    for year in range(MOST_MARKS + 2):
        asked(document, cast.sami, tempi=f"Entro il {2030 + year}.")
    with counted() as many:
        page = visit().get(path)
    assert len(many) <= len(few)
    assert f"{MOST_MARKS + 3} richieste qui" in page.text
    assert "Ci sono altre 3 richieste su questo passaggio" in page.text


def test_beside_each_paragraph_stands_how_many_ask_for_what(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for person in (cast.ada, cast.sami):
        asked(document, person, tempi="Entro il 2030.")
    asked(document, cast.zoe, tempi="Entro il 2031.", destinatari="Tutti.")
    notes = visit().get(f"/proposals/{document.id}").all(".//details[@class='passage-note']")
    told = [squeeze("".join(note.itertext())) for note in notes]
    assert [words.split(" di modifica")[0] for words in told] == ["Una richiesta", "3 richieste"]
    assert "Al posto di “2024” si legge “2030”. La chiedono in 2: Modifica 1, Modifica 2" in told[1]
    assert "Al posto di “2024” si legge “2031”. Modifica 3" in told[1]


def test_what_is_asked_of_the_title_stands_under_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, title="Un altro titolo")
    assert set(markers(document)) == {TITLE}
    page = visit().get(f"/proposals/{document.id}")
    assert len(page.all(".//div[@class='proposal-head']//details")) == 1
    assert not page.all(".//article//details")


def test_no_mark_is_left_of_what_is_hidden_or_decided(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    hidden = asked(document, cast.ada, tempi="Entro il 2030.")
    accepted(asked(document, cast.sami, destinatari="Tutti."), cast.mara)
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason="Offende.")
    assert markers(document) == {}
    assert not visit().get(f"/proposals/{document.id}").all(".//details[@class='passage-note']")
