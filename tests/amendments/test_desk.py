# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk: rulings are staged by many, seen by all who decide, and published at once; nothing slips through."""

from collections.abc import Callable
from itertools import permutations

import pytest
import sqlalchemy as sa

from amendments.decisions.actions import Ruling, decide
from amendments.desk.actions import Wish, confirm, publish, settle_clash, stage, unstage
from amendments.desk.models import Staged
from amendments.desk.queries import desk_of
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.record.verify import verify
from amendments.request_models import Decision, Source
from amendments.requests.actions import changes_of, moderate, propose, revise, withdraw
from auth.account_actions import erase
from auth.models import Member
from db import Changed, Invalid, db
from journal.models import Event
from permissions import Refused
from tests.amendments.desk_stories import published_by, rehearsed, staged
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing

WORDS = {
    "obiettivo": "Affinare le competenze utili a creare un gruppo.",
    "destinatari": "Personale dei Comuni.",
    "tempi": "Entro il 2026.",
}


@pytest.fixture
def document(cast: Cast) -> Document:
    """A published proposal."""
    return published(cast)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_amendments_staged_in_any_order_make_the_same_text(
    cast: Cast, document: Document, order: tuple[int, ...]
) -> None:
    people = (cast.ada, cast.sami, cast.zoe)
    wishes = [asked(document, by, 1, **{name: words}) for by, (name, words) in zip(people, WORDS.items(), strict=True)]
    for number in order:
        staged(wishes[number], cast.mara)
    version = published_by(document, cast.mara)
    assert version is not None and (version.number, document.version) == (2, 2)
    assert document.text == text(**WORDS)
    assert [wish.outcome for wish in wishes] == ["accepted"] * 3
    assert document.pending == 0 and desk_of(document).open == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Source)) == 3
    assert verify().breaks == []


def test_at_once_gives_the_same_text_as_one_after_the_other(cast: Cast, document: Document) -> None:
    other = published(cast)
    for name, words in WORDS.items():
        staged(asked(document, cast.ada, 1, **{name: words}), cast.mara)
        accepted(asked(other, cast.ada, 1, **{name: words}), cast.mara)
    published_by(document, cast.mara)
    assert document.text == other.text and (document.version, other.version) == (2, 4)


def test_staging_decides_nothing_and_changes_nothing_that_others_see(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Event))
    staged(wish, cast.mara)
    assert (wish.state, document.version, document.pending) == ("pending", 1, 1)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == before


def test_the_last_who_stages_a_change_stands_and_is_named(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mara)
    staged(wish, cast.mino, "rejected", "Troppo tardi.")
    desk = desk_of(document)
    (row,) = desk.open[0].staged.values()
    assert (row.outcome, row.reason, desk.names[row.by_id]) == ("rejected", "Troppo tardi.", "Mino")


