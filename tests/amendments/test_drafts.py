# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking for changes in place over HTTP, without scripts: one paragraph after the other, then one request."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from amendments.documents.actions import correct
from amendments.drafts import actions
from amendments.drafts.models import AmendmentDraft
from amendments.drafts.queries import gathered
from amendments.models import Document
from amendments.request_models import Amendment, Change
from auth.account_actions import erase
from auth.models import Errand
from auth.paths import with_query
from db import Changed, Invalid, db, now
from tests.make import Cast, published, writing
from tests.page import Page, Visitor
from tests.test_pages import counted

Visit = Callable[..., Visitor]
TEXT = (
    "# Orti\n\n## Dove\n\nUn orto in ogni quartiere.\n\n## Come\n\n- zappe nuove\n- semi antichi\n\n"
    "Il corso dura trenta giorni.\n\n> Chi semina raccoglie."
)
PLACE, ITEM, COURSE = 1, 4, 5
REVIEW, ADD, LOOK = "Rivedi e invia", "Aggiungi un’altra modifica", "Vedi che cosa cambierebbe"


@pytest.fixture
def document(cast: Cast) -> Document:
    return published(cast, TEXT)


def opened(visitor: Visitor, document: Document, number: int) -> Page:
    return visitor.get(f"/documents/{document.id}/versions/{document.version}/paragraphs/{number}")


def gather(document: Document, cast: Cast, number: int, words: str, reason: str = "") -> None:
    with writing():
        named: dict[str, Any] = {"by": cast.ada, "base": document.version, "paragraph": number, "reason": reason}
        actions.gather(document, words, **named)


def drafts() -> list[AmendmentDraft]:
    return list(db.session.scalars(sa.select(AmendmentDraft)))


def test_a_paragraph_is_changed_in_its_context_looked_at_once_and_sent(
    cast: Cast, visit: Visit, document: Document
) -> None:
    page = visit(cast.ada).get(f"/proposals/{document.id}")
    links = [a.get("href") for a in page.all(".//a") if a.get("data-in-place")]
    assert len(links) == 7
    page = visit(cast.ada).get(str(links[COURSE]))
    assert "semi antichi" in page.text and "Chi semina" in page.text, "what stands around it"
    assert "Il corso dura trenta giorni." in page.html
    page = page.press("Mostra che cosa cambia", text="Il corso dura venti giorni.", reason="Bastano.")
    assert "Sotto “Come”, al posto di “trenta” si legge “venti”." in page.text
    assert page.all(".//ins") and page.all(".//del") and "Bastano." in page.html and not drafts()
    page = page.press(REVIEW)
    assert page.path == f"/documents/{document.id}/amendments/draft"
    assert "Un solo punto del testo cambierebbe" in page.text and "Bastano." in page.text
    assert db.session.scalar(sa.select(sa.func.count(Amendment.id))) == 0, "looking sends nothing"
    page = page.press("Invia")
    assert page.path == f"/documents/{document.id}/amendments/1" and "La tua modifica 1 è pubblica." in page.text
    [change] = db.session.scalars(sa.select(Change))
    assert (change.old, change.new) == ("trenta", "venti") and not drafts()


def test_changes_of_several_paragraphs_are_gathered_and_sent_as_one_request(
    cast: Cast, visit: Visit, document: Document
) -> None:
    ada = visit(cast.ada)
    page = opened(ada, document, PLACE).press(ADD, text="Un orto in ogni scuola.", reason="")
    assert page.path.startswith(f"/proposals/{document.id}") and "1 modifica, non ancora inviata" in page.text
    opened(ada, document, ITEM).press(ADD, text="", reason="Nessuno li usa.")
    page = opened(ada, document, COURSE).press(ADD, text="Il corso dura venti giorni.\n\nÈ gratuito.")
    assert "3 modifiche, non ancora inviata" in page.text
    assert "Un orto in ogni scuola." in opened(ada, document, PLACE).html, "it can be reworded"
    page = page.follow(REVIEW)
    assert "Nessuno li usa." in page.text and "4 punti del testo cambierebbero" in page.text
    page.press("Invia")
    assert [change.kind for change in db.session.scalars(sa.select(Change).order_by(Change.number))] == [
        "replace", "delete", "replace", "insert",
    ]  # fmt: skip
    assert "non ancora inviata" not in ada.get(f"/proposals/{document.id}").text


def test_a_request_without_a_reason_asks_for_it_once(cast: Cast, visit: Visit, document: Document) -> None:
    page = opened(visit(cast.ada), document, COURSE).press(REVIEW, text="Il corso dura venti giorni.")
    assert "Hai cambiato un capoverso." in page.text
    page = page.press(LOOK)
    assert page.status == 422 and "Scrivi perché chiedi questa modifica" in page.text
    page = page.press(LOOK, reason="Bastano.").press("Torna a scrivere")
    assert "Bastano." in page.html and page.press(LOOK).press("Invia").status == 200


def test_a_gathered_change_is_taken_back_and_the_request_thrown_away(
    cast: Cast, visit: Visit, document: Document
) -> None:
    gather(document, cast, PLACE, "Un orto in ogni scuola.")
    gather(document, cast, COURSE, "Il corso dura venti giorni.")
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/draft").press("Togli dalla richiesta")
    assert [draft.sources for draft in drafts()] == [{"5": "Il corso dura venti giorni."}]
    assert "Butta via la richiesta" in page.text
    page.press("Butta via la richiesta")
    assert not drafts()


def test_a_paragraph_written_back_as_it_was_is_no_longer_asked_for(cast: Cast, document: Document) -> None:
    gather(document, cast, COURSE, "Il corso dura venti giorni.")
    gather(document, cast, COURSE, "Il corso dura trenta giorni.\n")
    assert not drafts()
    with pytest.raises(Invalid):
        gather(document, cast, COURSE, "Il corso dura trenta giorni.")


