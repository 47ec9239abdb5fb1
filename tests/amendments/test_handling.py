# SPDX-License-Identifier: AGPL-3.0-or-later
"""Internal notes and assignment: for those who handle requests only, never public, never in the record."""

import json
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.handling.actions import add_note, assign
from amendments.handling.models import Assignment, Note
from amendments.record.obscure_actions import obscure
from amendments.request_models import Amendment
from auth.account_actions import erase
from auth.models import Member
from db import Invalid, db, now
from journal.models import Event
from tests.amendments.stories import asked
from tests.make import Cast, published, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
SECRET = "Sentire prima l’ufficio legale."


@pytest.fixture
def wish(cast: Cast) -> Amendment:
    """What Ada asks for, with a note by Mara."""
    made = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    with writing():
        add_note(made, SECRET, by=cast.mara)
    return made


def path(wish: Amendment, then: str = "") -> str:
    return f"/documents/{wish.document_id}/amendments/{wish.number}{then}"


def test_moderators_and_staff_read_each_others_notes(cast: Cast, visit: Visit, wish: Amendment) -> None:
    page = visit(cast.bruno).get(path(wish)).follow("Note interne e assegnazione")
    assert SECRET in page.text
    page = page.press("Aggiungi la nota", text="Sentito: va bene.")
    assert "Sentito: va bene." in page.text and "Bruno" in page.text
    assert "Sentito" in visit(cast.ines).get(path(wish, "/notes")).text


def test_an_empty_note_is_asked_for(cast: Cast, visit: Visit, wish: Amendment) -> None:
    page = visit(cast.mara).get(path(wish, "/notes")).press("Aggiungi la nota")
    assert page.status == 422 and "Scrivi la nota." in page.text


@pytest.mark.parametrize("who", ["", "zoe", "ada"])
def test_nobody_else_finds_notes_anywhere(cast: Cast, visit: Visit, wish: Amendment, who: str) -> None:
    visitor = visit(getattr(cast, who, None))
    assert visitor.get(path(wish, "/notes")).status in (200, 404)
    id = wish.document_id
    for place in (path(wish), path(wish, "/notes"), f"/proposals/{id}", f"/documents/{id}/history", "/processes/piano"):
        assert SECRET not in visitor.get(place).html and "Note interne" not in visitor.get(place).text


def test_whoever_wrote_a_request_reads_no_notes_on_it_even_as_a_moderator(cast: Cast, visit: Visit) -> None:
    mine = asked(published(cast), cast.mino, tempi="Entro il 2025.")
    with writing():
        add_note(mine, SECRET, by=cast.mara)
    assert visit(cast.mino).get(path(mine, "/notes")).status == 404
    page = visit(cast.mino).get("/processes/piano/queue")
    assert "nota" not in page.text.partition("Modifica 1")[2].partition("Se ne occupa")[0]


def test_notes_stand_in_no_event(cast: Cast, wish: Amendment) -> None:
    with writing():
        assign(wish, cast.mino.id, by=cast.mara)
    kept = json.dumps([list(row) for row in db.session.execute(sa.select(Event.kind, Event.data))])
    assert "ufficio" not in kept and "note" not in kept and "assign" not in kept


def test_notes_are_obscured_with_everything_else(cast: Cast, wish: Amendment) -> None:
    with writing():
        obscure(wish.document, "ufficio legale", by=cast.mara, reason="Riservato.")
    assert "legale" not in db.session.scalars(sa.select(Note.text)).one()


def test_notes_go_when_the_author_of_the_request_leaves(cast: Cast, wish: Amendment) -> None:
    other = asked(wish.document, cast.sami, destinatari="Tutti.")
    with writing():
        add_note(other, "Resta.", by=cast.mara)
    with writing():
        erase(cast.ada, "", by=cast.ada)
    assert list(db.session.scalars(sa.select(Note.text))) == ["Resta."]


def test_notes_stay_under_nobodys_name_when_a_moderator_leaves(cast: Cast, visit: Visit, wish: Amendment) -> None:
    with writing():
        assign(wish, cast.mara.id, by=cast.mara)
    with writing():
        erase(cast.mara, "", by=cast.mara)
    page = visit(cast.mino).get(path(wish, "/notes"))
    assert SECRET in page.text and "Utente cancellato" in page.text and "Mara" not in page.text
    assert db.session.scalars(sa.select(Assignment)).all() == []


def test_a_request_is_given_to_a_moderator_and_back(cast: Cast, visit: Visit, wish: Amendment) -> None:
    page = visit(cast.bruno).get(path(wish, "/notes")).press("Salva l’assegnazione", user=cast.mino.id)
    assert "L’assegnazione è stata salvata." in page.text
    assert "Se ne occupa Mino" in visit(cast.mara).get("/processes/piano/queue").text
    visit(cast.mino).get(path(wish, "/notes")).press("Salva l’assegnazione", user=0)
    assert "Non assegnata" in visit(cast.mara).get("/processes/piano/queue").text


def test_nobody_but_a_moderator_of_the_process_is_given_a_request(cast: Cast, wish: Amendment) -> None:
    for stranger in (cast.ada.id, cast.bruno.id, 9_999):
        with writing(), pytest.raises(Invalid):
            assign(wish, stranger, by=cast.mara)
    with writing():
        db.session.add(Member(process_id=cast.process.id, user_id=cast.zoe.id, role="moderator", created_at=now()))
    with writing():
        assign(wish, cast.zoe.id, by=cast.mara)
    assert db.session.scalars(sa.select(Assignment.user_id)).one() == cast.zoe.id
