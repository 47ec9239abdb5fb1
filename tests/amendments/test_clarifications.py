# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking the author to explain: public, on record, the request pauses and goes on; silence never blocks."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.handling.clarification_actions import answer, ask, resume
from amendments.handling.models import Clarification
from amendments.record.covering import MARK
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Amendment
from auth.account_actions import erase
from db import Invalid, db
from journal.models import Event, Message
from permissions import Refused
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor
from tests.test_letters import Letters, letters  # noqa: F401 - a fixture

Visit = Callable[..., Visitor]


@pytest.fixture
def wish(cast: Cast) -> Amendment:
    """What Ada asks for, waiting."""
    return asked(published(cast), cast.ada, tempi="Entro il 2025.")


def path(wish: Amendment, then: str = "") -> str:
    return f"/documents/{wish.document_id}/amendments/{wish.number}{then}"


def kinds() -> list[str]:
    return list(db.session.scalars(sa.select(Event.kind).order_by(Event.id)))


def test_a_moderator_asks_the_author_answers_and_everybody_reads_both(
    cast: Cast,
    visit: Visit,
    wish: Amendment,
    letters: Letters,  # noqa: F811
) -> None:
    letters()
    page = visit(cast.mara).get(path(wish)).follow("Chiedi un chiarimento")
    page = page.press("Manda la domanda", question="Entro quale mese?")
    assert "Finché non arriva la risposta la modifica è in pausa" in page.text
    ((to, subject, words),) = letters()
    assert to == "ada@example.org" and "domanda sulla tua modifica" in subject and "Entro quale mese?" in words
    assert path(wish, "/answer") in words
    page = visit().get(path(wish))
    assert "In pausa" in page.text and "Entro quale mese?" in page.text and "Domanda di Mara" in page.text
    page = visit(cast.ada).get(path(wish)).follow("Rispondi alla domanda")
    page = page.press("Manda la risposta", answer="Entro giugno.")
    assert "non è più in pausa" in page.text
    page = visit().get(path(wish))
    assert "Risposta di Ada" in page.text and "Entro giugno." in page.text and "In pausa" not in page.text
    ((to, _, words),) = letters()
    assert to == "mara@example.org" and "Entro giugno." in words
    history = visit().get(f"/documents/{wish.document_id}/history").text
    assert "Mara ha chiesto un chiarimento sulla modifica 1" in history and "Ada ha risposto" in history
    assert verify().breaks == []


def test_a_new_revision_is_an_answer_too(cast: Cast, visit: Visit, wish: Amendment, letters: Letters) -> None:  # noqa: F811
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    letters()
    page = visit(cast.ada).get(path(wish, "/answer")).follow("Oppure rivedi la modifica")
    body = text(tempi="Entro giugno 2025.").partition("\n\n")[2]
    page = page.press("Vedi che cosa cambierebbe", body=body, reason="Ora c’è il mese.").press("Invia")
    assert "Chi l’ha scritta ha risposto rivedendo la modifica (revisione 2)." in page.text
    db.session.expire_all()
    assert wish.paused_at is None
    assert any("ha risposto rivedendo" in words for to, _, words in letters() if to == "mara@example.org")


def test_a_moderator_takes_it_up_again_without_an_answer(cast: Cast, visit: Visit, wish: Amendment) -> None:
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    page = visit(cast.mino).get(path(wish)).press("Riprendi senza risposta")
    assert "senza aspettare la risposta" in page.text and kinds()[-1] == "amendment.resumed"
    with writing():
        ask(wish, "E quale anno?", by=cast.mara)
    assert [row.number for row in db.session.scalars(sa.select(Clarification))] == [1, 2]


def test_silence_never_blocks_a_paused_request_can_be_decided(cast: Cast, visit: Visit, wish: Amendment) -> None:
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    accepted(wish, cast.mara)
    page = visit().get(path(wish))
    assert "Accettata" in page.text and "È rimasta senza risposta." in page.text and "In pausa" not in page.text


def test_two_moderators_who_ask_at_once_ask_one_after_the_other(cast: Cast, wish: Amendment) -> None:
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    with writing(), pytest.raises(Refused, match="aspetta già un chiarimento"):
        ask(wish, "Quale anno?", by=cast.mino)


