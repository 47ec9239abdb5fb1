# SPDX-License-Identifier: AGPL-3.0-or-later
"""Before a request is sent, those that wait on the same passage are shown, and equal ones are named."""

from amendments.documents.actions import correct
from tests.amendments.stories import accepted, asked
from tests.amendments.test_writing_pages import LOOK, SEND, written
from tests.make import Cast, published, text, writing
from tests.test_pages import Visit, counted

SAME, OTHER = "Qualcuno lo chiede già", "Altre richieste sullo stesso passaggio"


def test_whoever_asks_for_the_same_may_support_it_instead(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2030.")
    page = written(visit(cast.sami), document, tempi="Entro il 2030.")
    assert SAME in page.text and OTHER not in page.text
    page = page.press("Sostieni la modifica 1")
    assert page.status == 200 and wish.supports == 1 and document.last_amendment == 1


def test_another_wish_for_the_same_words_is_shown_and_one_may_send_all_the_same(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    page = written(visit(cast.sami), document, tempi="Entro il 2031.")
    assert OTHER in page.text and SAME not in page.text and page.has_link("Modifica 1")
    assert "è pubblica." in page.press(SEND).text


def test_of_a_request_of_several_points_the_one_that_is_meant_is_shown(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, obiettivo="Imparare a volare.", tempi="Entro il 2030.")
    page = written(visit(cast.sami), document, tempi="Entro il 2031.")
    shown = "".join(page.all(".//section[@class='contest']")[0].itertext())
    assert "2030" in shown and "volare" not in shown


def test_nothing_is_shown_where_nothing_waits_on_the_passage(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    accepted(asked(document, cast.ada, destinatari="Tutti."), cast.mara)
    page = written(visit(cast.sami), document, destinatari="Chiunque lavori per un ente.")
    assert SAME not in page.text and OTHER not in page.text


def test_what_was_written_on_an_earlier_version_is_recognised(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    with writing():
        correct(document, text(obiettivo="Fare rete."), by=cast.bruno, base=1, reason="Svista.")
    page = written(visit(cast.sami), document, obiettivo="Fare rete.", tempi="Entro il 2030.")
    assert SAME in page.text


def test_ones_own_request_is_not_held_against_oneself_nor_offered_for_support(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    ada = visit(cast.ada)
    page = written(ada, document, tempi="Entro il 2030.")
    assert SAME in page.text and "Sostieni la modifica" not in page.text
    revised = ada.get(f"/documents/{document.id}/amendments/1/revise").press(LOOK, reason="Meglio.")
    assert SAME not in revised.text and OTHER not in revised.text


def test_a_look_asks_the_database_as_often_for_many_requests_as_for_few(cast: Cast, visit: Visit) -> None:
    document, sami, counts = published(cast), visit(cast.sami), []
    for years in (range(2030, 2032), range(2032, 2045)):
        for year in years:
            asked(document, cast.ada, tempi=f"Entro il {year}.")
        written(sami, document, tempi="Entro il 2030.")  # what is kept is worked out once
        page = sami.get(f"/documents/{document.id}/amendments/new")
        with counted() as statements:
            shown = page.press(LOOK, body=page_body(), reason="Meglio.")
        counts.append(len(statements))
        assert SAME in shown.text and OTHER in shown.text
    assert counts[0] == counts[1]


def page_body() -> str:
    return text(tempi="Entro il 2030.").partition("\n\n")[2]
