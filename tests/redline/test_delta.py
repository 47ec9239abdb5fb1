# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deltas any port of diff-match-patch can read, and that refuse the wrong text."""

import pytest

from redline import edits
from redline.delta import BadDelta, apply, delta, is_canonical
from redline.delta import edits as edits_of


def test_a_delta_is_in_diff_match_patchs_format() -> None:
    assert delta("Il corso dura trenta giorni.", "Il corso dura 40 giorni più.") == "=14\t-6\t+40\t=7\t+ pi%C3%B9\t=1"


@pytest.mark.parametrize("bad", ["=3", "=999", "x", "-", "=1\t+%zz\t=900", "+%ff"])
def test_a_delta_that_does_not_fit_is_refused(bad: str) -> None:
    with pytest.raises(BadDelta):
        apply("Il corso", bad)


def test_a_delta_counts_utf_16_units_beyond_the_first_plane() -> None:
    assert delta("🙂 ciao a tutti", "🙂 ciao a tutte").startswith("=10\t")
    old, new = "Ciao 👩‍🏫 a tutti", "Ciao 👩‍🏫👍🏽 a tutte"
    assert apply(old, delta(old, new)) == new
    assert edits.apply(old, edits_of(old, delta(old, new))) == new


def test_the_edits_of_a_delta_stand_in_both_texts() -> None:
    old, new = "Il corso dura trenta giorni.", "Il corso dura 40 giorni più."
    (first, second) = edits_of(old, delta(old, new))
    assert (old[first.start : first.end], first.text, new[first.place : first.place_end]) == ("trenta", "40", "40")
    assert (old[second.start : second.end], second.text) == ("", " più")


def test_another_spelling_of_the_same_steps_is_told_apart() -> None:
    assert is_canonical("corso", "=5\t+ pi%C3%B9")
    assert apply("corso", "=5\t+ pi%C3%b9") == apply("corso", "=٥\t+ più") == "corso più"
    assert not is_canonical("corso", "=5\t+ pi%C3%b9")
    assert not is_canonical("corso", "=٥\t+ più")
