# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of my words: one's own changes and comments, where they stand now, and nobody else's."""

from collections.abc import Callable

import pytest

from comments import actions, own_queries
from comments.anchors import choose
from tests.amendments.stories import accepted, asked
from tests.comments.say import said
from tests.comments.test_passages import corrected
from tests.make import Cast, published, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_ones_changes_say_their_outcome_and_what_stands_today(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, destinatari="Personale e volontari di ogni ente."), cast.mara, "Giusto.")
    asked(document, cast.sami, 2, tempi="Mai.")
    page = visit(cast.ada).get("/account").follow("Che fine hanno fatto le mie parole")
    assert "Modifica 1, punto 1" in page.text and "decisa da Mara" in page.text and "Giusto." in page.text
    assert "sono tutte nel testo di oggi" in page.text and "Mai." not in page.text
    corrected(cast, document, "volontari", "volontarie")
    assert "solo in parte" in visit(cast.ada).get("/account/words").text
    corrected(cast, document, "Personale e volontarie di ogni ente.", "Chiunque.")
    assert "non sono più nel testo di oggi" in visit(cast.ada).get("/account/words").text


def test_ones_comments_say_where_their_passage_stands(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        actions.post(document, "Quali?", by=cast.ada, passage=choose(document, 1, 3, "buone pratiche"))
    said(document, "Di altri.", by=cast.sami)
    corrected(cast, document, "buone pratiche", "buone prassi")
    page = visit(cast.ada).get("/account/words?show=comments")
    assert "Quali?" in page.text and "Oggi dice: buone prassi" in page.text and "Di altri." not in page.text


def test_a_visitor_is_asked_to_sign_in(visit: Visit, cast: Cast) -> None:
    assert visit().get("/account/words").path.startswith("/sign-in")


def test_the_list_goes_on_by_key(cast: Cast, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_queries, "PAGE", 2)
    document = published(cast)
    for number in range(5):
        said(document, f"Numero {number}.", by=cast.ada)
    page = visit(cast.ada).get("/account/words?show=comments")
    found = []
    while True:
        found += [f"Numero {number}." for number in range(5) if f"Numero {number}." in page.text]
        if not page.has_link("Più vecchie"):
            break
        page = page.follow("Più vecchie")
    assert sorted(found) == [f"Numero {number}." for number in range(5)]
