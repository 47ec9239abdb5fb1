# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deltas any port of diff-match-patch can read, and that refuse the wrong text."""

import pytest

from redline.delta import BadDelta, apply, delta


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
