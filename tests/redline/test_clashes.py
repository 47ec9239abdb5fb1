# SPDX-License-Identifier: AGPL-3.0-or-later
"""What counts as one clash, what is shown around it, and when words put in among repeated ones clash."""

import pytest

from redline.merging.merge import merge

LONG = "parola " * 300


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "sides"),
    [
        ("molto bello", "davvero molto bello", "molto molto bello", ("davvero ", "molto ")),
        ("uno, e due", "uno, e, e due", "uno, sì, e due", ("e, ", "sì, ")),
    ],
)
def test_words_that_could_stand_at_one_place_clash_though_they_were_found_at_two(
    base: str, ours: str, theirs: str, sides: tuple[str, str]
) -> None:
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.ours, clash.theirs) == sides


def test_words_that_cannot_stand_at_one_place_are_both_put_in() -> None:
    assert merge("molto bello", "davvero molto bello", "molto più bello").text == "davvero molto più bello"


@pytest.mark.parametrize(("between", "count"), [("giorni e costa", 1), ("giorni e non costa", 2), ("giorni.\n\nE", 2)])
def test_clashes_with_at_most_three_words_of_one_line_between_are_one(between: str, count: int) -> None:
    base, ours, theirs = (f"Dura {a} {between} {b} euro." for a, b in (("trenta", "venti"), ("sei", "due"), ("7", "3")))
    found = merge(base, ours, theirs)
    assert len(found.clashes) == count
    if count == 1:
        words = [(clash.base, clash.ours, clash.theirs) for clash in found.clashes]
        assert words == [(f"trenta {between} venti", f"sei {between} due", f"7 {between} 3")]
    assert found.resolve([clash.ours for clash in found.clashes]) == ours
    assert found.resolve([clash.theirs for clash in found.clashes]) == theirs


def test_of_a_sentence_without_end_a_thousand_characters_are_shown_on_each_side() -> None:
    base, ours, theirs = (f"{LONG}{word}{LONG[::-1]}" for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert clash.before == LONG[-1000:]
    assert clash.after == LONG[::-1][:1000]


def test_the_sentence_around_a_clash_ends_with_its_point_and_begins_behind_the_one_before() -> None:
    base, ours, theirs = (f"È gratuito. Dura {word} giorni! Si tiene qui." for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.before, clash.after) == ("Dura ", " giorni!")
    base, ours, theirs = (f"Titolo\nDura {word} giorni\nSi tiene qui." for word in ("trenta", "sei", "due"))
    (clash,) = merge(base, ours, theirs).clashes
    assert (clash.before, clash.after) == ("Dura ", " giorni")