def test_what_is_not_plainly_accepted_needs_a_reason_when_it_is_staged(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    for outcome in ("rejected", "absorbed", "precluded", "modified"):
        with pytest.raises(Invalid):
            staged(wish, cast.mara, outcome, words="Nel 2027.")
    assert desk_of(document).open[0].staged == {}


def test_own_words_stand_in_the_text_and_the_outcome_says_so(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    staged(wish, cast.mara, "modified", "Più preciso.", "2025, a dicembre")
    published_by(document, cast.mara)
    assert "Entro il 2025, a dicembre." in document.text and wish.outcome == "modified"
    assert verify().breaks == []


def test_own_words_that_are_the_requested_ones_are_a_plain_acceptance(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    staged(wish, cast.mara, "modified", "Va bene così.", "2026")
    assert [row.outcome for row in desk_of(document).open[0].staged.values()] == ["accepted"]


def test_points_are_decided_each_for_itself(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.", destinatari="Tutti.")
    first, second = changes_of(wish, 1)
    with writing():
        wishes = [Wish(first.number, "rejected", "Troppo."), Wish(second.number, "accepted")]
        stage(wish, wishes, by=cast.mara, seen_revision=1)
    published_by(document, cast.mara)
    assert "Tutti." not in document.text and "2026" in document.text and wish.outcome == "in_part"


def test_an_amendment_with_an_open_point_waits_whole_and_the_others_are_published(
    cast: Cast, document: Document
) -> None:
    half = asked(document, cast.ada, tempi="Nel 2026.", destinatari="Tutti.")
    whole = asked(document, cast.sami, obiettivo="Imparare.")
    with writing():
        stage(half, [Wish(1, "accepted")], by=cast.mara, seen_revision=1)
    staged(whole, cast.mara)
    assert rehearsed(document, cast.mara).waits == {half.number: "incomplete"}
    published_by(document, cast.mara)
    assert (half.state, whole.state) == ("pending", "decided") and "2026" not in document.text
    assert len(desk_of(document).open[0].staged) == 1, "what was staged of it stays on the desk"


def test_two_that_clash_with_each_other_wait_until_one_gives_way(cast: Cast, document: Document) -> None:
    one, other = asked(document, cast.ada, tempi="Nel 2026."), asked(document, cast.sami, tempi="Nel 2027.")
    free = asked(document, cast.zoe, destinatari="Tutti.")
    for wish in (one, other, free):
        staged(wish, cast.mara)
    found = rehearsed(document, cast.mara)
    assert found.waits == {one.number: "clash", other.number: "clash"} and set(found.rulings) == {free.number}
    assert [standoff.changes for standoff in found.standoffs] == [((1, 1), (2, 1))]
    staged(other, cast.mara, "rejected", "Troppo tardi.")
    published_by(document, cast.mara)
    assert "Nel 2026." in document.text and "Tutti." in document.text and document.version == 2


def test_several_who_ask_the_same_are_all_accepted_and_credited(cast: Cast, document: Document) -> None:
    wishes = [asked(document, by, tempi="Nel 2026.") for by in (cast.ada, cast.sami, cast.zoe)]
    for wish in wishes:
        staged(wish, cast.mara)
    published_by(document, cast.mara)
    assert document.text == text(tempi="Nel 2026.") and {wish.outcome for wish in wishes} == {"accepted"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Source)) == 3
    assert verify().breaks == []


def test_what_the_text_says_already_is_not_accepted_but_marked_as_such_by_a_person(
    cast: Cast, document: Document
) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    with writing():
        correct(document, text(tempi="Nel 2026."), by=cast.bruno, base=1, reason="Data.")
    staged(wish, cast.mara)
    assert rehearsed(document, cast.mara).waits == {1: "in_text"}
    staged(wish, cast.mara, "absorbed", "È nella versione 2.")
    published_by(document, cast.mara)
    assert wish.outcome == "absorbed" and document.version == 2


def test_words_that_changed_meanwhile_are_chosen_by_a_person(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Data.")
    staged(wish, cast.mara, reason="Decide la Giunta.")
    found = rehearsed(document, cast.mara)
    assert found.waits == {1: "clash"} and list(found.clashes) == [(1, 1)]
    (clash,) = found.clashes[1, 1].clashes
    fields = {"choice_0": "own", "own_0": "2028", "base_0": clash.base, "ours_0": clash.ours, "theirs_0": clash.theirs}
    with writing():
        settle_clash(wish, 1, fields, by=cast.mara)
    published_by(document, cast.mara)
    assert "Entro il 2028." in document.text and wish.outcome == "modified"


@pytest.mark.parametrize(
    ("side", "outcome", "words"), [("theirs", "accepted", "il 2026."), ("ours", "rejected", "il 2025.")]
)
def test_the_outcome_follows_from_what_was_chosen_in_a_clash(
    cast: Cast, document: Document, side: str, outcome: str, words: str
) -> None:
    wish, free = asked(document, cast.ada, tempi="Entro il 2026."), asked(document, cast.sami, destinatari="Tutti.")
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Data.")
    staged(wish, cast.mara, reason="Ci abbiamo pensato.")
    staged(free, cast.mara)
    (clash,) = rehearsed(document, cast.mara).clashes[1, 1].clashes
    fields = {"choice_0": side, "base_0": clash.base, "ours_0": clash.ours, "theirs_0": clash.theirs}
    with writing():
        settle_clash(wish, 1, fields, by=cast.mara)
    published_by(document, cast.mara)
    assert words in document.text and wish.outcome == outcome and free.outcome == "accepted"
    assert verify().breaks == []


def test_a_choice_in_a_clash_counts_only_while_the_clash_is_the_same(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Entro il 2026.")
    with writing():
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Data.")
    staged(wish, cast.mara, reason="Sì.")
    with writing():
        fields = {"choice_0": "theirs", "base_0": "2024", "ours_0": "2099", "theirs_0": "2026"}
        settle_clash(wish, 1, fields, by=cast.mara)
    assert rehearsed(document, cast.mara).waits == {1: "clash"}


def test_an_acceptance_that_takes_decided_words_needs_a_reason(cast: Cast, document: Document) -> None:
    accepted(asked(document, cast.ada, destinatari="Personale dei piccoli Comuni."), cast.mara)
    wish = asked(document, cast.sami, base=2, destinatari="Personale dei quartieri.")
    staged(wish, cast.mara)
    assert rehearsed(document, cast.mara).waits == {wish.number: "reason"}
    staged(wish, cast.mara, reason="Il piano riguarda le città.")
    published_by(document, cast.mara)
    assert "quartieri" in document.text


# --- what moves meanwhile -----------------------------------------------------------------------------------


def revised(wish, cast):
    with writing():
        revise(wish, text(tempi="Nel 2030."), by=cast.ada, seen=1, reason="Meglio.")


def withdrawn(wish, cast):
    with writing():
        withdraw(wish, by=cast.ada)


def hidden(wish, cast):
    with writing():
        moderate(wish, by=cast.mino, show=False, reason="Offese.")


def decided_elsewhere(wish, cast):
    accepted(wish, cast.mino)


@pytest.mark.parametrize("move", [revised, withdrawn, hidden, decided_elsewhere])
def test_what_moved_while_it_was_staged_is_told_and_never_published(
    cast: Cast, document: Document, move: Callable
) -> None:
    wish, other = asked(document, cast.ada, tempi="Nel 2026."), asked(document, cast.sami, destinatari="Tutti.")
    staged(wish, cast.mara)
    staged(other, cast.mara)
    seen, seal = document.version, desk_of(document).seal
    move(wish, cast)
    with pytest.raises(Changed), writing():
        publish(document, by=cast.mara, seen_version=seen, seal=seal)
    desk = desk_of(document)
    if move is revised:
        assert rehearsed(document, cast.mara).waits == {wish.number: "revised"}
    else:
        assert [gone.amendment.number for gone in desk.gone] == [wish.number]
    with writing():
        confirm(document, by=cast.mara)
    published_by(document, cast.mara)
    assert other.state == "decided" and "2026" not in document.text or move is decided_elsewhere
    assert "2030" not in document.text and verify().breaks == []


def test_what_was_staged_for_an_earlier_text_waits_to_be_confirmed(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mara)
    seal = desk_of(document).seal
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    with pytest.raises(Changed), writing():
        publish(document, by=cast.mara, seen_version=1, seal=seal)
    assert rehearsed(document, cast.mara).waits == {1: "moved"}
    with pytest.raises(Invalid):
        published_by(document, cast.mara)
    with writing():
        confirm(document, by=cast.mara)
    published_by(document, cast.mara)
    assert document.text == text(destinatari="Tutti.", tempi="Nel 2026.")


def test_staging_after_the_publisher_looked_is_no_part_of_what_is_published(cast: Cast, document: Document) -> None:
    wish, other = asked(document, cast.ada, tempi="Nel 2026."), asked(document, cast.sami, destinatari="Tutti.")
    staged(wish, cast.mara)
    seal = desk_of(document).seal
    staged(other, cast.mino)
    with pytest.raises(Changed), writing():
        publish(document, by=cast.mara, seen_version=1, seal=seal)
    assert document.version == 1 and document.pending == 2


def test_the_author_is_erased_meanwhile_and_the_request_is_decided_all_the_same(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mara)
    with writing():
        erase(cast.ada, "", by=cast.ada)
    published_by(document, cast.mara)
    assert "2026" in document.text and wish.outcome == "accepted" and verify().breaks == []


def test_who_staged_is_erased_meanwhile_and_what_they_staged_stays(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mino)
    with writing():
        erase(cast.mino, "", by=cast.mino)
    published_by(document, cast.mara)
    assert wish.outcome == "accepted"
    assert {decision.by_id for decision in db.session.scalars(sa.select(Decision))} == {cast.mara.id}


def test_words_are_obscured_on_the_desk_too(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026, dice Tizio.")
    staged(wish, cast.mara, "modified", "Tizio non c’entra.", "Nel 2026, dice Tizio Caio")
    with writing():
        obscure(document, "Tizio", by=cast.mara, reason="Dati personali.")
    rows = db.session.scalars(sa.select(Staged)).all()
    assert rows and all("Tizio" not in (row.words or "") + row.reason for row in rows)
    assert verify().breaks == []


# --- who may ------------------------------------------------------------------------------------------------


def test_nobody_stages_or_publishes_their_own(cast: Cast, document: Document) -> None:
    mine, other = asked(document, cast.mara, tempi="Nel 2026."), asked(document, cast.ada, destinatari="Tutti.")
    with pytest.raises(Refused):
        staged(mine, cast.mara)
    staged(mine, cast.mino)
    staged(other, cast.mara)
    assert rehearsed(document, cast.mara).waits == {mine.number: "own"}
    published_by(document, cast.mara)
    assert (mine.state, other.state) == ("pending", "decided")


def test_the_only_moderator_decides_their_own_on_its_page_where_the_conflict_is_declared(
    cast: Cast, document: Document
) -> None:
    with writing():
        db.session.execute(sa.delete(Member).where(Member.user_id == cast.mino.id))
        cast.ines.is_admin = False
    mine = asked(document, cast.mara, tempi="Nel 2026.")
    with pytest.raises(Invalid):
        staged(mine, cast.mara)


def test_whoever_does_not_moderate_neither_stages_nor_publishes(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mara)
    for person in (cast.ada, cast.sami, cast.bruno, cast.ines):
        with pytest.raises(Refused):
            staged(wish, person)
        with pytest.raises(Refused), writing():
            unstage(wish, [1], by=person)
        with pytest.raises(Refused):
            published_by(document, person)
    with writing():
        unstage(wish, [1], by=cast.mino)
    assert desk_of(document).open[0].staged == {}


def test_a_desk_on_which_nothing_changes_the_text_makes_no_version(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    staged(wish, cast.mara, "rejected", "No.")
    assert published_by(document, cast.mara) is None
    assert document.version == 1 and wish.outcome == "rejected" and verify().breaks == []


def test_the_desk_is_the_same_as_deciding_one_by_one_for_the_record(cast: Cast, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.", destinatari="Tutti.")
    other = published(cast)
    with writing():
        twin = propose(other, wish_text(wish), by=cast.ada, base=1, reason="È più chiaro.")
        rulings = [Ruling(1, "accepted"), Ruling(2, "rejected", "No.")]
        decide(twin, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    with writing():
        stage(wish, [Wish(1, "accepted"), Wish(2, "rejected", "No.")], by=cast.mara, seen_revision=1)
    published_by(document, cast.mara)
    told = [event.data for event in db.session.scalars(sa.select(Event).where(Event.kind == "amendment.decided"))]
    assert told[0] == told[1] and document.text == other.text


def wish_text(amendment):
    return text(tempi="Nel 2026.", destinatari="Tutti.")


def test_who_prepared_a_decision_stays_on_record_beside_who_published_it(cast: Cast, document: Document) -> None:
    mine, theirs = asked(document, cast.ada, tempi="Nel 2026."), asked(document, cast.sami, destinatari="Tutti.")
    staged(mine, cast.mara)
    staged(theirs, cast.mino)
    published_by(document, cast.mara)
    found = db.session.scalars(sa.select(Decision).order_by(Decision.id)).all()
    assert [(one.by_id, one.prepared_by_id) for one in found] == [(cast.mara.id, None), (cast.mara.id, cast.mino.id)]
