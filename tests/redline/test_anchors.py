# SPDX-License-Identifier: AGPL-3.0-or-later
"""A passage is followed through changes: the same, edited or removed, and never somewhere it was not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline.anchors import Edited, Passage, Removed, Same, follow
from redline.changes import Change, changes
from tests.redline.strategies import documents, edited, histories

PLAN = """# Piano di formazione

Il corso dura trenta giorni e si tiene presso la sede centrale.

La partecipazione è gratuita per i dipendenti degli enti locali.

- moduli in presenza
- moduli a distanza"""


def steps(*texts: str) -> list[list[Change]]:
    return [changes(old, new) for old, new in zip(texts, texts[1:], strict=False)]


def followed(passage: str, *texts: str) -> Passage:
    start = texts[0].index(passage)
    return follow(texts[0], start, start + len(passage), steps(*texts))


def swapped(old: str, new: str, text: str = PLAN) -> str:
    assert old in text
    return text.replace(old, new)


def test_a_passage_far_from_every_change_is_the_same_at_its_new_place() -> None:
    new = swapped("Il corso", "Questo nuovo corso")
    found = followed("gratuita per i dipendenti", PLAN, new)
    assert isinstance(found, Same)
    assert new[found.start : found.end] == "gratuita per i dipendenti"


@pytest.mark.parametrize(
    ("passage", "old", "new", "expected"),
    [
        ("trenta giorni", "trenta giorni", "trenta lunghi giorni", "trenta lunghi giorni"),
        ("trenta giorni", "trenta", "venti", "venti giorni"),
        ("trenta giorni", "giorni", "mesi", "trenta mesi"),
        ("trenta", "trenta", "quaranta", "quaranta"),
        ("trenta giorni", "trenta ", "", "giorni"),
        ("dura trenta giorni", " giorni", "", "dura trenta"),
        ("trenta giorni", "trenta giorni", "trenta **giorni**", "trenta **giorni"),
    ],
)
def test_a_change_inside_a_passage_edits_it(passage: str, old: str, new: str, expected: str) -> None:
    found = followed(passage, PLAN, swapped(old, new))
    assert isinstance(found, Edited)
    assert (found.old, found.new, found.versions) == (passage, expected, (2,))


@pytest.mark.parametrize(
    "words", ["almeno trenta giorni", "trenta giorni pieni", "**trenta giorni**", "(trenta giorni)"]
)
def test_words_put_in_exactly_at_an_edge_stand_outside(words: str) -> None:
    new = swapped("trenta giorni", words)
    found = followed("trenta giorni", PLAN, new)
    assert isinstance(found, Same)
    assert new[found.start : found.end] == "trenta giorni"


def test_a_deletion_over_an_edge_leaves_what_stays() -> None:
    found = followed("trenta giorni", PLAN, swapped("dura trenta ", ""))
    assert isinstance(found, Edited)
    assert found.new == "giorni"


def test_a_replacement_over_an_edge_is_not_of_the_passage() -> None:
    found = followed("trenta giorni", PLAN, swapped("dura trenta", "prevede alcuni"))
    assert isinstance(found, Edited)
    assert found.new == "giorni"


def test_a_removed_passage_names_the_version_that_removed_it() -> None:
    without = swapped(" e si tiene presso la sede centrale", "")
    assert followed("si tiene presso", PLAN, swapped("trenta", "venti"), without) == Removed("si tiene presso", 3)


def test_a_removed_passage_does_not_come_back_with_its_words() -> None:
    without = swapped("\n\nLa partecipazione è gratuita per i dipendenti degli enti locali.", "")
    assert followed("è gratuita", PLAN, without, PLAN) == Removed("è gratuita", 2)


def test_a_sentence_written_anew_does_not_keep_a_passage_by_a_stray_word() -> None:
    new = swapped("Il corso dura trenta giorni e si tiene presso la sede centrale.",
                  "Ogni lezione occupa un pomeriggio della settimana, presso aule regionali diverse.")  # fmt: skip
    assert followed("si tiene presso la sede", PLAN, new) == Removed("si tiene presso la sede", 2)


def test_a_passage_goes_with_a_moved_and_edited_paragraph() -> None:
    title, course, part, items = PLAN.split("\n\n")
    new = "\n\n".join([title, items, part.replace("gratuita per", "gratis per"), course])
    found = followed("per i dipendenti", PLAN, new)
    assert isinstance(found, Same)
    assert new[found.start : found.end] == "per i dipendenti"
    inside = followed("è gratuita per i", PLAN, new)
    assert isinstance(inside, Edited)
    assert inside.new == "è gratis per i"


def test_a_passage_over_two_paragraphs_goes_where_most_of_it_goes() -> None:
    title, course, part, items = PLAN.split("\n\n")
    found = followed("sede centrale.\n\n" + part, PLAN, "\n\n".join([title, part, course, items]))
    assert isinstance(found, Edited)
    assert found.new in (part, "sede centrale.")


def test_words_that_are_changed_and_changed_back_read_the_same() -> None:
    found = followed("trenta giorni", PLAN, swapped("trenta", "venti"), PLAN)
    assert found == Same(PLAN.index("trenta"), PLAN.index("trenta") + len("trenta giorni"))


def test_each_version_that_touched_a_passage_is_named() -> None:
    second = swapped("trenta", "venti")
    third = swapped("Il corso", "Un corso", second)
    fourth = swapped("giorni", "mesi", third)
    found = followed("trenta giorni", PLAN, second, third, fourth)
    assert isinstance(found, Edited)
    assert (found.new, found.versions) == ("venti mesi", (2, 4))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 4), (0, 10_000), (21, 23)])
def test_a_passage_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        follow(PLAN, start, end, [])


@given(documents().flatmap(lambda text: st.tuples(st.just(text), edited(text), edited(text))), st.data())
def test_the_same_reads_the_same_and_edited_does_not(texts: tuple[str, ...], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texts[0])))
    end = data.draw(st.integers(start, len(texts[0])))
    words = texts[0][start:end].strip()
    if not words:
        return
    match follow(texts[0], start, end, steps(*texts), version=7):
        case Same(first, last):
            assert texts[-1][first:last] == words
        case Edited(first, last, old, new, versions):
            assert texts[-1][first:last] == new != old == words
            assert set(versions) <= {8, 9}
        case Removed(old, version):
            assert old == words
            assert version in (8, 9)


@given(histories(restores=False), st.data())
def test_a_word_that_never_leaves_the_text_is_never_lost(texts: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(texts[0].split()))
    place = re.search(rf"{word}\b", texts[0])
    assert place
    found = follow(texts[0], *place.span(), steps(*texts))
    leaves = next((number for number, text in enumerate(texts, 1) if word not in text.split()), None)
    match found:
        case Same(start, end):
            assert leaves is None
            assert texts[-1][start:end] == word
        case Edited(versions=versions):
            assert leaves == versions[0]
        case Removed(version=version):
            assert leaves is not None
            assert version >= leaves
