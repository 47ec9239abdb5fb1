# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests with the same effect stand together, competing ones side by side: on the list, on a page, in the queue."""

from amendments.models import Document
from amendments.requests.actions import moderate, propose
from tests.amendments.stories import asked
from tests.make import Cast, published, writing
from tests.test_pages import Visit, counted


def three(cast: Cast) -> Document:
    """Publish a text of which Ada and Zoe want the same, Sami something else, Ada more besides."""
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    asked(document, cast.sami, tempi="Entro il 2031.")
    asked(document, cast.zoe, tempi="Entro il 2030.")
    asked(document, cast.ada, destinatari="Tutti.")
    return document


def test_the_list_shows_equal_requests_together_and_competing_ones_beside_them(cast: Cast, visit: Visit) -> None:
    page = visit().get(f"/documents/{three(cast).id}/amendments")
    titles = ["".join(title.itertext()) for title in page.all(".//h4[@class='wish-title']")]
    assert titles == ["2 persone chiedono lo stesso", "Una persona chiede"]
    assert "Sulle stesse parole (1)" in page.text
    assert "Un’altra chiede lo stesso" in page.text and "In alternativa ad altre 2" in page.text


def test_one_person_who_asks_twice_counts_once(cast: Cast, visit: Visit) -> None:
    document = three(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    page = visit().get(f"/documents/{document.id}/amendments/contests")
    assert "2 persone chiedono lo stesso" in page.text and "Modifica 5" in page.text


def test_what_is_hidden_stands_in_no_contest(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    hidden = asked(document, cast.sami, tempi="Entro il 2031.")
    assert "In alternativa a un’altra" in visit().get(f"/documents/{document.id}/amendments").text
    with writing():
        moderate(hidden, by=cast.mara, show=False, reason="Offende.")
    page = visit().get(f"/documents/{document.id}/amendments")
    assert "In alternativa" not in page.text and "Sulle stesse parole" not in page.text
    assert "Nessuna richiesta in attesa" in visit().get(f"/documents/{document.id}/amendments/contests").text


def test_moderators_meet_the_groups_in_the_queue(cast: Cast, visit: Visit) -> None:
    page = visit(cast.mara).get(f"/processes/piano/queue?document={three(cast).id}")
    assert page.text.count("Un’altra chiede lo stesso") == 2
    assert "Sulle stesse parole (1)" in page.follow("Un’altra chiede lo stesso").text


def test_moderators_decide_from_beside_the_others_and_nobody_else_does(cast: Cast, visit: Visit) -> None:
    path = f"/documents/{three(cast).id}/amendments/contests"
    assert "Decidi la modifica 1" in visit(cast.mara).get(path).follow("Decidi").text
    assert not visit().get(path).has_link("Decidi") and not visit(cast.ada).get(path).has_link("Decidi")


def test_many_contests_go_on_from_page_to_page_with_as_many_queries(cast: Cast, visit: Visit) -> None:
    document = published(cast, "# Elenco\n\n" + "\n\n".join(f"Il punto {n} dura un anno." for n in range(12)))
    counts = []
    for most in (2, 12):
        for who, words in ((cast.ada, "due anni"), (cast.sami, "tre anni")):
            for n in range(most):
                wanted = document.text.replace(f"punto {n} dura un anno", f"punto {n} dura {words}")
                with writing():
                    propose(document, wanted, by=who, base=1, reason="Meglio.")
        visit().get(f"/documents/{document.id}/amendments/contests?after=0")
        with counted() as statements:
            page = visit().get(f"/documents/{document.id}/amendments/contests")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert "Sulle stesse parole (12)" in page.text and len(page.all(".//section[@class='contest']")) == 10
    assert len(page.follow("Successivi").all(".//section[@class='contest']")) == 2


def test_hundreds_of_wishes_for_the_same_words_are_told_and_not_all_drawn(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    for year in range(2030, 2045):
        asked(document, cast.ada, tempi=f"Entro il {year}.")
    page = visit().get(f"/documents/{document.id}/amendments/contests")
    assert "Ci sono altre 3 richieste diverse sulle stesse parole." in page.text
