# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a change over HTTP: write, look, send; revise, withdraw, enter, correct."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import sqlalchemy as sa
import time_machine

from amendments.documents.actions import close, correct
from amendments.models import Document
from amendments.request_models import Amendment, Revision
from auth.models import Body, Mandate
from db import db, now
from languages import LOCAL, today
from redline.text import body
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]
LOOK, SEND = "Vedi che cosa cambierebbe", "Invia"


def written(visitor: Visitor, document: Document, **sections: str) -> Page:
    """Open the form, type the text with other words in some sections, and look at it."""
    page = visitor.get(f"/documents/{document.id}/amendments/new")
    return page.press(LOOK, body=body(text(**sections)), reason="Così è più chiaro.")


def the_amendment() -> Amendment:
    return db.session.scalars(sa.select(Amendment)).one()


def test_a_person_proposes_a_change_after_seeing_exactly_what_it_changes(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.ada).get(f"/proposals/{document.id}").follow("Proponi una modifica")
    page = page.press(LOOK, body=body(text(tempi="Entro il 2025.")), reason="Il 2024 è passato.")
    assert page.status == 200
    for words in ("Un solo punto", "Punto 1", "Sostituzione", "Tempi di realizzazione", "2024", "2025"):
        assert words in page.text, words
    assert page.all(".//ins") and page.all(".//del")
    assert db.session.scalar(sa.select(sa.func.count(Amendment.id))) == 0, "looking saves nothing"
    page = page.press(SEND)
    assert page.path == f"/documents/{document.id}/amendments/1"
    assert "è pubblica." in page.text and "Il 2024 è passato." in page.text
    assert the_amendment().author_id == cast.ada.id


