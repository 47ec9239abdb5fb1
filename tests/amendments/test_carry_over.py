# SPDX-License-Identifier: AGPL-3.0-or-later
"""Open amendments follow their text by themselves, where every change of theirs applies."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct, restore
from amendments.request_models import Amendment, Decision
from amendments.requests.actions import changes_of, propose, revise
from amendments.support.actions import support_amendment
from db import Changed, db
from journal.models import Event, Job
from tests.amendments.carry_stories import corrected, newest, questions_mailed, statements, states, whole, worked
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_an_amendment_that_applies_is_written_on_the_newer_version_by_nobody(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    carried = newest(amendment)
    assert (carried.number, carried.base, carried.by_id, carried.reason) == (2, 2, None, "")
    assert carried.text == text(destinatari="Tutto il personale.", tempi="Entro il 2025.")
    assert [row.number for row in changes_of(amendment, 2)] == [row.number for row in changes_of(amendment, 1)]
    assert (amendment.last_change, amendment.change_count, document.pending, document.amendments) == (1, 1, 1, 1)
    assert states(amendment) == [(2, "carried")] and questions_mailed() == 0
    whole()


def test_the_page_says_so_with_the_proof_and_the_old_revision_stays_readable(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    page = visit().get(f"/documents/{document.id}/amendments/1")
    assert "Aggiornata alla versione 2" in page.text and "È più chiaro." in page.text
    proof = page.follow("Vedi la prova")
    assert "Si applica ancora" in proof.text and "2025" in proof.text
    assert proof.text.count("inizio testo tolto 2024 fine testo tolto inizio aggiunta 2025 fine aggiunta") == 2
    old = proof.follow("Leggi la revisione di prima")
    assert old.status == 200 and "da allora è cambiato il testo, non le parole richieste" in old.text


def test_the_event_that_records_it_names_nobody(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    event = db.session.scalars(sa.select(Event).where(Event.kind == "document.carried_over")).one()
    assert (event.actor_id, event.pseudonym) == (None, "") and event.data is not None
    assert event.data["carried"][0][:3] == [1, 2, newest(db.session.get_one(Amendment, 1)).sha256]
    assert "Modifiche aperte aggiornate alla versione 2: 1" in visit().get(f"/documents/{document.id}/history").text


@pytest.mark.parametrize("born", ["acceptance", "correction", "restore"])
def test_whatever_a_version_is_born_of_the_open_amendments_follow(cast: Cast, born: str) -> None:
    document = published(cast)
    other = asked(document, cast.sami, destinatari="Tutto il personale.")
    if born == "restore":
        corrected(document, cast.bruno, destinatari="Chi vuole.")
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    worked()
    if born == "acceptance":
        accepted(other, cast.mara)
    elif born == "correction":
        corrected(document, cast.bruno, destinatari="Tutto il personale.")
    else:
        with writing():
            restore(document, 1, by=cast.bruno, seen=2, reason="Torniamo indietro.")
    worked()
    assert newest(amendment).base == document.version
    whole()


def test_after_a_carry_over_the_former_text_may_come_back(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="È stato un errore.")
    worked()
    assert (newest(amendment).base, newest(amendment).text) == (3, text(tempi="Entro il 2025."))
    accepted(amendment, cast.mara)
    assert document.text == text(tempi="Entro il 2025.")
    whole()


def test_an_amendment_sent_from_an_older_version_is_carried_too(cast: Cast) -> None:
    document = published(cast)
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    amendment = asked(document, cast.ada, base=1, tempi="Entro il 2025.")
    worked()
    assert newest(amendment).text == text(destinatari="Tutto il personale.", tempi="Entro il 2025.")


def test_what_a_moderator_read_before_the_carry_over_may_be_decided_after_it(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    with writing():
        decide(amendment, [Ruling(1, "accepted")], by=cast.mara, seen_version=2, seen_revision=1)
    assert document.text == text(destinatari="Tutto il personale.", tempi="Entro il 2025.")
    whole()


def test_what_the_author_wrote_before_the_carry_over_may_be_sent_after_it(cast: Cast) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    with writing():
        revise(amendment, text(tempi="Entro il 2026."), by=cast.ada, seen=1, reason="Più tempo.")
    worked()
    assert newest(amendment).text == text(destinatari="Tutto il personale.", tempi="Entro il 2026.")
    with pytest.raises(Changed), writing():
        revise(amendment, text(tempi="Entro il 2027."), by=cast.ada, seen=2, reason="Ancora.")
    whole()


def test_support_stays_with_the_words_it_was_given_to(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        support_amendment(amendment, by=cast.sami)
    corrected(document, cast.bruno, destinatari="Tutto il personale.")
    page = visit(cast.sami).get(f"/documents/{document.id}/amendments/1")
    assert "1 persona la sostiene." in page.text and "Hai sostenuto la revisione" not in page.text
    with writing():
        support_amendment(amendment, by=cast.sami)  # changes nothing
    assert amendment.supports == 1 and questions_mailed("support_notice") == 0
    whole()


def test_the_number_of_statements_does_not_grow_with_the_number_of_amendments(cast: Cast) -> None:
    document = published(cast)
    counts = []
    for many in (3, 20):
        for _ in range(many):
            words = document.text.replace("2024", f"2025, {document.last_amendment}")
            with writing():
                propose(document, words, by=cast.ada, base=document.version, reason="Serve tempo.")
        with writing():
            words = document.text.replace("territorio", "territorio e altri", 1)
            correct(document, words, by=cast.bruno, base=document.version, reason="Precisazione.")
        with statements() as seen:
            worked()
        counts.append(len(seen))
    assert counts[0] == counts[1] < 40


def test_a_version_is_saved_without_looking_at_the_open_amendments(cast: Cast) -> None:
    document = published(cast)
    for n in range(20):
        asked(document, cast.ada, tempi=f"Entro il 2025, {n}.")
    with writing():
        correct(document, text(destinatari="Chi vuole."), by=cast.bruno, base=1, reason="Precisazione.")
    assert db.session.scalar(sa.select(sa.func.max(Amendment.revision))) == 1
    assert db.session.scalars(sa.select(Job.kind)).all() == ["carry_over"]
    assert db.session.scalar(sa.select(sa.func.count(Decision.id))) == 0
