# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contests: changes with the same effect stand on one side, changes of the same words against each other."""

import random

from hypothesis import given
from hypothesis import strategies as st

from redline.merging.amendment import Amendment, Key
from redline.merging.contests import Contest, contests
from redline.merging.forecast import forecast
from tests.redline.plan import PLAN, asked, edited
from tests.redline.strategies import documents
from tests.redline.strategies import edited as edits_of


def sides(present: str, amendments: list[Amendment]) -> list[list[list[str]]]:
    """Return the contests, each change as `A1`."""
    return [
        [[f"{amendment}{number}" for amendment, number in side.changes] for side in contest.sides]
        for contest in contests(forecast(present, amendments))
    ]


def test_equal_requests_stand_on_one_side_and_others_of_the_same_words_against_them() -> None:
    found = asked(A=("trenta", "sei"), B=("trenta", "due"), C=("trenta", "sei"), D=("settembre", "ottobre"))
    assert sides(PLAN, found) == [[["A1", "C1"], ["B1"]]]


def test_the_same_wish_written_on_different_versions_is_one_side() -> None:
    newer = edited(("settembre", "ottobre"))
    old = asked(A=("trenta", "sei"))
    new = [Amendment.of("B", newer, newer.replace("trenta", "sei"))]
    assert sides(newer, [*old, *new]) == [[["A1", "B1"]]]


def test_words_that_merely_look_alike_are_no_one_side() -> None:
    found = asked(A=("trenta giorni", "trenta giorni lavorativi"), B=("trenta giorni", "trenta giorni solari"))
    assert sides(PLAN, found) == [[["A1"], ["B1"]]]


def test_the_same_words_at_another_place_are_another_wish() -> None:
    assert sides(PLAN, asked(A=("trenta", "sei"), B=("settembre", "sei"))) == []


def test_a_wish_that_holds_another_competes_with_it() -> None:
    found = asked(A=("trenta", "sei"), B=("trenta", "sei o sette"))
    assert sides(PLAN, found) == [[["A1"], ["B1"]]]


def test_what_can_not_be_made_today_stands_in_no_contest() -> None:
    present = edited(("trenta", "dieci"))
    assert sides(present, asked(A=("trenta", "sei"), B=("trenta", "sei"))) == []


def test_contests_stand_in_order_of_their_place() -> None:
    found = asked(A=("settembre", "ottobre"), B=("trenta", "sei"), C=("trenta", "due"), D=("settembre", "maggio"))
    assert sides(PLAN, found) == [[["B1"], ["C1"]], [["A1"], ["D1"]]]


@given(st.data(), st.integers(0, 1000))
def test_one_side_makes_one_text_and_order_does_not_matter(data: st.DataObject, n: int) -> None:
    base = data.draw(documents())
    texts = [data.draw(edits_of(base)) for _ in range(4)]
    amendments = [Amendment.of(name, base, text) for name, text in enumerate([*texts, texts[0]])]
    found = forecast(base, amendments)
    together = contests(found)
    for side in (side for contest in together for side in contest.sides):
        assert len({"".join(found.text_with(key).split()) for key in side.changes}) == 1
    random.Random(n).shuffle(amendments)
    shuffled = contests(forecast(base, amendments))
    assert {_plain(contest) for contest in shuffled} == {_plain(contest) for contest in together}


def _plain(contest: Contest) -> frozenset[frozenset[Key]]:
    return frozenset(frozenset(side.changes) for side in contest.sides)
