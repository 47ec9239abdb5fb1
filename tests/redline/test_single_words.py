# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that came in place of others, read off without splitting: the same that comparing chunks finds, or nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from redline import by_chunks, diff, pieces
from redline.pieces import Pieces
from redline.single_words import replaced

WORDS = ["di", "la", "casa", "alba", "alba,", "casa.", "uno", "due", "tre", "quattro", "cinque", "sei"]
KEPT = "Nei comuni si tengono molti incontri aperti a tutti"


@st.composite
def replacements(draw: st.DrawFn) -> tuple[str, str]:
    """A text of few words, many of them alike, and the same with some replaced; at times one more put in."""
    before = draw(st.lists(st.sampled_from(draw(st.sampled_from([WORDS, WORDS[:4]]))), min_size=1, max_size=24))
    after = list(before)
    for at in draw(st.lists(st.integers(0, len(before) - 1), max_size=4)):
        after[at] = draw(st.sampled_from([*WORDS, "nuova", "altra", "terza,", "quarta."]))
    if draw(st.integers(0, 9)) == 0:
        after.insert(draw(st.integers(0, len(after))), draw(st.sampled_from(WORDS)))
    return " ".join(before), " ".join(after)


@given(replacements())
@example(("di di casa uno due tre", "di sei casa uno due tre"))
@example(("uno due casa alba", "sei due casa alba"))
def test_what_is_read_off_is_what_comparing_finds(both: tuple[str, str]) -> None:
    old, new = both
    found = replaced(old, new)
    assert found is None or found == by_chunks.stretches(Pieces(old), Pieces(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sedute aperte, una al mese", "sedute chiuse, una al mese"),
        ("il piano triennale degli enti", "un piano triennale degli istituti"),
        ("il piano triennale degli enti", "il programma annuale degli enti"),
        ("lungo il fiume", "lungo il mare"),
        ("trenta giorni al mese", "60 giorni al mese"),
        ("una casa di campagna", "una villa di montagna"),
    ],
)
def test_plain_words_are_read_off(old: str, new: str) -> None:
    old, new = f"{KEPT} {old} {KEPT}", f"{KEPT} {new} {KEPT}"
    found = replaced(old, new)
    assert found is not None
    assert found == by_chunks.stretches(Pieces(old), Pieces(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("uno due due tre", "uno due sei tre"),
        ("uno due  tre", "uno sei  tre"),
        ("uno due tre", "uno due tre quattro"),
        ("uno due tre", "due tre"),
        ("dell'ente locale", "dell'istituto locale"),
        ("casa, di campagna", "villa, di montagna"),
        ("uno due tre quattro cinque sei", "sette otto tre nove dieci sei"),
        ("uno due tre", "due uno tre"),
        ("uno due\ntre quattro", "uno due\ncinque quattro"),
    ],
)
def test_anything_else_is_left_to_comparing(old: str, new: str) -> None:
    assert replaced(f"{KEPT} {old} {KEPT}", f"{KEPT} {new} {KEPT}") is None


@pytest.mark.parametrize(("old", "new"), [("", "uno"), ("", "uno due"), (" a", "b a"), ("uno", ""), (" ", "")])
def test_empty_texts_end_the_reading(old: str, new: str) -> None:
    assert replaced(old, new) is None


def test_no_block_is_split_where_only_words_were_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"{KEPT} del comune numero {number} in un luogo." for number in range(9))
    for split in ("chunks", "words"):
        monkeypatch.setattr(pieces.Pieces, split, property(lambda _: pytest.fail("split")))
    found = diff.groups(text, text.replace("molti", "pochi"))
    assert [edit.text for group in found for edit in group.edits] == ["pochi"] * 9
