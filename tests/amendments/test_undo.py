# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undoing what was just decided: the text is as it was, requests wait again, nobody hears of it, all is on record."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from amendments.decisions.holding import HELD, undoable_until
from amendments.decisions.undo_actions import undo
from amendments.desk.queries import desk_of
from amendments.documents import queries
from amendments.documents.actions import correct
from amendments.models import Document, Version
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Change, Decision
from amendments.requests.actions import revise, withdraw
from auth.account_actions import erase
from db import Changed, Invalid, db
from journal.models import Event, Message
from permissions import Refused
from tests.amendments.desk_stories import published_by, staged
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing


@pytest.fixture
def document(cast: Cast) -> Document:
    """A proposal of which one request was accepted and one rejected, in version 2."""
    document = published(cast)
    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    staged(asked(document, cast.sami, destinatari="Tutti."), cast.mino, "rejected", "Troppo.")
    published_by(document, cast.mara)
    return document


def undone(document: Document, cast: Cast, seen: int = 2) -> Version:
    with writing():
        return undo(document, by=cast.mara, seen=seen, reason="Pubblicato per sbaglio.")


def letters() -> list[Message]:
    return list(db.session.scalars(sa.select(Message).where(Message.kind == "amendment_decided")))


def test_the_former_text_is_a_new_version_and_the_requests_wait_again(cast: Cast, document: Document) -> None:
    version = undone(document, cast)
    assert (version.number, version.cause, version.restored, document.text) == (3, "restore", 1, text())
    assert document.pending == 2
    for one in desk_of(document).open:
        assert (one.amendment.state, one.amendment.outcome, one.amendment.decided_at) == ("pending", None, None)
    assert {row.outcome for row in db.session.scalars(sa.select(Change))} == {None}
    assert queries.credits(document) == [], "nobody's words were accepted"
    assert verify().breaks == []


def test_the_decisions_stay_on_record_and_an_event_says_who_undid_them_and_why(cast: Cast, document: Document) -> None:
    undone(document, cast)
    assert [decision.undone for decision in db.session.scalars(sa.select(Decision))] == [3, 3]
    event = db.session.scalars(sa.select(Event).where(Event.kind == "document.undone")).one()
    assert event.data is not None and event.actor_id == cast.mara.id
    assert event.data["undone"] == 2 and event.data["reason"] == "Pubblicato per sbaglio."
    assert sorted(event.data["rulings"]) == [[1, 1, "accepted"], [2, 1, "rejected"]]


def test_a_decision_that_is_marked_as_undone_without_an_event_is_a_break(cast: Cast, document: Document) -> None:
    with writing():
        db.session.execute(sa.update(Decision).values(undone=3))
    assert any("not undone as an event recorded it" in told for told in verify().breaks)


def test_held_messages_are_never_sent(cast: Cast, document: Document) -> None:
    held = letters()
    assert len(held) == 2 and all(m.due_at - m.created_at == HELD for m in held)
    undone(document, cast)
    assert letters() == []


def test_what_was_staged_lies_on_the_desk_again_and_can_be_published_again(cast: Cast, document: Document) -> None:
    undone(document, cast)
    assert [len(one.staged) for one in desk_of(document).open] == [1, 1]
    published_by(document, cast.mino)
    assert document.text == text(tempi="Entro il 2026.") and document.version == 4 and document.pending == 0
    assert queries.credits(document) == ["Ada"] and verify().breaks == []


def test_it_needs_a_reason_the_present_version_and_its_ten_minutes(cast: Cast, document: Document) -> None:
    with pytest.raises(Invalid), writing():
        undo(document, by=cast.mara, seen=2, reason=" ")
    with pytest.raises(Changed):
        undone(document, cast, seen=1)
    with writing():
        version = db.session.scalars(sa.select(Version).where(Version.number == 2)).one()
        version.created_at -= timedelta(minutes=11)
    assert undoable_until(document) is None
    with pytest.raises(Changed):
        undone(document, cast)


def test_what_others_built_upon_is_not_undone(cast: Cast, document: Document) -> None:
    with writing():
        correct(document, document.text.replace("rete", "squadra"), by=cast.bruno, base=2, reason="Parola.")
    with pytest.raises(Changed):
        undone(document, cast, seen=3)
    assert len(letters()) == 2


def test_an_undo_is_not_undone(cast: Cast, document: Document) -> None:
    undone(document, cast)
    with pytest.raises(Changed):
        undone(document, cast, seen=3)


def test_only_who_moderates_undoes(cast: Cast, document: Document) -> None:
    for person in (cast.ada, cast.bruno, cast.ines):
        with pytest.raises(Refused), writing():
            undo(document, by=person, seen=2, reason="No.")


def test_a_single_decision_is_undone_as_well(cast: Cast) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    accepted(wish, cast.mara)
    undone(document, cast)
    assert wish.state == "pending" and document.text == text() and verify().breaks == []


def test_an_undone_request_can_be_revised_withdrawn_and_decided_anew(cast: Cast, document: Document) -> None:
    undone(document, cast)
    first, second = (one.amendment for one in desk_of(document).open)
    with writing():
        revise(first, text(tempi="Entro il 2030."), by=cast.ada, seen=1, reason="Ripensandoci.")
        withdraw(second, by=cast.sami)
    accepted(first, cast.mino)
    assert document.text == text(tempi="Entro il 2030.") and document.pending == 0 and verify().breaks == []


def test_the_author_is_erased_before_the_undo(cast: Cast, document: Document) -> None:
    with writing():
        erase(cast.ada, "", by=cast.ada)
    undone(document, cast)
    assert document.pending == 2 and verify().breaks == []


@pytest.mark.parametrize("words", ["2026", "Entro il 2026"])
def test_words_are_obscured_after_an_undo_and_the_record_holds(cast: Cast, document: Document, words: str) -> None:
    undone(document, cast)
    with writing():
        obscure(document, words, by=cast.mara, reason="Dati.")
    assert verify().breaks == []
    for decision in db.session.scalars(sa.select(Decision)):
        assert words not in decision.change.new


def test_a_request_that_falls_apart_when_words_are_obscured_keeps_its_undone_decision(cast: Cast) -> None:
    document = published(cast, text(tempi="Entro il 2024, dice Tizio."))
    staged(asked(document, cast.ada, tempi="Nel 2026, dice Caio.", destinatari="Dice Caio."), cast.mara)
    published_by(document, cast.mara)
    undone(document, cast)
    with writing():
        obscure(document, "Tizio", by=cast.mara, reason="Dati.")
    with writing():
        obscure(document, "Nel 2026", by=cast.mara, reason="Dati.")
    assert verify().breaks == [] and len(db.session.scalars(sa.select(Decision)).all()) > 1