def test_what_came_by_mail_is_answered_by_staff_for_whoever_wrote_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.bruno).get(f"/documents/{document.id}/amendments/enter")
    body = text(tempi="Entro il 2025.").partition("\n\n")[2]
    words = {"author_name": "Pro Loco", "channel": "pec", "received_on": "2026-01-02", "reason": "Serve."}
    page = page.press("Vedi che cosa cambierebbe", body=body, **words).press("Invia")
    asking = visit(cast.mara).get(page.path).follow("Chiedi un chiarimento")
    assert "Emenda non può scrivere a chi l’ha fatta" in asking.text
    asking.press("Manda la domanda", question="Quale mese?")
    page = visit(cast.bruno).get(page.path).follow("Rispondi").press("Manda la risposta", answer="Giugno.")
    assert "Risposta di Bruno (riportata dallo staff)" in page.text


def test_an_empty_question_and_an_empty_answer_are_asked_for(cast: Cast, visit: Visit, wish: Amendment) -> None:
    page = visit(cast.mara).get(path(wish, "/ask")).press("Manda la domanda", question=" ")
    assert page.status == 422 and "Scrivi che cosa vuoi chiedere." in page.text
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    page = visit(cast.ada).get(path(wish, "/answer")).press("Manda la risposta")
    assert page.status == 422 and "Scrivi la tua risposta." in page.text
    with writing(), pytest.raises(Invalid):
        answer(wish, "\u200b", by=cast.ada)


def test_a_question_on_what_is_not_public_names_nobody_in_the_timeline(cast: Cast, visit: Visit) -> None:
    with writing():
        cast.process.amendment_moderation = "before"
    hidden = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    with writing():
        ask(hidden, "Quale mese?", by=cast.mara)
    with writing():
        answer(hidden, "Giugno.", by=cast.ada)
    page = visit().get(f"/documents/{hidden.document_id}/history")
    assert "Una persona ha risposto" in page.text and "Ada" not in page.text


def test_questions_and_answers_can_be_obscured_and_the_record_stays_whole(cast: Cast, wish: Amendment) -> None:
    with writing():
        ask(wish, "Che cosa vuol dire asinaccio?", by=cast.mara)
    with writing():
        answer(wish, "Che asinaccio resta asinaccio.", by=cast.ada)
    with writing():
        obscure(wish.document, "asinaccio", by=cast.mara, reason="Offesa.")
    found = db.session.scalars(sa.select(Clarification)).one()
    assert "asinaccio" not in found.question + found.answer and MARK in found.answer
    assert verify().breaks == []


def test_a_question_changed_behind_the_back_of_the_record_is_found(cast: Cast, wish: Amendment) -> None:
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    with writing():
        db.session.scalars(sa.select(Clarification)).one().question = "Altro?"
    assert any("question 1: not as its event recorded it" in line for line in verify().breaks)


def test_whoever_leaves_leaves_a_pause_that_a_moderator_ends(
    app: Flask, cast: Cast, visit: Visit, wish: Amendment
) -> None:
    with writing():
        ask(wish, "Quale mese?", by=cast.mara)
    with writing():
        erase(cast.ada, "", by=cast.ada)
    assert db.session.scalars(sa.select(Message).where(Message.kind == "clarification_asked")).all() == []
    with writing():
        resume(wish, by=cast.mara)
    assert wish.paused_at is None


@pytest.mark.parametrize("field", ["question", "answer"])
def test_words_of_questions_and_answers_are_shown_as_text(
    cast: Cast, visit: Visit, wish: Amendment, field: str
) -> None:
    attack = "<script>alert(1)</script>\u202e"
    words = {"question": "Quale?", "answer": "Giugno."} | {field: attack}
    visit(cast.mara).get(path(wish, "/ask")).press("Manda la domanda", question=words["question"])
    page = visit(cast.ada).get(path(wish, "/answer")).press("Manda la risposta", answer=words["answer"])
    assert "<script>alert" not in page.html and "\u202e" not in page.html and "alert(1)" in page.text
