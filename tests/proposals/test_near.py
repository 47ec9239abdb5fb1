# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever drafts a proposal is shown the published ones of the process that are nearly the same."""

from amendments.documents.actions import withdraw
from db import db
from proposals import draft_actions
from proposals.near import CANDIDATES, near
from tests.make import Cast, process, published, text, writing
from tests.test_pages import Visit, counted

FOUND = "C’è già una proposta simile"


def drafted(cast: Cast, words: str) -> int:
    """Write a draft by Bruno, and return its id."""
    with writing():
        return draft_actions.draft(cast.process, words, by=cast.bruno).document_id


def test_a_draft_that_copies_a_published_proposal_is_told_so(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    id = drafted(cast, text("Un altro titolo", tempi="Entro il 2031.", destinatari="Chiunque voglia venire."))
    for path in ("draft", "draft/preview"):
        page = visit(cast.bruno).get(f"/proposals/{id}/{path}")
        assert FOUND in page.text and "testo in comune:" in page.text and page.has_link(document.title)
    assert "There is already a similar proposal" in visit(cast.bruno).get(f"/en/proposals/{id}/draft").text


def test_the_same_title_is_enough_in_any_order_and_ending(cast: Cast, visit: Visit) -> None:
    published(cast)
    id = drafted(cast, "# Tra settori: creare un gruppo\n\nTutto da scrivere.")
    assert "titolo simile" in visit(cast.bruno).get(f"/proposals/{id}/draft").text


def test_the_headings_of_the_template_make_no_two_proposals_alike(cast: Cast) -> None:
    published(cast)
    words = {"obiettivo": "Piantare alberi lungo il fiume.", "modalità": "Squadre di volontari ogni sabato mattina."}
    mine = text("Ombra per tutti", **words, destinatari="Chi abita vicino.", tempi="In autunno.")
    assert near(cast.process.id, mine) == []


def test_only_published_proposals_of_the_same_process_count(cast: Cast) -> None:
    drafted(cast, text())
    gone = published(cast)
    assert [one.id for one in near(cast.process.id, text())] == [gone.id]
    with writing():
        other = process(slug="altro", title="Altro")
    assert near(other.id, text()) == []
    with writing():
        withdraw(gone, by=cast.bruno, reason="Doppia.")
    assert near(cast.process.id, text()) == []


def test_a_draft_with_no_words_or_odd_ones_is_near_nothing(cast: Cast) -> None:
    published(cast)
    for words in ("# \n\n", "# 🙂\n\n\" OR NEAR( * & | ! ( '", "# a\n\nil la lo"):
        assert near(cast.process.id, words) == []


def test_the_queries_are_two_however_many_proposals_there_are(cast: Cast) -> None:
    id, counts = cast.process.id, []
    for _ in range(2):
        for _ in range(CANDIDATES):
            published(cast)
        db.session.rollback()
        near(id, text())
        with counted() as statements:
            found = near(id, text())
        counts.append(len(statements))
        assert found and found[0].share == 1
    assert counts == [2, 2]
