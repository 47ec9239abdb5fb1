# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding: nothing anybody wrote is lost without a person having decided so, in public, with a reason."""

import pytest
import sqlalchemy as sa

from amendments.decisions.actions import Act, Ruling, decide
from amendments.documents.actions import correct, restore
from amendments.documents.texts import Clashes, fingerprint, text_of
from amendments.models import Document, Version
from amendments.request_models import Amendment, Decision, Source
from amendments.requests.actions import changes_of, propose, revise
from auth.models import Member, User
from db import Changed, Invalid, db
from permissions import Refused
from tests.make import Cast, published, text, writing


def ask(document: Document, by: User, base: int = 1, **sections: str) -> Amendment:
    with writing():
        return propose(document, text(**sections), by=by, base=base, reason="È più chiaro.")


def rule(amendment: Amendment, outcome: str, reason: str = "") -> list[Ruling]:
    return [Ruling(row.number, outcome, reason) for row in changes_of(amendment, amendment.revision)]


def accept(amendment: Amendment, by: User, **more: object) -> Version | None:
    with writing():
        rulings = rule(amendment, "accepted", str(more.pop("reason", "")))
        seen = amendment.document.version
        return decide(amendment, rulings, by=by, seen_version=seen, seen_revision=amendment.revision, **more)  # type: ignore[arg-type]


def test_three_amendments_written_on_the_same_base_are_all_accepted_and_nothing_is_lost(cast: Cast) -> None:
    document = published(cast)
    first = ask(document, cast.ada, obiettivo="Affinare le competenze utili a creare un gruppo. Imparare a fare rete.")
    second = ask(document, cast.sami, destinatari="Personale degli enti locali e dei piccoli Comuni del territorio.")
    third = ask(document, cast.zoe, tempi="Entro il 2025.")
    for amendment in (first, second, third):
        accept(amendment, cast.mara)
    assert document.version == 4
    assert "creare un gruppo. Imparare" in document.text
    assert "dei piccoli Comuni" in document.text
    assert "Entro il 2025." in document.text
    assert [a.outcome for a in (first, second, third)] == ["accepted"] * 3
    assert document.pending == 0 and document.amendments == 3


def test_every_version_can_be_opened_and_has_its_fingerprint(cast: Cast) -> None:
    document = published(cast)
    for year in range(2025, 2045):
        with writing():
            correct(document, text(tempi=f"Entro il {year}."), by=cast.bruno, base=document.version, reason="Anno.")
    for version in db.session.scalars(sa.select(Version)):
        assert fingerprint(text_of(document, version.number)) == version.sha256
    assert "2030" in text_of(document, 7)
    assert db.session.scalar(sa.select(sa.func.count()).where(Version.text.is_not(None))) == 2


def test_two_edits_of_the_same_words_clash_and_nothing_is_written(cast: Cast) -> None:
    document = published(cast)
    first, second = ask(document, cast.ada, tempi="Entro il 2025."), ask(document, cast.sami, tempi="Entro il 2026.")
    accept(first, cast.mara)
    with pytest.raises(Clashes) as caught:
        accept(second, cast.mara)
    clash = caught.value.merge.clashes[0]
    assert "2024" in clash.base and "2025" in clash.ours and "2026" in clash.theirs
    assert document.version == 2 and second.state == "pending"


def test_a_clash_settled_with_the_requested_words_needs_a_reason_because_a_decision_falls(cast: Cast) -> None:
    document = published(cast)
    first, second = ask(document, cast.ada, tempi="Entro il 2025."), ask(document, cast.sami, tempi="Entro il 2026.")
    accept(first, cast.mara)
    with pytest.raises(Invalid):
        accept(second, cast.mara, resolutions=["2026"])
    accept(second, cast.mara, resolutions=["2026"], reason="Il bilancio lo permette solo nel 2026.")
    assert "2026" in document.text and second.outcome == "accepted"


def test_a_clash_settled_with_the_present_words_rejects_what_was_asked_for(cast: Cast) -> None:
    document = published(cast)
    first, second = (
        ask(document, cast.ada, tempi="Entro il 2025."),
        ask(document, cast.sami, tempi="Entro il 2026.", destinatari="Tutti."),
    )
    accept(first, cast.mara)
    accept(second, cast.mara, resolutions=["2025"], reason="L’anno resta quello deciso.")
    outcomes = {d.change.new.strip(): d.outcome for d in db.session.scalars(sa.select(Decision)) if d.version == 3}
    assert "accepted" in outcomes.values() and "rejected" in outcomes.values()
    assert second.outcome == "in_part" and "2025" in document.text and "Tutti." in document.text


def test_words_edited_on_acceptance_make_it_accepted_with_changes(cast: Cast) -> None:
    document = published(cast)
    amendment = ask(document, cast.ada, tempi="Entro dicembre duemilaventicinque.")
    edited = text(tempi="Entro la fine del 2025.")
    with pytest.raises(Invalid):
        accept(amendment, cast.mara, edited=edited)
    accept(amendment, cast.mara, edited=edited, reason="Scritto come nel resto del piano.")
    assert amendment.outcome == "modified" and "la fine del 2025" in document.text


