# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which edits of a change stand in others' way, and what a change becomes that is taken with other words."""

import pytest

from redline.changes import changes, select
from redline.edits import Edit
from redline.merging.amendment import Amendment
from redline.merging.footprint import Footprint, is_number
from redline.merging.room import room, unordered
from tests.redline.plan import MOVED, PLAN, edited, one

LIST = "Regole\n\n1. prima\n2) seconda del 3 marzo\n  4. quarta"


@pytest.mark.parametrize(
    ("taken", "new", "expected"),
    [
        ("1", "2", True),
        ("2", "3", True),
        ("4", "5", True),
        ("3", "4", False),
        ("prima", "1", False),
        ("1", "uno", False),
    ],
)
def test_only_figures_before_a_list_mark_are_its_number(taken: str, new: str, expected: bool) -> None:
    start = LIST.index(taken)
    assert is_number(LIST, Edit(start, start + len(taken), new, start)) is expected


def test_figures_at_the_beginning_of_a_text_may_be_the_number_of_its_first_item() -> None:
    assert is_number("1. prima", Edit(0, 1, "2", 0))
    assert not is_number("1 prima", Edit(0, 1, "2", 0))


def test_a_number_that_says_so_is_one_wherever_it_stands() -> None:
    assert is_number("uno due", Edit(0, 3, "2", 0, number=True))


def test_numbers_that_follow_from_an_item_are_in_nobodys_way() -> None:
    (change,) = changes("1. prima\n2. seconda", "1. nuova\n2. prima\n3. seconda")
    assert [edit.text for edit in Footprint.of("1. prima\n2. seconda", change).edits] == ["1. nuova\n"]


def test_a_change_taken_with_other_words_says_so_and_makes_them() -> None:
    amendment = Amendment("A", PLAN, (one("trenta", "sei"),)).worded(1, "nove")
    (change,) = amendment.changes
    assert (change.kind, change.old, change.new) == ("replace", "trenta", "nove")
    assert select(PLAN, amendment.changes, {1}) == edited(("trenta", "nove"))


def test_words_put_in_and_taken_with_other_words_are_still_put_in() -> None:
    amendment = Amendment("A", PLAN, (one("gratuita", "gratuita e libera"),)).worded(1, "e aperta")
    (change,) = amendment.changes
    assert (change.kind, change.new) == ("insert", "e aperta")
    assert select(PLAN, amendment.changes, {1}) == edited(("gratuita", "gratuita e aperta"))


def test_words_taken_out_and_then_taken_with_other_words_are_replaced() -> None:
    amendment = Amendment("A", PLAN, (one(" per tutti", ""),)).worded(1, "per molti")
    (change,) = amendment.changes
    assert (change.kind, change.new) == ("replace", "per molti")
    assert select(PLAN, amendment.changes, {1}) == edited(("per tutti", "per molti"))


def test_a_block_that_moves_and_is_taken_with_other_words_moves_with_these() -> None:
    amendment = Amendment.of("A", PLAN, MOVED).worded(1, "Il corso è breve.")
    (change,) = amendment.changes
    assert (change.kind, change.new) == ("move", "Il corso è breve.")
    assert "## Tempi\n\nIl corso è breve.\n\nLe attività" in select(PLAN, amendment.changes, {1})


def test_words_that_are_put_in_slide_among_repeated_ones_to_borders_of_words_only() -> None:
    assert room("no, no notte", Edit(4, 4, "no ", 4)) == (3, 7)
    assert room("sì sì sì", Edit(3, 3, "sì ", 3)) == (0, 8)


def test_what_takes_words_or_brings_a_block_has_an_order() -> None:
    text = "molto bello"
    words, other = Edit(0, 0, "molto ", 0), Edit(6, 6, "più ", 6)
    assert unordered(text, words, other) and unordered(text, other, words)
    assert not unordered(text, words, Edit(6, 11, "più ", 6))
    assert not unordered(text, words, Edit(6, 6, "più\n", 6))
    assert not unordered(text, words, Edit(6, 6, " ", 6))
