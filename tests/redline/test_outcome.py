# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of words put in when those they hang on are taken out, in whole or in part; and of small moves."""

import pytest

from redline.changes import changes
from redline.edits import Edit
from redline.merging.amendment import Amendment
from redline.merging.footprint import Footprint
from redline.merging.forecast import forecast
from redline.merging.ground import Ground
from redline.merging.outcome import outcome

TEXT = "La sede è Roma. Il corso dura trenta giorni. È gratuito per tutti."


def after(taken: str, new: str, text: str = TEXT) -> str:
    """Tell what becomes of the change to a new text once some words, which stand once, are taken out."""
    assert text.count(taken) == 1
    start = text.index(taken)
    gone = Footprint((Edit(start, start + len(taken), "", start),))
    (change,) = changes(text, new)
    return outcome(Ground(text), Footprint.of(text, change), gone)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("Il corso dura trenta giorni. ", "precluded"),
        ("Il corso dura ", "precluded"),
        ("Il corso ", "clash"),
        ("Il ", "clash"),
        ("trenta ", "look"),
        ("La sede è Roma. ", "look"),
        ("La sede ", "applies"),
    ],
)
def test_words_put_before_a_sentence_hang_on_its_first_three(taken: str, expected: str) -> None:
    assert after(taken, TEXT.replace("Il corso", "Oggi Il corso")) == expected


@pytest.mark.parametrize(
    ("taken", "expected"),
    [("corso dura trenta ", "precluded"), ("dura trenta ", "clash"), ("trenta ", "clash"), ("giorni", "clash")],
)
def test_words_put_inside_a_sentence_hang_on_the_three_before_them(taken: str, expected: str) -> None:
    assert after(taken, TEXT.replace("giorni.", "interi giorni.")) == expected


def test_a_word_that_moved_beside_a_longer_mark_applies() -> None:
    base = "il\n\n---\n\n---\n\nil il\n\nil\n\nil"
    found = forecast(base, [Amendment.of("A", base, "il\n\nil ---\n\n---\n\nil il\n\n\n\nil")])
    assert [one.outcome for one in found.outlooks] == ["applies"]
