# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formatting told apart from words: where a link leads is formatting, what an image shows is not."""

import pytest

from redline.marks import only_target

LINKED = "Vedi il [sito](https://a.it/x) oggi."


@pytest.mark.parametrize(
    ("text", "old", "new", "only"),
    [
        (LINKED, "https://a.it/x", "https://b.it", True),
        (LINKED, "x", "y", True),
        ("Una riga.\n" + LINKED + "\nAltra.", "a.it", "b.it", True),
        (LINKED, "sito", "portale", False),
        (LINKED, "x", "y) e [altro](z", False),
        (LINKED, "(https://a.it/x)", "", False),
        ("Ecco ![uno](a.png) qui.", "a.png", "b.png", False),
        ("Scrivi (a@b.it) oggi.", "a@b.it", "c@b.it", False),
    ],
)
def test_only_the_target_of_a_link_is_told_apart(text: str, old: str, new: str, only: bool) -> None:
    start = text.index(old)
    assert only_target(text, start, start + len(old), new) is only
