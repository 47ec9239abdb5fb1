# SPDX-License-Identifier: AGPL-3.0-or-later
"""A rejected amendment turned into a proposal of its own: nothing is lost, and each page leads to the other."""

from typing import Any

import pytest
import sqlalchemy as sa

from amendments.decisions.actions import Ruling, decide
from amendments.models import Document
from amendments.outcomes.offshoots import Offshoot, origin_of
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Amendment
from amendments.requests.actions import changes_of, enter, moderate, propose
from auth.models import Member
from db import Changed, Invalid, db, now
from journal.models import Event
from permissions import Refused
from proposals.actions import Place, publish
from proposals.draft_actions import save_text
from proposals.models import Proposal
from proposals.offshoot_actions import draft_offshoot
from tests.amendments.stories import accepted, asked
from tests.make import SECTIONS, Cast, published, text, writing
from tests.test_pages import Visit


@pytest.fixture
def document(cast: Cast) -> Document:
    """A proposal in whose process Ada is of the staff, and so may write proposals."""
    with writing():
        db.session.add(Member(process_id=cast.process.id, user_id=cast.ada.id, role="staff", created_at=now()))
    return published(cast)


def rejected(amendment: Amendment, cast: Cast, *but: int) -> Amendment:
    """Let Mara reject every change but some, which she accepts."""
    with writing():
        rows = changes_of(amendment, amendment.revision)
        rulings = [Ruling(row.number, "accepted" if row.number in but else "rejected", "Non qui.") for row in rows]
        seen = amendment.document.version
        decide(amendment, rulings, by=cast.mara, seen_version=seen, seen_revision=amendment.revision)
    return amendment


def grown(amendment: Amendment, cast: Cast) -> tuple[Proposal, str]:
    """Let Ada turn an amendment into a draft; return it and its words."""
    with writing():
        proposal = draft_offshoot(amendment, by=cast.ada)
        return proposal, save_text(proposal, 1)


def test_the_draft_begins_with_the_whole_paragraphs_that_were_wanted(cast: Cast, document: Document) -> None:
    wish = rejected(asked(document, cast.ada, tempi="Entro il 2026, con molta calma."), cast)
    _, words = grown(wish, cast)
    expected = "# Creare gruppi tra settori: dalla modifica 1\n\n## Tempi di realizzazione\n\n"
    assert words == expected + "Entro il 2026, con molta calma."


def test_only_what_was_rejected_is_taken_and_a_title_that_was_wanted_is_its_title(
    cast: Cast, document: Document
) -> None:
    with writing():
        wanted = text("Fare rete", tempi="Entro il 2026.", destinatari="Tutti quanti.")
        wish = propose(document, wanted, by=cast.ada, base=1, reason="Serve.")
    numbers = [row.number for row in changes_of(wish, 1)]
    _, words = grown(rejected(wish, cast, numbers[1]), cast)
    assert words == "# Fare rete\n\n## Tempi di realizzazione\n\nEntro il 2026."


def test_words_that_were_to_be_taken_out_are_quoted_below_the_formula(cast: Cast, document: Document) -> None:
    shorter = SECTIONS["Obiettivo"].removesuffix(" Imparare a fare rete.")
    _, words = grown(rejected(asked(document, cast.ada, obiettivo=shorter), cast), cast)
    assert "## Obiettivo" in words and "soppress" in words and "> Imparare a fare rete." in words


def test_of_covered_words_only_what_is_left_is_taken(cast: Cast, document: Document) -> None:
    wish = rejected(asked(document, cast.ada, tempi="Entro il 2026, parola di Rossi."), cast)
    with writing():
        obscure(document, "Rossi", by=cast.mara, reason="È un nome.")
    _, words = grown(wish, cast)
    assert "Rossi" not in words and "parola di" in words


def test_it_is_on_record_in_both_texts_once_it_is_published(cast: Cast, document: Document) -> None:
    wish = rejected(asked(document, cast.ada, tempi="Entro il 2026."), cast)
    proposal, _ = grown(wish, cast)
    grew = sa.select(Event.kind, Event.document_id, Event.data).where(Event.kind.like("%.grown"))
    draft_event = ("proposal.grown", proposal.document_id, {"amendment": 1, "document": document.id})
    assert [tuple(row) for row in db.session.execute(grew)] == [draft_event], "a draft is no public matter"
    with writing():
        publish(proposal, Place(), by=cast.bruno, seen=1)
    told = ("amendment.grown", document.id, {"amendment": 1, "document": proposal.document_id})
    assert {row[0]: tuple(row) for row in db.session.execute(grew)}["amendment.grown"] == told
    assert origin_of(proposal.document).number == 1
    assert verify().breaks == []


