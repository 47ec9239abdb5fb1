# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of a conversation: the fragment, pages of threads, cost, errands, languages, rate limit."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from amendments.models import Document
from auth.models import Errand
from comments import actions, blueprint
from comments import queries as thread_queries
from comments.queries import THREADS
from db import Invalid, db
from tests.comments.say import answered, comments_url, counted, last, said, seen_on
from tests.make import Cast, published, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def document(cast: Cast) -> Document:
    return published(cast)


def test_the_fragment_is_what_a_script_puts_into_the_page(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Eccomi", by=cast.ada)
    for reader in (None, cast.sami):
        page = visit(reader).get(comments_url(document) + "?fragment=1")
        assert "<html" not in page.html and not page.all(".//h1")
        assert [e.get("id") for e in page.all(".//body/*")] == ["comments"]
        assert "Eccomi" in page.text and page.all(".//textarea")


def test_a_visitor_gets_no_session_and_a_kept_page(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Eccomi", by=cast.ada)
    visitor = visit()
    first = visitor.get(comments_url(document))
    assert "Set-Cookie" not in first.answer.headers and "csrf" not in first.html
    again = visitor.get(comments_url(document), headers={"If-None-Match": first.answer.headers["ETag"]})
    assert again.status == 304
    said(document, "Anch’io", by=cast.sami)
    assert "Anch’io" in visitor.get(comments_url(document)).text


def test_a_half_written_comment_survives_signing_in(cast: Cast, document: Document, visit: Visit) -> None:
    words = "Prima riga\n\nSeconda <riga>"
    page = visit().get(comments_url(document)).press("Accedi e pubblica", text=words)
    assert page.path.startswith("/sign-in")
    errand = db.session.scalars(sa.select(Errand)).one()
    back = visit(cast.ada).get(f"{errand.path.partition('#')[0]}?errand={errand.key}")
    assert _typed(back) == words
    assert "Seconda" not in visit().get(f"{comments_url(document)}?errand={errand.key}").text
    back.press("Pubblica il commento")
    assert last().text == words


def test_a_half_written_reply_survives_signing_in(cast: Cast, document: Document, visit: Visit) -> None:
    comment = said(document, "Che ne dite?", by=cast.ada)
    visit().get(comments_url(document)).follow("Rispondi").press("Accedi e pubblica", text="Dico sì")
    errand = db.session.scalars(sa.select(Errand)).one()
    assert errand.path.startswith(f"/comments/{comment.id}/reply")
    back = visit(cast.sami).get(f"{errand.path.partition('#')[0]}?errand={errand.key}")
    assert _typed(back) == "Dico sì"


def test_a_visitor_who_reports_is_asked_to_sign_in(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Ciao", by=cast.ada)
    page = visit().get(comments_url(document)).follow("Segnala")
    assert page.path.startswith("/sign-in")


def test_each_deed_on_a_comment_names_whose_it_is(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Ciao", by=cast.ada)
    said(document, "Salve", by=cast.sami)
    page = visit(cast.mara).get(comments_url(document))
    for name in ("Ada", "Sami"):
        for words in ("Segnala il commento di", "Modera il commento di", "Rispondi a"):
            assert page.has_link(f"{words} {name}")


def test_threads_come_in_pages(cast: Cast, document: Document, visit: Visit) -> None:
    first = said(document, "Discussione 1", by=cast.ada)
    for number in range(2, THREADS + 6):
        said(document, f"Discussione {number}", by=cast.ada)
    late = answered(first, "Ultima risposta", by=cast.sami)
    page = visit().get(comments_url(document))
    assert len(page.all(".//div[@class='comment-text']")) == THREADS + 1
    following = page.follow("Altri commenti")
    assert f"Discussione {THREADS + 5}" in following.text and "Ultima risposta" not in following.text
    assert "Ultima risposta" in following.follow("Dal primo commento").text
    assert seen_on(visit(), document) == counted(document) == THREADS + 6
    with visit().app.test_request_context():
        assert blueprint.address(late) == f"{comments_url(document)}#comment-{late.id}"


def test_after_posting_the_comment_is_on_the_page(cast: Cast, document: Document, visit: Visit) -> None:
    for number in range(THREADS * 2):
        said(document, f"Discussione {number}", by=cast.sami)
    page = visit(cast.ada).get(comments_url(document)).press("Pubblica il commento", text="Eccomi in fondo")
    assert "Eccomi in fondo" in page.text


def test_a_page_ends_before_it_holds_too_many_replies(
    cast: Cast, document: Document, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread_queries, "REPLIES", 4)
    for number in range(4):
        first = said(document, f"Discussione {number}", by=cast.ada)
        for reply in range(3):
            late = answered(first, f"Risposta {number}.{reply}", by=cast.sami)
    page = visit().get(comments_url(document))
    assert len(page.all(".//div[@class='comment-text']")) == 4
    assert seen_on(visit(), document) == counted(document) == 16
    with visit().app.test_request_context():
        address = blueprint.address(late)
    assert f'id="comment-{late.id}"' in visit().get(address.partition("#")[0]).html
    answered(first, "La quarta", by=cast.zoe)
    with pytest.raises(Invalid, match="troppe risposte"):
        answered(late, "La quinta", by=cast.zoe)
    assert seen_on(visit(), document) == counted(document) == 17


def test_moderators_find_their_lists_on_the_page_of_the_process(cast: Cast, visit: Visit) -> None:
    assert visit(cast.mara).get("/processes/piano").follow("Commenti da moderare").status == 200
    for other in (None, cast.ada, cast.bruno):
        assert not visit(other).get("/processes/piano").has_link("Commenti da moderare")


def test_the_cost_of_a_page_does_not_grow(cast: Cast, document: Document, visit: Visit) -> None:
    comment, url = said(document, "Uno", by=cast.ada), comments_url(document) + "?fragment=1"
    sami, visitor = visit(cast.sami), visit()
    few = queries(sami, url)
    for number in range(25):
        answered(said(document, f"Discussione {number}", by=cast.ada), "Risposta", by=cast.mara)
        answered(comment, f"Risposta {number}", by=cast.mara)
    assert len(queries(sami, url)) == len(few) <= 7
    assert len(queries(visitor, url)) == 3
    assert queries(visitor, url) == [], "the page is kept"


def test_posting_too_often_is_held_back_and_keeps_the_words(
    cast: Cast, document: Document, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blueprint, "MOST_POSTS", 3)
    page = visit(cast.ada).get(comments_url(document))
    for number in range(3):
        assert page.press("Pubblica il commento", text=f"Numero {number}").status == 200
    refused = page.press("Pubblica il commento", text="Numero quattro")
    assert refused.status == 429
    assert "Hai scritto molti commenti in poco tempo" in refused.text
    assert _typed(refused) == "Numero quattro"
    assert visit(cast.sami).get(comments_url(document)).press("Pubblica il commento", text="Io posso").status == 200
    assert seen_on(visit(), document) == counted(document) == 4


def test_the_counter_is_right_after_every_deed(cast: Cast, document: Document, visit: Visit) -> None:
    def agrees(expected: int) -> None:
        page = visit().get(comments_url(document))
        words = "Un commento" if expected == 1 else f"{expected} commenti"
        assert (counted(document), seen_on(visit(), document)) == (expected, expected)
        assert words in page.text

    agrees(0)
    comment = said(document, "Uno", by=cast.ada)
    agrees(1)
    reply = answered(comment, "Due", by=cast.sami)
    answered(reply, "Tre", by=cast.ada)
    agrees(3)
    visit(cast.ada).get(f"/comments/{comment.id}/edit").press("Salva la correzione", text="Uno e mezzo")
    agrees(3)
    visit(cast.mara).get(f"/comments/{reply.id}/moderate").press("Nascondi il commento", reason="Fuori tema")
    agrees(2)
    with writing():
        actions.delete(comment, by=cast.ada)
    agrees(1)
    with writing():
        actions.delete(comment, by=cast.ada)
    agrees(1)
    visit(cast.mara).get(f"/comments/{reply.id}/moderate").press("Pubblica il commento", reason="Era a tema")
    agrees(2)
    visit(cast.mara).get(f"/comments/{reply.id}/moderate").press("Nascondi il commento", reason="Ripensandoci")
    visit(cast.sami).get(f"/comments/{reply.id}/delete").press("Cancella per sempre")
    agrees(1)


def test_english_addresses_stay_english(cast: Cast, document: Document, visit: Visit) -> None:
    said(document, "Eccomi", by=cast.ada)
    page = visit().get("/en" + comments_url(document))
    assert page.status == 200
    links = [a.get("href", "") for a in page.all(".//div[@id='comments']//a")]
    assert all(link.startswith(("/en/", "#")) for link in links)


def queries(visitor: Visitor, path: str) -> list[str]:
    """Return the statements that a page costs, in a session of its own; the one that reads its stamp is not seen."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        sent.extend([statement] if statement != "BEGIN" else [])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        with visitor.app.app_context():
            assert visitor.get(path).status == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return sent


def _typed(page: Page) -> str:
    return (page.all(".//textarea")[0].text or "").removeprefix("\n")


@pytest.mark.parametrize("place", ["thread", "passage", "reply", "edit"])
def test_a_comment_can_be_looked_at_before_it_is_sent(cast: Cast, document: Document, visit: Visit, place: str) -> None:
    parent = said(document, "Prima", by=cast.ada)
    path, button = {
        "thread": (comments_url(document), "Pubblica il commento"),
        "passage": (f"/documents/{document.id}/comments/passage?paragraph=1", "Pubblica il commento"),
        "reply": (f"/comments/{parent.id}/reply", "Pubblica la risposta"),
        "edit": (f"/comments/{parent.id}/edit", "Salva la correzione"),
    }[place]
    words = "Un **buon** inizio.\n\n<script>"
    page = visit(cast.ada).get(path).press("Guarda l’anteprima", text=words)
    assert page.status == 200 and "Anteprima: non è ancora salvata Un buon inizio." in page.text
    assert [strong.text for strong in page.all(".//section[@aria-labelledby='preview']//strong")] == ["buon"]
    assert _typed(page) == words and last().text == "Prima", "nothing is saved"
    page = page.press(button)
    assert page.status == 200 and last().text == words and "Anteprima" not in page.text


def test_what_cannot_be_sent_has_no_preview(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(comments_url(document)).press("Guarda l’anteprima", text="x" * 10_001)
    assert page.status == 422 and "troppo lungo" in page.text and "Anteprima:" not in page.text


def test_looking_is_for_those_who_may_comment(cast: Cast, document: Document, visit: Visit) -> None:
    page = visit(cast.ada).get(comments_url(document))
    with writing():
        document.process.participation = "invitation"
    assert page.press("Guarda l’anteprima", text="Eccomi").status == 403
