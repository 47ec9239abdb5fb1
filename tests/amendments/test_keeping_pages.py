# SPDX-License-Identifier: AGPL-3.0-or-later
"""What staff and moderators do beside deciding: the queue, showing and hiding, closing, concluding, restoring."""

from collections.abc import Callable

import pytest

from amendments.documents.actions import correct
from db import db
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor
from tests.test_pages import counted

Visit = Callable[..., Visitor]


def test_the_queue_is_for_those_who_keep_the_process_and_hidden_from_others(cast: Cast, visit: Visit) -> None:
    for person, expected in ((cast.mara, 200), (cast.bruno, 200), (cast.ines, 200), (cast.ada, 404)):
        assert visit(person).get("/processes/piano/queue").status == expected
    assert visit(cast.mara).get("/processes/altro/queue").status == 404
    assert visit().client.get("/processes/piano/queue").status_code in (303, 404)


def test_the_queue_shows_what_waits_from_the_oldest_with_search_and_filters(cast: Cast, visit: Visit) -> None:
    document, other = published(cast), published(cast, text("Formare chi forma"))
    asked(document, cast.ada, tempi="Entro il 2025.")
    asked(other, cast.sami, title="Formare chi forma", destinatari="Anche i docenti.")
    accepted(asked(document, cast.zoe, tempi="Entro il 2024, se possibile."), cast.mara)
    page = visit(cast.mara).get("/processes/piano/queue")
    assert "Modifica 1 a «Creare" in page.text and "Modifica 1 a «Formare" in page.text and "Zoe" not in page.text
    assert page.text.index("Modifica 1 a «Creare") < page.text.index("Modifica 1 a «Formare")
    found = page.press("Cerca", q="docenti")
    assert "«Formare" in found.html and "Modifica 1 a «Creare" not in found.text
    found = page.press("Cerca", document=other.id)
    assert "Modifica 1 a «Creare" not in found.text
    found = page.press("Cerca", outlook="clash")
    assert "Modifica 1 a «Creare" in found.text and "Modifica 1 a «Formare" not in found.text
    found = page.press("Cerca", outlook="applies")
    assert "Modifica 1 a «Creare" not in found.text and "Modifica 1 a «Formare" in found.text
    assert "Nessuna modifica in attesa con questi filtri." in page.press("Cerca", q="niente 100%_").text