def test_what_a_proposal_grew_out_of_cannot_be_changed_unnoticed(cast: Cast, document: Document) -> None:
    other = asked(document, cast.sami, destinatari="Tutti.")
    proposal, _ = grown(rejected(asked(document, cast.ada, tempi="Entro il 2026."), cast), cast)
    assert verify().breaks == []
    with writing():
        db.session.get_one(Offshoot, proposal.document_id).amendment_id = other.id
    said = f"document {proposal.document_id}: grew out of another amendment than its event recorded"
    assert verify().breaks == [said]
    with writing():
        db.session.delete(db.session.get_one(Offshoot, proposal.document_id))
    assert verify().breaks == [said]


def test_the_pages_lead_to_each_other(cast: Cast, document: Document, visit: Visit) -> None:
    rejected(asked(document, cast.ada, tempi="Entro il 2026."), cast)
    here = f"/documents/{document.id}/amendments/1"
    page = visit(cast.ada).get(here).follow("Fanne una proposta a sé")
    assert "La bozza comincia così Creare gruppi tra settori: dalla modifica 1 Tempi di realizzazione" in page.text
    assert "Entro il 2026." in page.text
    draft = page.press("Crea la bozza")
    assert "La bozza è pronta con le parole respinte" in draft.text
    assert draft.has_link("Modifica 1 di «Creare gruppi tra settori»")
    assert visit(cast.ada).get(here).has_link("Vai alla bozza che ne è nata")
    assert "Ne è nata" not in visit().get(here).text, "a draft is no public matter"
    with writing():
        proposal = db.session.get_one(Proposal, document.id + 1)
        publish(proposal, Place(), by=cast.bruno, seen=1)
    born = visit().get(here).follow("Creare gruppi tra settori: dalla modifica 1")
    assert born.follow("Modifica 1 di «Creare gruppi tra settori»").path.endswith(here)


def test_of_one_amendment_there_is_one_proposal_at_most(cast: Cast, document: Document, visit: Visit) -> None:
    wish = rejected(asked(document, cast.ada, tempi="Entro il 2026."), cast)
    proposal, _ = grown(wish, cast)
    with pytest.raises(Changed), writing():
        draft_offshoot(wish, by=cast.ada)
    again = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/proposal")
    assert again.path.endswith(f"/proposals/{proposal.document_id}/draft")


def test_staff_does_it_for_a_request_that_came_otherwise(cast: Cast, document: Document) -> None:
    with writing():
        who: dict[str, Any] = {"author_name": "Pro Loco", "channel": "pec", "received_on": now().date()}
        wish = enter(document, text(tempi="Mai."), by=cast.bruno, base=1, reason="Per PEC.", **who)
    rejected(wish, cast)
    with writing():
        assert draft_offshoot(wish, by=cast.bruno).last_save == 1


def test_who_may_not_propose_or_did_not_write_it_may_not(cast: Cast, document: Document, visit: Visit) -> None:
    mine, theirs = (asked(document, by, tempi="Entro il 2026.") for by in (cast.ada, cast.sami))
    for wish, by in ((rejected(theirs, cast), cast.sami), (theirs, cast.ada), (mine, cast.ada)):
        with pytest.raises(Refused), writing():
            draft_offshoot(wish, by=by)
    rejected(mine, cast)
    assert not visit(cast.sami).get(f"/documents/{document.id}/amendments/2").has_link("Fanne una proposta a sé")
    with writing():
        moderate(mine, by=cast.mara, show=False, reason="Offende.")
    with pytest.raises(Refused), writing():
        draft_offshoot(mine, by=cast.ada)
    with writing():
        moderate(mine, by=cast.mara, show=True, reason="")
        cast.process.phases[0].proposing = False
    with pytest.raises(Refused), writing():
        draft_offshoot(mine, by=cast.ada)


def test_an_amendment_partly_absorbed_has_no_words_for_a_proposal(cast: Cast, document: Document, visit: Visit) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2026.", destinatari="Tutti quanti.")
    accepted(asked(document, cast.sami, tempi="Entro il 2026."), cast.mara)
    with writing():
        one, two = (row.number for row in changes_of(wish, 1))
        rulings = [Ruling(one, "accepted"), Ruling(two, "absorbed", "C’è già.")]
        decide(wish, rulings, by=cast.mara, seen_version=2, seen_revision=1)
    assert wish.outcome == "in_part"
    with pytest.raises(Invalid), writing():
        draft_offshoot(wish, by=cast.ada)
    page = visit(cast.ada).get("/documents/1/amendments/1/proposal")
    assert page.status == 404
    assert not visit(cast.ada).get("/documents/1/amendments/1").has_link("Fanne una proposta a sé")