def test_one_row_per_change_even_when_one_click_decides_all(cast: Cast) -> None:
    document = published(cast)
    amendment = ask(document, cast.ada, tempi="Entro il 2025.", destinatari="Chiunque lavori negli enti locali.")
    accept(amendment, cast.mara)
    decisions = db.session.scalars(sa.select(Decision)).all()
    assert len(decisions) == amendment.change_count >= 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Source)) == len(decisions)


def test_changes_of_one_amendment_are_decided_one_by_one(cast: Cast) -> None:
    document = published(cast)
    amendment = ask(document, cast.ada, tempi="Entro il 2025.", obiettivo="Fare rete.")
    rows = changes_of(amendment, 1)
    rulings = [
        Ruling(r.number, "accepted" if "2025" in r.new else "rejected", "" if "2025" in r.new else "Serve tutto.")
        for r in rows
    ]
    with writing():
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    assert amendment.outcome == "in_part"
    assert "2025" in document.text and "Affinare le competenze" in document.text


@pytest.mark.parametrize("outcome", ["rejected", "absorbed", "precluded"])
def test_everything_but_a_plain_acceptance_needs_a_reason(cast: Cast, outcome: str) -> None:
    amendment = ask(published(cast), cast.ada, tempi="Entro il 2025.")
    with pytest.raises(Invalid), writing():
        decide(amendment, rule(amendment, outcome, "  "), by=cast.mara, seen_version=1, seen_revision=1)
    with writing():
        decide(amendment, rule(amendment, outcome, "Non serve."), by=cast.mara, seen_version=1, seen_revision=1)
    assert amendment.state == "decided" and amendment.outcome == outcome and amendment.document.version == 1


def test_an_author_cannot_decide_their_own_amendment(cast: Cast) -> None:
    amendment = ask(published(cast), cast.mara, tempi="Entro il 2025.")
    with pytest.raises(Refused):
        decide(
            amendment,
            rule(amendment, "accepted"),
            by=cast.mara,
            seen_version=1,
            seen_revision=1,
            act=Act(conflict_declared=True),
        )


def test_the_only_decider_may_decide_their_own_with_the_conflict_declared_in_public(cast: Cast) -> None:
    document = published(cast)
    with writing():
        db.session.execute(sa.delete(Member).where(Member.user_id == cast.mino.id))
        cast.ines.is_admin = False
    db.session.expire_all()
    amendment = ask(document, cast.mara, tempi="Entro il 2025.")
    with pytest.raises(Invalid):
        accept(amendment, cast.mara)
    accept(amendment, cast.mara, act=Act(conflict_declared=True))
    assert db.session.scalars(sa.select(Decision)).first().conflict_of_interest  # type: ignore[union-attr]


def test_an_administrator_decides_only_where_no_moderator_can(cast: Cast) -> None:
    amendment = ask(published(cast), cast.ada, tempi="Entro il 2025.")
    with pytest.raises(Refused):
        accept(amendment, cast.ines)


def test_a_decision_on_a_page_that_grew_stale_is_refused(cast: Cast) -> None:
    document = published(cast)
    amendment = ask(document, cast.ada, tempi="Entro il 2025.")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Svista.")
    with pytest.raises(Changed):
        decide(amendment, rule(amendment, "accepted"), by=cast.mara, seen_version=1, seen_revision=1)
    with writing():
        revise(amendment, text(tempi="Entro il 2027."), by=cast.ada, seen=1, reason="Meglio.")
    with pytest.raises(Changed):
        decide(amendment, rule(amendment, "accepted"), by=cast.mara, seen_version=2, seen_revision=1)


def test_accepting_what_the_text_already_says_is_answered_with_a_sentence(cast: Cast) -> None:
    document = published(cast)
    first, second = ask(document, cast.ada, tempi="Entro il 2025."), ask(document, cast.sami, tempi="Entro il 2025.")
    accept(first, cast.mara)
    with pytest.raises(Invalid):
        accept(second, cast.mara)


def test_a_restored_text_is_a_new_version_and_the_ones_between_stay(cast: Cast) -> None:
    document = published(cast)
    accept(ask(document, cast.ada, tempi="Entro il 2025."), cast.mara)
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Torna il testo approvato.")
    assert document.version == 3 and document.text == text_of(document, 1)
    assert "2025" in text_of(document, 2)


def test_numbers_of_changes_are_never_reused_through_revisions(cast: Cast) -> None:
    amendment = ask(published(cast), cast.ada, tempi="Entro il 2025.", obiettivo="Fare rete.")
    before = {row.number: row.new for row in changes_of(amendment, 1)}
    with writing():
        revise(amendment, text(tempi="Entro il 2025.", destinatari="Tutti."), by=cast.ada, seen=1, reason="Rivista.")
    after = {row.number: row.new for row in changes_of(amendment, 2)}
    kept = [number for number in after if number in before]
    assert [after[n] for n in kept] == [before[n] for n in kept] and kept
    assert max(after) > max(before)
