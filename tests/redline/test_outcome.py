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


REPEATED = "Il corso è molto molto bello e caro."


@pytest.mark.parametrize(
    ("change", "made", "expected"),
    [
        (Edit(11, 17, "", 11), Edit(17, 23, "", 17), "absorbed"),
        (Edit(17, 23, "", 17), Edit(11, 17, "", 11), "absorbed"),
        (Edit(17, 23, "", 17), Edit(23, 29, "", 23), "clash"),
        (Edit(23, 29, "", 23), Edit(17, 23, "", 17), "clash"),
        (Edit(11, 23, "", 11), Edit(17, 23, "", 17), "clash"),
    ],
)
def test_a_deletion_among_repeated_words_is_done_wherever_it_slides_to(change: Edit, made: Edit, expected: str) -> None:
    assert outcome(Ground(REPEATED), Footprint((change,)), Footprint((made,))) == expected


def test_the_same_words_spaced_otherwise_are_brought_already() -> None:
    start = TEXT.index("trenta")
    change, made = (Edit(start, start + 6, words, start) for words in ("sei  o sette", "sei o sette"))
    assert outcome(Ground(TEXT), Footprint((change,)), Footprint((made,))) == "absorbed"


def test_a_block_that_two_move_to_different_places_is_in_a_clash() -> None:
    base = "Uno e due.\n\nQui tre e quattro.\n\nPoi cinque e sei.\n\nInfine sette e otto."
    first, *rest = base.split("\n\n")
    moved = ["\n\n".join([*rest[:at], first, *rest[at:]]) for at in (2, 3, 3)]
    found = forecast(base, [Amendment.of(name, base, text) for name, text in zip("ABC", moved, strict=True)])
    assert found.if_accepted(("A", 1), ("B", 1)) == found.if_accepted(("B", 1), ("A", 1)) == "clash"
    assert found.if_accepted(("B", 1), ("C", 1)) == "absorbed"
