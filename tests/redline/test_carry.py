# SPDX-License-Identifier: AGPL-3.0-or-later
"""An amendment brought onto a newer version, with a proof of what became of every change."""

import pytest
from hypothesis import given

from redline.changes import changes, select
from redline.merging.carrier import Carrier
from redline.merging.carry import Carry, carry
from tests.redline.plan import FIRST, MOVED, PLAN, edited, one
from tests.redline.strategies import triples


def carried(newer: str, *swaps: tuple[str, str]) -> Carry:
    return carry(PLAN, newer, changes(PLAN, edited(*swaps)))


def test_where_every_change_applies_nobody_is_asked() -> None:
    found = carried(edited(("settembre", "ottobre")), ("trenta", "sei"), ("Pisa", "Lucca"))
    assert found.text == edited(("settembre", "ottobre"), ("trenta", "sei"), ("Pisa", "Lucca"))
    assert {step.outcome for step in found.proof} == {"applies"}


def test_the_proof_tells_what_each_change_said_and_what_it_says_now() -> None:
    (step,) = carried(edited(("gratuita", "libera")), ("trenta", "sei")).proof
    assert step.was == FIRST
    assert step.asked == FIRST.replace("trenta", "sei")
    assert step.now == FIRST.replace("gratuita", "libera").replace("trenta", "sei")


def test_one_change_that_needs_a_person_leaves_no_text_but_a_proposal() -> None:
    newer = edited(("trenta", "dieci"))
    found = carried(newer, ("trenta", "sei"), ("Pisa", "Lucca"))
    assert found.text is None
    assert found.proposed == edited(("Pisa", "Lucca"), text=newer)
    assert [(step.number, step.outcome, step.needs_a_person) for step in found.proof] == [
        (1, "clash", True),
        (2, "applies", False),
    ]
    assert found.proof[0].now == FIRST.replace("trenta", "dieci")


def test_a_change_in_a_sentence_that_changed_is_proposed_and_asked_about() -> None:
    found = carried(edited(("centrale", "di Roma")), ("trenta", "sei"))
    assert (found.text, found.proof[0].outcome) == (None, "look")
    assert found.proposed == edited(("centrale", "di Roma"), ("trenta", "sei"))


def test_what_stands_in_the_text_already_and_what_lost_its_words_have_vanished() -> None:
    newer = edited(("trenta", "sei"), ("| Roma | due |\n", ""))
    found = carried(newer, ("trenta", "sei"), ("due", "nove"))
    assert [(step.outcome, step.vanished) for step in found.proof] == [("absorbed", True), ("precluded", True)]
    assert (found.text, found.proposed, found.changes) == (None, newer, ())


def test_a_change_of_a_moved_paragraph_is_told_to_have_moved() -> None:
    found = carried(MOVED, ("trenta", "sei"), ("Pisa", "Lucca"))
    assert [(step.outcome, step.moved) for step in found.proof] == [("applies", True), ("applies", False)]
    assert found.text == edited(("trenta", "sei"), ("Pisa", "Lucca"), text=MOVED)


@pytest.mark.parametrize(
    "swap",
    [
        ("Il corso dura", "Ogni corso dura"),
        ("per tutti.", "per tutte."),
        (FIRST, f"{FIRST} Serve un documento."),
        (FIRST, FIRST.replace("Il corso", "Un corso").replace("tutti.", "tutte.")),
        (FIRST, f"Si parte presto.\n\n{FIRST}"),
        (FIRST, f"{FIRST}\n\nSi parte presto."),
        ("centrale. La", "centrale.\n\nLa"),
    ],
)
def test_a_move_takes_along_whatever_was_edited_in_its_block_and_nothing_else(swap: tuple[str, str]) -> None:
    found = carry(PLAN, edited(swap), changes(PLAN, MOVED))
    whole = found.text or found.proposed
    if swap[1].startswith("Si parte") or swap[1].endswith("presto."):
        assert whole == edited(("- moduli in presenza", "Si parte presto.\n\n- moduli in presenza"), text=MOVED)
    else:
        assert whole == edited(swap, text=MOVED)


