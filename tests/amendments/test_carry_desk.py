# SPDX-License-Identifier: AGPL-3.0-or-later
"""Carry-over beside the desk: what was staged stays, an undo leaves nothing behind, its questions are never sent."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from amendments.carry.actions import update
from amendments.decisions.holding import HELD
from amendments.decisions.undo_actions import undo
from amendments.desk.actions import publish
from amendments.desk.queries import desk_of
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.chain_queries import record_of
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of, moderate, revise
from db import db, now
from journal.models import Message
from tests.amendments.carry_stories import corrected, newest, questions_mailed, states, whole, worked
from tests.amendments.desk_stories import published_by, rehearsed, staged
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def undone(document: Document, cast: Cast) -> None:
    """Let a moderator undo the present version, and the open amendments follow."""
    with writing():
        undo(document, by=cast.mara, seen=document.version, reason="Uno sbaglio.")
    worked()


def test_what_is_staged_before_the_carry_over_is_published_after_it(cast: Cast) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Precisazione.")
    staged(wish, cast.mara)
    seal = desk_of(document).seal
    worked()
    assert wish.revision == 2 and rehearsed(document, cast.mara).waits == {}
    with writing():
        publish(document, by=cast.mara, seen_version=2, seal=seal)
    assert document.text == text(destinatari="Tutti.", tempi="Entro il 2025.")
    whole()


def test_on_a_newer_version_the_desk_says_so_and_asks_to_confirm(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    staged(asked(document, cast.ada, tempi="Entro il 2025."), cast.mara)
    corrected(document, cast.bruno, destinatari="Tutti.")
    page = visit(cast.mara).get(f"/documents/{document.id}/desk")
    assert "Aggiornata alla versione 2" in page.text and "conferma che vale ancora" in page.text
    assert "rivista" not in page.text
    page = page.press("Conferma tutto sulla versione 2")
    assert "Una modifica è pronta." in page.text
    assert "Si applica ancora" in page.follow("Aggiornata alla versione 2").text
    published_by(document, cast.mara)
    assert document.text == text(destinatari="Tutti.", tempi="Entro il 2025.")
    whole()


def test_what_the_author_rewords_after_the_carry_over_is_staged_anew(cast: Cast) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutti.")
    staged(wish, cast.mara)
    with writing():
        revise(wish, text(tempi="Entro il 2026."), by=cast.ada, seen=1, reason="Più tempo.")
    worked()
    assert rehearsed(document, cast.mara).waits == {1: "revised"}


def test_the_form_of_the_desk_that_was_read_before_the_carry_over_is_taken_after_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Precisazione.")
    page = visit(cast.mara).get(f"/documents/{document.id}/desk")
    worked()
    assert "Una modifica è pronta." in page.press("Accetta tutto").text


def test_the_form_of_a_decision_that_was_read_before_the_carry_over_is_taken_after_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Precisazione.")
    page = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide")
    worked()
    page = page.press("Accetta tutto")
    assert "Qualcosa è cambiato mentre decidevi" not in page.text and page.status == 200
    page.press("Pubblica la decisione")
    assert (wish.state, document.version) == ("decided", 3)


def test_after_an_undo_all_wait_again_on_the_text_that_came_back(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    first, second = asked(document, cast.ada, tempi="Entro il 2025."), asked(document, cast.sami, destinatari="Tutti.")
    staged(first, cast.mara)
    published_by(document, cast.mara)
    worked()
    assert (newest(second).base, newest(second).text) == (2, text(tempi="Entro il 2025.", destinatari="Tutti."))
    page = visit(cast.mara).get(f"/documents/{document.id}/undo").press("Annulla", reason="Uno sbaglio.")
    assert page.status == 200 and document.version == 3
    worked()
    assert (newest(first).base, newest(first).text) == (3, text(tempi="Entro il 2025."))
    assert (newest(second).base, newest(second).text) == (3, text(destinatari="Tutti."))
    assert document.pending == 2 and rehearsed(document, cast.mara).waits == {}
    whole()
    published_by(document, cast.mara)
    accepted(second, cast.mara)
    assert document.text == text(tempi="Entro il 2025.", destinatari="Tutti.")
    whole()


def in_its_way(cast: Cast) -> tuple[Document, Amendment, Amendment]:
    """Return a document whose version 2 accepted a request, and another request that wants the same words otherwise."""
    document = published(cast)
    first, second = asked(document, cast.ada, tempi="Entro il 2025."), asked(document, cast.sami, tempi="Nel 2027.")
    accepted(first, cast.mara)
    worked()
    return document, first, second


def test_a_question_waits_as_long_as_its_version_can_be_undone_and_goes_with_it(cast: Cast) -> None:
    document, _, second = in_its_way(cast)
    letter = db.session.scalars(sa.select(Message).where(Message.kind == "carry_question")).one()
    assert states(second) == [(2, "asked")] and abs(letter.due_at - now() - HELD) < timedelta(seconds=30)
    undone(document, cast)
    assert questions_mailed() == 0 and states(second) == [(2, "replaced"), (3, "carried")]
    assert newest(second).text == text(tempi="Nel 2027.")
    whole()


def test_a_question_about_a_version_that_nobody_can_undo_leaves_at_once(cast: Cast) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, tempi="Entro il 2030.")
    letter = db.session.scalars(sa.select(Message).where(Message.kind == "carry_question")).one()
    assert letter.due_at <= now() and letter.deed == ""


def test_a_job_that_comes_after_the_undo_asks_nothing_about_what_was_undone(cast: Cast) -> None:
    document = published(cast)
    first, second = asked(document, cast.ada, tempi="Entro il 2025."), asked(document, cast.sami, tempi="Nel 2027.")
    accepted(first, cast.mara)
    undone(document, cast)
    assert questions_mailed() == 0 and states(first) == states(second) == [(3, "carried")]
    whole()


def test_what_an_author_answered_before_the_undo_is_kept(cast: Cast) -> None:
    document, first, second = in_its_way(cast)
    (point,) = [row.number for row in changes_of(second, 1)]
    with writing():
        update(second, {point: "keep"}, by=cast.sami, seen_version=2, seen_revision=1)
    assert newest(second).base == 2
    undone(document, cast)
    assert (first.state, second.state, newest(first).base) == ("pending", "pending", 3)
    assert states(second) == [(2, "answered"), (3, "asked")], "its words stood in the way of others again"
    accepted(first, cast.mara)
    whole()


def test_the_record_that_is_downloaded_tells_nothing_of_what_nobody_may_read(cast: Cast) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutti.")

    def told() -> bool:
        return any(
            "data" in event for event in record_of(document)["events"] if event["kind"] == "document.carried_over"
        )

    assert told()
    with writing():
        moderate(wish, by=cast.mara, show=False, reason="Offende.")
    assert not told()