def test_a_long_queue_goes_on_from_page_to_page(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for year in range(2025, 2047):
        asked(document, cast.ada, tempi=f"Entro il {year}.")
    page = visit(cast.mara).get("/processes/piano/queue")
    assert "Modifica 20 a" in page.text and "Modifica 21 a" not in page.text
    assert "Modifica 22 a" in page.follow("Successivi").text


def test_a_long_queue_asks_the_database_no_more_than_a_short_one(cast: Cast, visit: Visit) -> None:
    document, mara, ada = published(cast), visit(cast.mara), cast.ada
    asked(document, ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(obiettivo="Imparare."), by=cast.bruno, base=1, reason="Meglio.")
    counts = []
    for years in ((), range(2026, 2045)):
        for year in years:
            asked(document, ada, tempi=f"Entro il {year}.")
        mara.get("/processes/piano/queue")  # what stays the same from page to page is read once
        db.session.expire_all()
        with counted() as statements:
            page = mara.get("/processes/piano/queue")
        chips = page.all(".//span[@class='state state-good']/span")
        assert [chip.text for chip in chips] == ["Si può accogliere"] * (len(years) + 1)
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("end", ["close", "conclude", "withdraw"])
def test_whoever_ends_a_text_is_told_of_requests_that_are_not_public_too(cast: Cast, visit: Visit, end: str) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        cast.process.amendment_moderation = "before"
    asked(document, cast.sami, tempi="Entro il 2026.")
    assert "2 modifiche in attesa decadranno" in visit(cast.bruno).get(f"/documents/{document.id}/{end}").text


def test_with_moderation_before_a_request_waits_to_be_published(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        cast.process.amendment_moderation = "before"
    asked(document, cast.ada, tempi="Entro il 2025.")
    path = f"/documents/{document.id}/amendments/1"
    assert visit().get(path).status == visit(cast.sami).get(path).status == 404
    assert "Modifiche (0)" in visit().get(f"/proposals/{document.id}").text
    assert "Non ancora pubblica" in visit(cast.ada).get(path).text
    assert "Da pubblicare" in visit(cast.ada).get(f"/documents/{document.id}/amendments").text
    page = visit(cast.mara).get("/processes/piano/queue").press("Cerca", show="waiting").follow("Modifica 1")
    page = page.follow("Pubblica").press("Pubblica")
    assert "Ora tutti vedono la modifica." in page.text
    assert visit().get(path).status == 200


def test_a_moderator_hides_only_with_a_reason(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    path = f"/documents/{document.id}/amendments/1"
    assert visit().get(path).status == 200
    page = visit(cast.mara).get(path).follow("Nascondi al pubblico").press("Nascondi al pubblico")
    assert page.status == 422 and "Scrivi il motivo" in page.text
    page = page.press("Nascondi al pubblico", reason="Contiene dati personali.")
    assert "Contiene dati personali." in page.text
    assert visit().get(path).status == 404
    assert "Contiene dati personali." in visit(cast.ada).get(path).text, "the author sees why"


def test_closing_says_how_many_requests_lapse_and_reopening_brings_the_text_back(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    page = visit(cast.bruno).get(f"/proposals/{document.id}").follow("Chiudi la proposta")
    assert "Una modifica in attesa decadrà" in page.text
    page = page.press("Chiudi")
    assert "Questa proposta è chiusa" in page.text and "Decaduta" in page.text
    page = page.follow("Riapri la proposta").press("Riapri")
    assert "di nuovo aperta" in page.text


@pytest.mark.parametrize(("adopted", "words"), [("yes", "è stata adottata"), ("no", "non è stata adottata")])
def test_the_end_of_a_proposal_is_written_down_with_its_act(cast: Cast, visit: Visit, adopted: str, words: str) -> None:
    page = visit(cast.bruno).get(f"/proposals/{published(cast).id}").follow("Registra l’esito finale")
    wrong = page.press("Registra", reason="Delibera 12.")
    assert wrong.status == 422 and "Delibera 12." in wrong.html
    assert words in wrong.press("Registra", adopted=adopted).text


def test_withdrawing_a_proposal_needs_a_reason(cast: Cast, visit: Visit) -> None:
    page = visit(cast.bruno).get(f"/proposals/{published(cast).id}").follow("Ritira la proposta")
    page = page.press("Ritira la proposta", reason="  ")
    assert page.status == 422
    assert "è stata ritirata" in page.press("Ritira la proposta", reason="Superata.").text


def test_an_older_version_is_restored_as_a_new_one(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Più tempo.")
    page = visit(cast.bruno).get(f"/documents/{document.id}/versions/1").follow("Ripristina questa versione")
    wrong = page.press("Ripristina")
    assert wrong.status == 422 and document.version == 2
    page = page.press("Ripristina", reason="Era un errore.")
    assert "Versione 3 (di 3)" in page.text and "Entro il 2024." in page.text


def test_a_restore_read_before_a_new_version_is_refused_and_keeps_the_reason(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Più tempo.")
    page = visit(cast.bruno).get(f"/documents/{document.id}/versions/1/restore")
    with writing():
        correct(document, text(tempi="Entro il 2026."), by=cast.bruno, base=2, reason="Ancora.")
    page = page.press("Ripristina", reason="Era un errore.")
    assert page.status == 409 and "Era un errore." in page.html and document.version == 3


@pytest.mark.parametrize("deed", ["correct", "close", "conclude", "withdraw", "versions/1/restore", "amendments/enter"])
def test_only_staff_reach_the_pages_of_staff(cast: Cast, visit: Visit, deed: str) -> None:
    path = f"/documents/{published(cast).id}/{deed}"
    for person, expected in ((cast.ada, 403), (cast.mara, 403), (cast.bruno, 200)):
        assert visit(person).get(path).status == expected
    assert visit().client.get(path).status_code == 303