def test_a_paragraph_put_before_one_that_moved_stays_and_words_put_before_its_first_go_along() -> None:
    kept = carried(MOVED, (FIRST, f"Si parte presto.\n\n{FIRST}"))
    assert kept.proposed == edited(("- moduli in presenza", "Si parte presto.\n\n- moduli in presenza"), text=MOVED)
    taken = carried(MOVED, ("Il corso dura", "Oggi Il corso dura"))
    assert taken.text == edited(("Il corso dura", "Oggi Il corso dura"), text=MOVED)


def test_a_block_is_moved_whole_where_what_stood_before_it_moved_too() -> None:
    base = "corso\n\n## corso\nil\n\nil\n## il"
    newer = "## corso\nil\n\nil corso\n\nil\n## il"
    found = carry(base, newer, changes(base, "corso\n\nil\n## il\n\n## corso\nil"))
    assert found.proposed == "il corso\n\nil\n## il\n\n## corso\n\nil"


def test_space_that_went_between_blocks_takes_no_words_along() -> None:
    base, newer = "il corso\n\ndura", "dura\n\nil il corso corso"
    found = carry(base, newer, changes(base, "il dura\n\nil corso"))
    assert found.proposed == "il dura\n\nil il corso corso"


def test_a_list_number_that_changed_meanwhile_is_not_changed_again() -> None:
    base = "1. Domanda\n2. Esame\n3. Colloquio"
    newer = "1. Domanda\n2. Iscrizione\n3. Esame\n4. Colloquio"
    found = carry(base, newer, changes(base, "1. Bando\n2. Domanda\n3. Esame\n4. Colloquio"))
    assert found.text == "1. Bando\n2. Domanda\n2. Iscrizione\n3. Esame\n4. Colloquio"


def test_carried_changes_keep_their_numbers_and_count_from_the_newer_version() -> None:
    newer = edited(("# Piano", "# Piano di formazione"))
    found = carried(newer, ("trenta", "sei"), ("Pisa", "Lucca"))
    assert [change.number for change in found.changes] == [1, 2]
    assert select(newer, found.changes, {2}) == edited(("Pisa", "Lucca"), text=newer)


def test_a_new_list_item_stays_behind_the_item_it_was_put_behind() -> None:
    longer = ("- moduli a distanza", "- moduli a distanza\n- tirocinio")
    newer = edited(("- moduli in presenza\n", "- moduli in presenza\n- moduli misti\n"))
    assert carried(newer, longer).text == edited(longer, text=newer)


@given(triples())
def test_an_amendment_on_an_unchanged_text_is_as_it_was(three: tuple[str, str, str]) -> None:
    base, asked, _ = three
    found = carry(base, base, changes(base, asked))
    assert list(found.changes) == changes(base, asked)


@given(triples())
def test_carrying_loses_no_word_of_either_text(three: tuple[str, str, str]) -> None:
    base, newer, asked = three
    found = carry(base, newer, changes(base, asked))
    gone = "".join(newer[edit.start : edit.end] for change in found.changes for edit in change.edits)
    come = "".join(edit.text for change in found.changes for edit in change.edits)
    assert sorted(_visible(found.proposed + gone)) == sorted(_visible(newer + come))


@given(triples())
def test_an_amendment_is_absorbed_where_it_was_accepted(three: tuple[str, str, str]) -> None:
    base, asked, _ = three
    assert {step.outcome for step in carry(base, asked, changes(base, asked)).proof} <= {"absorbed"}


def _visible(text: str) -> list[str]:
    return [sign for sign in text if not sign.isspace()]


def test_a_change_knows_where_its_words_stand_now() -> None:
    change = one("trenta", "sei")
    newer = edited(("# Piano", "# Piano di formazione"))
    for text in (PLAN, newer):
        start, end = Carrier(PLAN, text).carry(change).span
        assert text[start:end] == "trenta"