def test_from_the_look_one_can_go_back_to_writing_with_everything_typed(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = written(visit(cast.ada), document, tempi="Entro il 2025.").press("Torna a scrivere")
    assert "Entro il 2025." in page.html and "Così è più chiaro." in page.html
    assert page.press(LOOK).status == 200


def test_an_unchanged_text_is_refused_with_a_clear_sentence(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/new").press(LOOK, reason="Per prova.")
    assert page.status == 422 and "cambia qualcosa prima di inviare" in page.text
    assert "Per prova." in page.html


def test_a_missing_reason_or_title_keeps_the_text_and_says_what_is_missing(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    page = form.press(LOOK, body=body(text(tempi="Mai.")), title=" ")
    assert page.status == 422
    assert "Scrivi perché chiedi questa modifica" in page.text and "Manca il titolo" in page.text
    assert "Mai." in page.html


def test_the_title_can_be_changed_too(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    page = form.press(LOOK, title="Creare squadre tra settori", reason="Meglio.").press(SEND)
    assert "squadre" in page.text


def test_somebody_who_wrote_while_the_text_moved_on_is_told_and_loses_nothing(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    page = form.press(LOOK, body=body(text(tempi="Entro il 2025.")), reason="Il 2024 è passato.")
    assert "Mentre scrivevi il testo è cambiato" in page.text and "Entro il 2025." in page.html
    sent = page.press(SEND)
    assert "È scritta sulla versione 1; ora il testo è alla versione 2" in sent.text
    accepted(the_amendment(), cast.mara)
    assert "Tutti." in document.text and "Entro il 2025." in document.text


def test_what_was_typed_can_be_brought_onto_the_newer_version(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    page = form.press(LOOK, body=body(text(tempi="Entro il 2025.")), reason="Il 2024 è passato.")
    page = page.press("Porta le mie parole sulla versione 2")
    assert "Tutti." in page.html and "Entro il 2025." in page.html and "Il 2024 è passato." in page.html
    page = page.press(LOOK).press(SEND)
    assert db.session.scalars(sa.select(Revision)).one().base == 2


def test_words_that_both_changed_stay_on_the_old_version_and_the_writer_is_told(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    with writing():
        correct(document, text(tempi="Entro il 2030."), by=cast.bruno, base=1, reason="Più tardi.")
    page = form.press(LOOK, body=body(text(tempi="Entro il 2025.")), reason="Il 2024 è passato.")
    page = page.press("Porta le mie parole sulla versione 2")
    assert page.status == 409 and "cambia le stesse parole" in page.text and "Entro il 2025." in page.html


def test_a_person_who_acts_for_a_body_may_ask_in_its_name(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        body_ = Body(name="Unione dei Comuni")
        db.session.add(body_)
        db.session.flush()
        db.session.add(Mandate(body_id=body_.id, user_id=cast.ada.id, by_id=cast.ines.id, created_at=now()))
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    page = form.press(LOOK, body=body(text(tempi="Mai.")), reason="Sì.", body_id=body_.id).press(SEND)
    assert "Unione dei Comuni" in page.text and "a nome dell’ente: Ada" in page.text
    refused = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    assert refused.press(LOOK, body=body(text(tempi="Poi.")), reason="Sì.", body_id=99).status == 422


def test_the_author_revises_and_every_revision_stays_readable(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    visit(cast.sami).get(f"/documents/{document.id}/amendments/1").press("Sostieni")
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1").follow("Rivedi la tua modifica")
    page = page.press(LOOK, body=body(text(tempi="Entro il 2026.")), reason="Serve più tempo.").press(SEND)
    assert "0 persone sostengono questa revisione, 1 una precedente" in page.text
    old = page.follow("Revisione 1")
    assert "2025" in old.text and "È più chiaro." in old.text and "revisione precedente" in old.text
    page = visit(cast.sami).get(f"/documents/{document.id}/amendments/1")
    assert "Hai sostenuto la revisione 1" in page.text
    assert "1 persona sostiene questa revisione" in page.press("Sostieni questa revisione").text


def test_a_revision_of_a_revision_that_was_read_too_early_keeps_what_was_typed(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    first, second = (visit(cast.ada).get(f"/documents/{document.id}/amendments/1/revise") for _ in range(2))
    first.press(LOOK, body=body(text(tempi="Entro il 2026."))).press(SEND)
    page = second.press(LOOK, body=body(text(tempi="Entro il 2027."))).press(SEND)
    assert page.status == 409 and "è stata rivista" in page.text and "Entro il 2027." in page.html


def test_the_author_withdraws_after_a_question(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1").follow("Ritira la tua modifica")
    page = page.press("Ritira la modifica")
    assert "Hai ritirato la modifica 1: nessuno la deciderà" in page.text
    assert "Ritirata" in page.text and "2025" in page.text
    assert visit(cast.ada).get(f"/documents/{document.id}/amendments/1/revise").status == 403


def test_staff_enter_a_request_that_came_by_certified_mail(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.bruno).get(f"/proposals/{document.id}").follow("Registra una richiesta")
    fields = {"body": body(text(tempi="Entro il 2025.")), "reason": "Chiedono più tempo.", "channel": "pec"}
    wrong = page.press(LOOK, **fields, author_name="", received_on="2026-01-01")
    assert wrong.status == 422 and "Scrivi chi chiede la modifica." in wrong.text
    page = wrong.press(LOOK, author_name="Unione delle Valli", received_on="2100-01-01")
    assert page.status == 422 and "non futuro" in page.text and "Unione delle Valli" in page.html
    page = page.press(LOOK, channel="pec", received_on="2024-03-05").press(SEND)
    for words in ("Unione delle Valli", "arrivata per PEC", "5 marzo 2024", "Registrata da Bruno"):
        assert words in page.text, words


def test_what_comes_in_the_small_hours_came_today(cast: Cast, visit: Visit) -> None:
    document, tomorrow = published(cast), today() + timedelta(days=1)
    fields = {"body": body(text(tempi="Entro il 2025.")), "reason": "Serve.", "channel": "pec"}
    fields["author_name"] = "Pro Loco"
    with time_machine.travel(datetime.combine(tomorrow, time(0, 30), LOCAL)):  # in Greenwich it is still today
        page = visit(cast.bruno).get(f"/documents/{document.id}/amendments/enter")
        page = page.press(LOOK, **fields, received_on=str(tomorrow + timedelta(days=1)))
        assert page.status == 422
        assert page.press(LOOK, channel="pec", received_on=str(tomorrow)).press(SEND).status == 200
    assert db.session.scalars(sa.select(Amendment.received_on)).all() == [tomorrow]


def test_a_correction_is_looked_at_then_published_with_its_reason(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    page = visit(cast.bruno).get(f"/proposals/{document.id}").follow("Correggi il testo")
    page = page.press(LOOK, body=body(text(tempi="Entro il 2024!")), reason="Un refuso.")
    page = page.press("Pubblica la correzione")
    assert "è nata la versione 2" in page.text and "2024!" in page.text


def test_a_correction_of_the_same_words_asks_for_a_choice_and_saves_nothing_before(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.bruno).get(f"/documents/{document.id}/correct")
    accepted(asked(document, cast.ada, tempi="Entro il 2030."), cast.mara)
    page = form.press(LOOK, body=body(text(tempi="Entro il 2025.")), reason="Un refuso.")
    page = page.press("Pubblica la correzione")
    assert page.status == 409 and "Conflitto 1" in page.text and document.version == 2
    for words in ("2024", "2030", "2025"):
        assert words in page.text
    page = page.press("Vai avanti")
    assert page.status == 409 and "Scegli una delle possibilità" in page.text and document.version == 2
    page = page.press("Vai avanti", choice_0="own", own_0="2027")
    assert "è nata la versione 3" in page.text and "Entro il 2027." in page.text


def test_on_a_closed_text_nothing_can_be_proposed(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    form = visit(cast.ada).get(f"/documents/{document.id}/amendments/new")
    with writing():
        close(document, by=cast.bruno)
    assert form.press(LOOK, body=body(text(tempi="Mai.")), reason="Sì.").status == 403
    assert visit(cast.ada).get(f"/documents/{document.id}/amendments/new").status == 403


def test_a_visitor_is_led_to_sign_in_and_back_to_the_form(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    answer = visit().client.get(f"/documents/{document.id}/amendments/new")
    assert answer.status_code == 303 and f"next=/documents/{document.id}/amendments/new" in answer.location
