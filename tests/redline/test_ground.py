# SPDX-License-Identifier: AGPL-3.0-or-later
"""How near two edits of one text stand."""

import pytest

from redline.edits import Edit
from redline.merging.ground import APART, LOOK, MEET, Ground

TEXT = "Il corso dura trenta giorni. La sede è Roma.\n\nÈ gratuito.\n\nNon costa."


def put_in(words: str, before: str) -> Edit:
    at = TEXT.index(before)
    return Edit(at, at, words, at)


def swap(old: str, new: str) -> Edit:
    at = TEXT.index(old)
    return Edit(at, at + len(old), new, at)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # words and blocks at the end of a block
        (swap("Roma.", "Pisa."), put_in("\n\nNuovo.", "\n\nÈ"), LOOK),
        (swap("Roma.", "Pisa.\nE anche"), put_in("\n\nNuovo.", "\n\nÈ"), MEET),
        (swap("Roma.", "Pisa."), put_in(" Nuovo.", "\n\nÈ"), MEET),
        # a block that comes before one that goes
        (put_in("Nuovo.\n\n", "È gratuito"), swap("È gratuito.\n\n", ""), LOOK),
        (put_in("## Costi\n\n", "È gratuito"), swap("È gratuito.\n\n", ""), MEET),
        (swap("È gratuito.\n\n", ""), put_in("## Costi\n\n", "Non costa"), LOOK),
        # a sentence that is added, and words of the one before
        (swap("trenta", "sei"), put_in(" Poi basta.", " La sede"), APART),
        (swap("trenta", "sei"), put_in(" Poi basta", "."), LOOK),
        (swap("Il corso", "Esso"), swap(" giorni", " mesi"), LOOK),
        (swap("Il corso", "Esso"), swap("sede", "casa"), APART),
        # neighbours
        (swap("trenta ", ""), swap("giorni", "mesi"), MEET),
        (swap("La sede è Roma.", ""), swap("giorni.", "mesi."), LOOK),
        (swap("La sede", "Il luogo"), swap("giorni.", "mesi."), LOOK),
        (swap("La sede", "Il luogo"), swap("giorni.", "mesi e"), MEET),
    ],
)
def test_edits_meet_are_looked_at_or_stand_apart(one: Edit, other: Edit, expected: int) -> None:
    ground = Ground(TEXT)
    assert (ground.nearness(one, other), ground.nearness(other, one)) == (expected, expected)
