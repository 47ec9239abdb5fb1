# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formulas stay cheap, also for texts made to be slow. Limits are generous, relative to finding the words of a text."""

import re
from collections.abc import Callable
from time import process_time

import pytest

from redline.changes import changes
from redline.drafting.formula import amended
from redline.drafting.refusals import Refusal
from redline.drafting.wording import formal
from redline.drafting.wording_of_amendments import amendment

REPEATED = "parola " * 28_000
ITEMS = "\n".join(f"- voce {number % 7} della lista" for number in range(8_000))
SECTIONS = "\n\n".join(f"## Titolo\n\nTesto {number % 5} del capitolo." for number in range(5_000))


def least(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(3):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return min(taken)


@pytest.fixture(scope="module")
def floor() -> float:
    """How long finding the words of 200 kB takes here and now."""
    return least(lambda: re.findall(r"\w+", REPEATED))


@pytest.mark.parametrize("text", [REPEATED, ITEMS, SECTIONS], ids=["words", "items", "sections"])
def test_a_change_among_thousands_alike_is_said_soon(text: str, floor: float) -> None:
    middle = text.index(" ", len(text) // 2) + 1
    new = text[:middle] + "nuova " + text[middle:]
    (change,) = changes(text, new)
    assert least(lambda: formal(change, text)) < 30 * floor


def test_an_amendment_of_many_changes_is_said_soon(floor: float) -> None:
    old = "\n\n".join(f"Capoverso {number} del piano, che dura {number} giorni." for number in range(300))
    found = changes(old, old.replace("dura", "durerà").replace("0 giorni", "0 mesi"))
    assert len(found) > 300
    assert least(lambda: amendment(found, old)) < 100 * floor


def test_thousands_of_formulas_are_read_or_refused_soon(floor: float) -> None:
    def refused() -> None:
        with pytest.raises(Refusal):
            amended("Al primo capoverso, sopprimere «x»; " * 3_000, "x y")

    assert least(refused) < 150 * floor
