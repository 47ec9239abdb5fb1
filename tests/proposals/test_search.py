# SPDX-License-Identifier: AGPL-3.0-or-later
"""Search: stems, accents, elisions, English, hostile words, ranks, and that it follows every version."""

import pytest
from hypothesis import given

from amendments.documents import actions as document_actions
from processes import words
from processes.words import plain_words, stems
from proposals import lists, search
from proposals.kept import LONGEST_EXCERPT, excerpt
from tests.make import process, published, text, writing
from tests.proposals.test_publishing import publish
from tests.redline.strategies import UNICODE, documents

ITALIAN = text("Attività per la città", obiettivo="Gli emendamenti dell’Ente si discutono perché contano.")


@pytest.mark.parametrize(
    "words",
    [
        "emendamento",
        "EMENDAMENTI",
        "attivita",
        "attività",
        "citta",
        "l'ente",
        "dell’ente emendamenti",
        "la città",
        "5.2",
    ],
)
def test_italian_words_are_found_in_any_form(cast, words):
    document = published(cast, ITALIAN)
    assert search.find(words) == [document.id]


@pytest.mark.parametrize("words", ["bilancio", "emendamento bilancio", "", "   ", "' \"", "%", "*", "\x00"])
def test_other_words_are_not_found(cast, words):
    published(cast, ITALIAN)
    assert search.find(words) == []


def test_english_texts_are_found(cast):
    document = published(cast, text("Training groups across departments"))
    assert search.find("departments training") == [document.id]


@pytest.mark.parametrize(
    "words",
    [
        '"ente', "ente NEAR emendamenti", "ente OR bilancio", "ente AND", "(ente", "title:ente", "ente*", "-ente",
        "ente' OR 1=1 --", "ente & | !", "{ente}", "^ente", "ente\\", "\u202eente\u200b", "ente " * 500, "🙂 ente",
        "ente\x00", "x" * 5000,
    ],
)  # fmt: skip
def test_hostile_words_are_only_words(cast, visit, words):
    published(cast, ITALIAN)
    search.find(words)
    for path in ("/search", "/processes/piano/proposals"):
        assert visit().get(path, query_string={"q": words}).status == 200


def test_a_new_version_is_found_by_its_new_words_only(cast):
    document = published(cast, ITALIAN)
    with writing():
        changed = ITALIAN.replace("emendamenti", "correttivi")
        document_actions.correct(document, changed, by=cast.bruno, base=1, reason="Parola più chiara")
    assert search.find("correttivi") == [document.id]
    assert search.find("emendamenti") == []


def test_what_was_rolled_back_is_not_found(cast):
    document = published(cast, ITALIAN)
    with pytest.raises(ZeroDivisionError), writing():
        search.index(document.id, cast.process.id, "parola", "inaudita")
        raise ZeroDivisionError
    assert search.find("inaudita") == []
    assert search.find("emendamenti") == [document.id]


def test_words_in_the_title_come_first(cast):
    in_body = publish(cast, "Reti")
    in_title = publish(cast, "Personale")
    assert search.find("personale") == [in_title.document_id, in_body.document_id]


def test_a_reference_is_found(cast):
    publish(cast, "Altra")
    proposal = publish(cast, "Reti", original_reference="par-PROP-2022-05-3343")
    assert search.find("par-PROP-2022-05-3343") == [proposal.document_id]


def test_the_list_of_a_process_finds_only_its_own(cast, visit):
    publish(cast, "Reti")
    with writing():
        process(slug="altro", title="Altro")
    assert "Trovata una proposta" in visit().get("/processes/piano/proposals?q=personale").text
    assert "Nessuna proposta trovata" in visit().get("/processes/altro/proposals?q=personale").text
    page = visit().get("/search").press("Cerca", q="personale")
    assert page.path.startswith("/search")
    assert "Piano della formazione" in page.text


def test_search_goes_with_filters_and_orders(cast, visit):
    first, second = publish(cast, "Reti uno"), publish(cast, "Reti due")
    with writing():
        first.document.state, first.document.supports = "closed", 9
    page = visit().get("/processes/piano/proposals?q=reti&state=closed")
    assert "Reti uno" in page.text
    assert "Reti due" not in page.text
    page = visit().get("/processes/piano/proposals?q=reti&sort=supported")
    assert page.text.index("Reti uno") < page.text.index("Reti due")
    assert second.document.supports == 0


def test_many_finds_are_paged_and_cut(cast, visit, monkeypatch):
    monkeypatch.setattr(search, "MOST", 25)
    monkeypatch.setattr(search.find, "__defaults__", (None, 25))
    for number in range(26):
        publish(cast, f"Reti {number}")
    page = visit().get("/processes/piano/proposals?q=reti")
    assert "Ci sono molte proposte con queste parole" in page.text
    assert len(page.all(".//main//h2")) == lists.PAGE
    page = page.follow("Successivi")
    assert len(page.all(".//main//h2")) == 5
    assert not page.has_link("Successivi")
    assert len(page.follow("Precedenti").all(".//main//h2")) == lists.PAGE


@pytest.mark.parametrize("cursor", ["x", "WyJhdCIsOTk5XQ", "WyJhdCIsLTFd", "WyJhdCIsImEiXQ"])
def test_a_forged_place_in_a_search_finds_no_page(cast, visit, cursor):
    published(cast)
    assert visit().get(f"/processes/piano/proposals?q=competenze&after={cursor}").status == 404


def test_stems_leave_out_what_says_nothing():
    assert stems("La città e l’attività dell’Ente") == ["citt", "attiv", "ente"]


@given(UNICODE | documents())
def test_words_found_line_by_line_are_those_of_the_whole(text):
    assert plain_words(text) == words._folded(text).split()
    assert stems(text) == words._stemmed(text).split()


def test_an_excerpt_is_plain_words_cut_between_words():
    assert excerpt("## Obiettivo\n\n**Formare** [tutti](https://example.org).\n\n- uno") == "Formare tutti. uno"
    long = excerpt("parola " * 200)
    assert len(long) <= LONGEST_EXCERPT
    assert long.endswith("parola…")
    assert excerpt("x" * 5000) == "x" * (LONGEST_EXCERPT - 1) + "…"
