# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which words: passage by passage, with amendment and decider, and each person's share of the text."""

from collections.abc import Callable

from amendments.documents.actions import restore
from amendments.documents.authorship_queries import credited
from auth.account_actions import erase
from tests.amendments.stories import accepted, asked
from tests.comments.test_pages import queries
from tests.make import Cast, published, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_each_passage_names_who_brought_its_words_and_who_decided(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, destinatari="Personale degli enti locali e volontari."), cast.mara)
    page = visit().get(f"/proposals/{document.id}").follow("Quanto del testo di oggi è di ciascuno")
    assert page.status == 200 and page.path.endswith("/versions/2/authors")
    passages = {figure.get("id"): " ".join("".join(figure.itertext()).split()) for figure in page.all(".//figure")}
    assert "Modifica 1, punto 1 di Ada, decisa da Mara" in passages["paragraph-5"]
    assert "Ada" not in passages["paragraph-1"] and "Pubblicazione, di Bruno" in passages["paragraph-1"]
    shown = {share.author: share.words for share in credited(document, 2, "?")}
    assert set(shown) == {"Bruno", "Ada"} and shown["Bruno"] > shown["Ada"] > 0


def test_a_restore_gives_words_back_to_their_first_author(cast: Cast) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, destinatari="Volontari."), cast.mara)
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Meglio prima.")
    assert [(share.author, share.share) for share in credited(document, 3, "?")] == [("Bruno", 1.0)]


def test_an_erased_person_is_shown_as_such(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, destinatari="Volontari."), cast.mara)
    with writing():
        erase(cast.ada, "", by=cast.ada)
    page = visit().get(f"/documents/{document.id}/versions/2/authors")
    assert "cancellato" in page.text and "Ada" not in page.text


def test_the_cost_of_the_page_does_not_grow_with_the_versions(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    visit().get("/")
    few = len(queries(visit(), f"/documents/{document.id}/versions/1/authors"))
    for number in range(6):
        accepted(asked(document, cast.ada, number + 1, destinatari=f"Volontari {number}."), cast.mara, "Sì.")
    assert len(queries(visit(), f"/documents/{document.id}/versions/7/authors")) <= few + 1
