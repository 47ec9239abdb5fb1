# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comparing by chunks first is a short cut: it finds what comparing all words finds."""

import pytest
from hypothesis import given, settings

from redline import by_chunks, by_words, words
from redline.by_words import trimmed
from redline.edits import apply, edits
from redline.pieces import Pieces
from tests.redline.strategies import pairs

BEFORE = "Nei comuni della provincia si tengono molti incontri aperti a tutti; "
AFTER = " e poi se ne dà conto, con calma."

PLACES = {
    "a word": ("la formazione del personale", "la preparazione del personale"),
    "a word before a comma": ("la formazione, del personale", "la preparazione, del personale"),
    "a comma": ("la formazione del personale", "la formazione, del personale"),
    "an elision": ("il piano dell'ente pubblico", "il piano dell'istituto pubblico"),
    "what follows two equal elisions": ("il piano dell'ente pubblico", "il piano dell'ente e dell'istituto pubblico"),
    "a number": ("una spesa di 3.500,50 euro", "una spesa di 3.700,50 euro"),
    "words that can slide": ("per ogni ente locale", "per ogni ente e per ogni ente locale"),
    "a sentence": ("il piano. La Giunta decide", "il piano. Il Consiglio discute. La Giunta decide"),
    "words in bold": ("il piano triennale vale", "il **piano triennale** vale"),
    "words taken out": ("il piano, se occorre, vale", "il piano vale"),
    "two words and a small one": ("una sala grande e luminosa per tutti", "una sala piccola e buia per tutti"),
    "words near each other": ("una grande sala aperta a pochi", "due piccole stanze sala chiuse a molti"),
}


@pytest.mark.parametrize("place", PLACES)
def test_chunks_find_what_words_find(place: str) -> None:
    before, after = (BEFORE + inside + AFTER for inside in PLACES[place])
    assert by_chunks.stretches(Pieces(before), Pieces(after)) == by_words.stretches(Pieces(before), Pieces(after))


def test_one_changed_word_needs_no_splitting(monkeypatch: pytest.MonkeyPatch) -> None:
    split: list[str] = []
    monkeypatch.setattr(words, "split", split.append)
    before, after = (BEFORE + inside + AFTER for inside in PLACES["a word"])
    assert [edit.text for edit in edits(before, after)] == ["preparazione"]
    assert split == []


@given(pairs())
@settings(max_examples=200)
def test_stretches_are_apart_and_lead_to_the_new_text(both: tuple[str, str]) -> None:
    old, new = both
    found = by_chunks.stretches(Pieces(old), Pieces(new))
    assert all(one[1] < other[0] or one[3] < other[2] for one, other in zip(found, found[1:], strict=False))
    assert all(trimmed(one, old, new) == one for one in found)
    assert apply(old, edits(old, new)) == new
