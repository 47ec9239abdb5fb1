# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a proposal and its versions: what everybody sees, with few queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.documents.actions import correct, withdraw
from amendments.documents.texts import text_of
from amendments.models import Document
from amendments.requests.actions import propose
from amendments.support.actions import support
from db import db
from proposals.models import Proposal
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the SQL sent inside."""
    sent: list[str] = []

    def count(connection, cursor, statement, *rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN")):
            sent.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield sent
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", count)


@pytest.fixture
def lively(cast: Cast) -> Document:
    """A proposal with an accepted amendment, a pending one, a correction and two supporters."""
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2025."), cast.mara)
    asked(document, cast.sami, base=2, tempi="Entro il 2025.", destinatari="Tutto il personale.")
    with writing():
        correct(document, text(tempi="Entro il 2025!"), by=cast.bruno, base=2, reason="Un refuso.")
        support(document, by=cast.ada)
        support(document, by=cast.zoe)
    return document


def test_a_proposal_shows_its_text_and_all_that_happened_to_it(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/proposals/{lively.id}")
    assert page.status == 200
    for words in (
        "5.2 Creare gruppi tra settori",
        "2025",
        "Sostenitori (2)",
        "Zoe",
        "Modifiche (2)",
        "Accettata",
        "In attesa di esito",
        "2025",
        "Modificato da",
        "Ada",
        "Versione 3 (di 3)",
        "Conteggio dei commenti: 0",
        "Creato il",
        "Aperta",
        "Bruno",
    ):
        assert words in page.text, words
    assert page.has_link("vedi altre versioni") and page.has_link("Cronologia")
    assert page.has_link("Sostieni"), "a visitor is led to the page for signing in"


def test_the_page_of_a_proposal_made_afresh_needs_few_queries(cast: Cast, lively: Document, visit: Visit) -> None:
    path, quiet = f"/proposals/{lively.id}", f"/proposals/{published(cast).id}"
    with counted_queries() as sent:
        visit().get(quiet)
    assert len(sent) <= 10, "\n".join(sent)
    with counted_queries() as sent:
        visit().get(path)
    assert len(sent) <= 16, "seven more tell what is asked of each paragraph, however much it is:\n" + "\n".join(sent)
    with counted_queries() as sent:
        visit().get(path)
    assert sent == [], "of a kept page only the stamp is read, beside the ORM"


def test_only_so_many_supporters_and_amendments_stand_on_the_page_as_can_be_read(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for year in range(2025, 2048):
        asked(document, cast.ada, tempi=f"Entro il {year}.")
    page = visit().get(f"/proposals/{document.id}")
    assert page.html.count('class="first-words"') == 20
    page = page.follow("Vedi tutte le modifiche")
    assert page.html.count('class="first-words"') == 23


def test_drafts_and_numbers_nobody_has_are_not_found(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        document.state = "draft"
    for path in ("/proposals/{}", "/documents/{}/versions", "/documents/{}/versions/1", "/documents/{}/compare/1/1"):
        for id in (document.id, 0, 99, 10**30):
            assert visit(cast.bruno).get(path.format(id)).status == 404


def test_a_version_shows_where_its_words_come_from(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{lively.id}/versions/2")
    for words in ("Versione 2 (di 3)", "Modifiche accettate", "Modifica 1, punto 1 di Ada", "Impronta SHA-256"):
        assert words in page.text, words
    assert page.all(".//ins") and page.all(".//del")
    assert "Un refuso." in page.follow("Versione successiva").text
    assert visit().get(f"/documents/{lively.id}/versions/4").status == 404


def test_the_contents_of_a_text_lead_to_its_headings(lively: Document, visit: Visit) -> None:
    for path in (f"/proposals/{lively.id}", f"/documents/{lively.id}/versions/2"):
        page = visit().get(path)
        links = page.all(".//nav[@aria-label='Indice del testo']//a")
        assert len(links) > 1
        for link in links:
            [heading] = page.all(f".//*[@id='{link.get('href', '').removeprefix('#')}']")
            assert heading.tag in ("h2", "h3") and "".join(link.itertext()) == "".join(heading.itertext()).strip()


def test_each_paragraph_of_a_version_has_an_address_of_its_own(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{lively.id}/versions/1")
    paragraphs = page.all(".//*[@data-paragraph]")
    links = page.all(".//a[@class='paragraph-link']")
    assert len(paragraphs) == len(links) > 1
    for number, link in enumerate(links):
        assert link.get("href") == f"#paragraph-{number}"
        assert len(page.all(f".//*[@id='paragraph-{number}']")) == 1
        assert f"Collegamento permanente al capoverso {number + 1}" in "".join(link.itertext())


def test_the_list_of_versions_names_cause_author_and_credits(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{lively.id}/versions")
    for words in ("Il testo ha 3 versioni", "Pubblicazione", "Correzione", "Un refuso.", "Modificato da Ada"):
        assert words in page.text, words


def test_a_long_list_of_versions_goes_on_from_page_to_page(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for number in range(1, 61):
        with writing():
            correct(document, text(tempi=f"Giorno {number}."), by=cast.bruno, base=number, reason="Data.")
    page = visit().get(f"/documents/{document.id}/versions")
    assert page.has_link("Versione 61") and not page.has_link("Versione 11")
    page = page.follow("Versioni precedenti")
    assert page.has_link("Versione 11") and not page.has_link("Versioni precedenti")


@pytest.mark.parametrize("view", ["inline", "side", "words"])
def test_any_two_versions_can_be_compared_in_both_directions(lively: Document, visit: Visit, view: str) -> None:
    page = visit().get(f"/documents/{lively.id}/versions")
    page = page.press("Confronta", old=1, new=3)
    assert "Dalla versione 1 alla versione 3" in page.text
    back = visit().get(f"/documents/{lively.id}/compare/3/1?view={view}")
    assert back.status == 200 and back.all(".//ins") and back.all(".//del")
    assert visit().get(f"/documents/{lively.id}/compare/1/9?view={view}").status == 404
    assert visit().get(f"/documents/{lively.id}/compare?old=x&new=99999999999").status == 200


def test_a_comparison_can_be_read_as_a_list_of_sentences(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/documents/{lively.id}/compare/1/3").follow("A parole")
    sentences = [" ".join(heading.itertext()) for heading in page.all(".//ol[@class='changes']/li//h3")]
    assert sentences == ["1. Sotto “Tempi di realizzazione”, al posto di “2024.” si legge “2025!”."]
    english = visit().get(f"/en/documents/{lively.id}/compare/1/3?view=words")
    assert "1. Under “Tempi di realizzazione”, “2024.” becomes “2025!”." in english.text


def test_comparing_a_version_with_itself_says_that_nothing_changed(lively: Document, visit: Visit) -> None:
    assert "hanno lo stesso testo" in visit().get(f"/documents/{lively.id}/compare/2/2").text


def test_a_text_that_was_opened_is_not_rebuilt(app: Flask, lively: Document) -> None:
    first = text_of(lively, 2)
    with counted_queries() as sent:
        assert text_of(lively, 2) == first
    assert len(sent) == 1 and "sha256" in sent[0] and "delta" not in sent[0]


def test_a_comparison_asks_once_for_what_it_compares(lively: Document, visit: Visit) -> None:
    visitor, compare = visit(), f"/documents/{lively.id}/compare"
    visitor.get(f"{compare}/1/2")
    with counted_queries() as sent:
        assert visitor.get(f"{compare}/2/1").status == 200  # another page of the same texts
    assert len(sent) == 2, "the second is the reference, which stands on paper"


def test_a_withdrawn_proposal_stays_readable_and_says_so(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        withdraw(document, by=cast.bruno, reason="Superata.")
    page = visit(cast.ada).get(f"/proposals/{document.id}")
    assert "Questa proposta è stata ritirata" in page.text
    assert not page.has_link("Proponi una modifica")


def test_a_change_among_its_words_is_told_to_the_ear_too(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    page = visit().get(f"/documents/{document.id}/amendments/{amendment.number}")
    (context,) = page.all(".//p[@class='change-context']")
    said = [(span.text or "").strip() for span in context.iter("span")]
    assert said == ["inizio testo tolto", "fine testo tolto", "inizio aggiunta", "fine aggiunta"]


def test_a_paragraph_that_is_taken_out_is_not_shown_with_the_heading_after_it(cast: Cast, visit: Visit) -> None:
    document = published(cast, "# Corsi\n\n## Durata\n\nUn mese.\n\nServe un esame.\n\n## Costi\n\nGratis.")
    with writing():
        wanted = document.text.replace("Serve un esame.\n\n", "")
        propose(document, wanted, by=cast.ada, base=1, reason="Non serve.")
    page = visit().get(f"/documents/{document.id}/amendments/1")
    assert "##" not in page.text and "Serve un esame." in page.text


def test_only_what_changed_is_shown_where_that_is_asked(lively: Document, visit: Visit) -> None:
    whole = visit().get(f"/documents/{lively.id}/compare/1/3")
    assert "Destinatari" in whole.text and "Testo uguale" not in whole.text
    only = whole.follow("Mostra solo ciò che è cambiato")
    assert "Tempi di realizzazione" in only.text and "Destinatari" not in only.text and "Testo uguale" in only.text
    side = only.follow("Su due colonne")
    assert side.all(".//table") and "Destinatari" not in side.text
    assert "Destinatari" in side.follow("Mostra tutto il testo").text


def test_one_switches_between_todays_text_the_changes_asked_for_and_any_version(
    cast: Cast, lively: Document, visit: Visit
) -> None:
    page = visit().get(f"/proposals/{lively.id}")

    def now_read(page: Page) -> list[str]:
        return [
            " ".join("".join(one.itertext()).split())
            for one in page.all(".//nav[@aria-label='Quale testo leggere']//a[@aria-current='true']")
        ]

    assert now_read(page) == ["Testo di oggi"]
    page = page.follow("Con le modifiche proposte (1)")
    assert now_read(page) == ["Con le modifiche proposte (1)"] and "1 richiesta qui" in page.text
    page = page.follow("Versioni (3)").follow("Versione 2")
    assert now_read(page) == ["Versioni (3)"] and page.has_link("Versione 3") and page.has_link("Testo di oggi")


def test_each_paragraph_of_a_proposal_bears_its_number_and_the_link_that_stays(lively: Document, visit: Visit) -> None:
    page = visit().get(f"/proposals/{lively.id}")
    links = page.all(".//a[@class='paragraph-link']")
    assert len(links) == len(page.all(".//*[@data-paragraph]")) > 1
    addresses = [link.get("href") for link in links]
    assert addresses == [f"/documents/{lively.id}/versions/3#paragraph-{number}" for number in range(len(links))]


def test_on_paper_a_text_says_which_it_is(lively: Document, visit: Visit) -> None:
    reference = "VAL-PROP-2026-11-1"
    with writing():
        db.session.execute(sa.update(Proposal).values(reference=reference))
    for path in (
        "/proposals/{}",
        "/documents/{}/versions/2",
        "/documents/{}/amendments/text",
        "/documents/{}/compare/1/3",
    ):
        page = visit().get(path.format(lively.id))
        on_paper = ["".join(one.itertext()) for one in page.all(".//p[@class='print-only']")]
        assert len(on_paper) == (2 if "compare" in path else 1)
        for words in on_paper:
            assert f"Riferimento {reference}" in words and "Versione" in words
            assert "/documents/" in words or "/proposals/" in words
            assert len(words.split("SHA-256")[1].strip()) == 64