def test_a_form_without_its_words_never_empties_a_paragraph(cast: Cast, visit: Visit, document: Document) -> None:
    page = opened(visit(cast.ada), document, COURSE)
    token = next(e.get("value") for e in page.all(".//input") if e.get("name") == "csrf_token")
    answer = page.visitor.post(page.path, {"csrf_token": token, "step": "add"})
    assert answer.status == 422 and not drafts()


def signed_in(visit: Visit, cast: Cast, page: Page) -> Page:
    """Return the page to which signing in leads back."""
    assert page.path.startswith("/sign-in")
    [errand] = db.session.scalars(sa.select(Errand))
    return visit(cast.ada).get(with_query(errand.path, errand=errand.key))


def test_what_a_visitor_typed_comes_back_after_signing_in(cast: Cast, visit: Visit, document: Document) -> None:
    page = opened(visit(), document, COURSE)
    assert not page.all(".//input[@name='csrf_token']"), "no session begins before it must"
    page = page.press("Mostra che cosa cambia", text="Il corso dura\u00a0venti giorni.")
    assert "si legge" in page.text
    page = signed_in(visit, cast, page.press("Accedi e continua"))
    assert "Il corso dura\u00a0venti giorni." in page.html and "Perché chiedi" in page.text


def test_a_visitor_may_empty_a_paragraph_too(cast: Cast, visit: Visit, document: Document) -> None:
    page = signed_in(visit, cast, opened(visit(), document, COURSE).press("Accedi e continua", text=""))
    assert "Sotto “Come”, si toglie “Il corso dura trenta giorni.”." in page.text


def test_where_nobody_may_ask_for_changes_no_paragraph_offers_it(cast: Cast, visit: Visit, document: Document) -> None:
    with writing():
        for phase in document.process.phases:
            phase.amending = False
    assert "data-in-place" not in visit().get(f"/proposals/{document.id}").html
    assert opened(visit(cast.ada), document, COURSE).status == 403


def test_staff_reads_the_formula_and_others_do_not(cast: Cast, visit: Visit, document: Document) -> None:
    for person, told in ((cast.bruno, True), (cast.ada, False), (None, False)):
        page = opened(visit(person), document, COURSE)
        page = page.press("Mostra che cosa cambia", text="Il corso dura venti giorni.")
        assert ('la parola: "trenta" è sostituita dalla seguente: "venti"' in page.text) == told


def test_a_preview_writes_nothing_and_asks_little_of_the_database(cast: Cast, visit: Visit, document: Document) -> None:
    path = f"/documents/{document.id}/versions/1/paragraphs/{COURSE}/preview?fragment=1"
    visitor = visit()
    with counted() as statements:
        page = visitor.post(path, {"text": "Il corso dura venti giorni."})
    assert "venti" in page.text and not page.all(".//main")
    assert len(statements) <= 3 and all(one.startswith("SELECT") for one in statements), statements


def test_what_was_gathered_follows_the_text_while_its_paragraphs_stay(cast: Cast, document: Document) -> None:
    gather(document, cast, COURSE, "Il corso dura venti giorni.", "Bastano.")
    with writing():
        correct(document, TEXT.replace("\n\n## Come", "\n\nAnche due.\n\n## Come"), by=cast.bruno, base=1, reason="Sì.")
    kept = gathered(document, cast.ada)
    assert kept is not None and (kept.base, dict(kept.sources)) == (2, {6: "Il corso dura venti giorni."})
    gather(document, cast, PLACE, "Un orto in ogni scuola.")
    assert [(draft.base, sorted(draft.sources)) for draft in drafts()] == [(2, ["1", "6"])]


def test_what_was_gathered_on_words_that_changed_waits_to_be_sent(cast: Cast, visit: Visit, document: Document) -> None:
    gather(document, cast, COURSE, "Il corso dura venti giorni.", "Bastano.")
    with writing():
        correct(document, TEXT.replace("trenta", "dieci"), by=cast.bruno, base=1, reason="Sì.")
    with pytest.raises(Changed):
        gather(document, cast, PLACE, "Un orto in ogni scuola.")
    page = opened(visit(cast.ada), document, PLACE)
    assert "Hai una richiesta da inviare" in page.text
    page = page.follow(REVIEW)
    assert "Mentre scrivevi il testo è cambiato" in page.text and "Porta le mie parole" not in page.text
    assert page.press("Invia").path.endswith("/amendments/1")


def test_what_is_sent_is_what_was_looked_at(cast: Cast, visit: Visit, document: Document) -> None:
    gather(document, cast, COURSE, "Il corso dura venti giorni.", "Bastano.")
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/draft")
    gather(document, cast, PLACE, "Un orto in ogni scuola.", "Bastano.")  # in another window
    page.press("Invia")
    assert [change.new for change in db.session.scalars(sa.select(Change))] == ["venti"]
    assert len(drafts()) == 1, "what was added meanwhile is not lost"


def test_drafts_go_with_the_account_and_after_a_year(cast: Cast, document: Document) -> None:
    gather(document, cast, COURSE, "Il corso dura venti giorni.")
    with writing():
        erase(cast.ada, "", by=cast.ada)
    assert not drafts()
    with writing():
        old = {"user_id": cast.sami.id, "base": 1, "sources": {"1": ""}, "updated_at": now() - timedelta(days=400)}
        db.session.add(AmendmentDraft(document_id=document.id, **old))
    with writing():
        named: dict[str, Any] = {"by": cast.zoe, "base": 1, "paragraph": COURSE, "reason": ""}
        actions.gather(document, "Il corso dura venti giorni.", **named)
    assert [draft.user_id for draft in drafts()] == [cast.zoe.id]
