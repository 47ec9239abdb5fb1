# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes as people read them: whole words, moves, splits, formatting, and numbers that persist."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redline.changes import changes, follow, select
from redline.text import normalise

BASE = """# Piano di formazione

## Obiettivo

Il corso dura trenta giorni e si tiene presso la sede centrale dell'ente. La partecipazione è gratuita.

- moduli in presenza
- moduli a distanza

## Tempi

Le attività iniziano a settembre e finiscono entro dicembre di ogni anno."""


def edited(*swaps: tuple[str, str]) -> str:
    text = BASE
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def summary(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old, change.new) for change in changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("trenta giorni", "quaranta giorni", ("replace", "trenta", "quaranta")),
        ("sede centrale", "sede legale centrale", ("insert", "", "legale")),
        (" di ogni anno", "", ("delete", "di ogni anno", "")),
        ("dell'ente", "dell'Istituto", ("replace", "ente", "Istituto")),
        ("gratuita", "**gratuita**", ("format", "gratuita", "**gratuita**")),
        ("gratuita", "[gratuita](https://esempio.it)", ("replace", "gratuita", "[gratuita](https://esempio.it)")),
        ("- moduli a distanza", "- moduli a distanza\n- tirocinio", ("insert", "", "- tirocinio")),
        ("- moduli in presenza\n", "", ("delete", "- moduli in presenza", "")),
        ("ente. La", "ente.\n\nLa", ("format", " ", "\n\n")),
    ],
)
def test_one_edit_is_one_change_of_whole_words(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert summary(BASE, edited((old, new))) == [expected]


def test_a_change_knows_its_headings_and_block() -> None:
    (change,) = changes(BASE, edited(("settembre", "ottobre")))
    assert change.place == ("Piano di formazione", "Tempi")
    assert change.block == "paragraph"
    assert BASE[change.start : change.end] == "settembre"


def test_a_moved_paragraph_is_one_change_also_when_edited() -> None:
    paragraph = "Le attività iniziano a settembre e finiscono entro dicembre di ogni anno."
    moved = paragraph.replace("settembre", "ottobre")
    new = edited((f"\n\n{paragraph}", ""), ("## Obiettivo\n\n", f"## Obiettivo\n\n{moved}\n\n"))
    assert summary(BASE, new) == [("move", paragraph, moved)]


def test_distant_edits_of_one_paragraph_are_changes_of_their_own() -> None:
    found = changes(BASE, edited(("trenta", "quaranta"), ("gratuita", "a pagamento")))
    assert [change.number for change in found] == [1, 2]
    assert "dura quaranta giorni" in select(BASE, found, {1})
    assert "è gratuita" in select(BASE, found, {1})
    assert "dura trenta giorni" in select(BASE, found, {2})


def test_a_rewritten_sentence_is_no_confetti() -> None:
    new = edited(("si tiene presso la sede centrale dell'ente", "viene svolto, in tutto, nelle aule di ogni regione"))
    assert len(changes(BASE, new)) == 1


def test_a_repeated_beginning_slides_to_the_start_of_its_sentence() -> None:
    old = "Il corso è breve. Il corso è gratuito."
    new = "Il corso è breve. Il corso è utile. Il corso è gratuito."
    assert summary(old, new) == [("insert", "", "Il corso è utile.")]


def test_numbers_follow_changes_through_a_revision_and_are_never_used_again() -> None:
    first = changes(BASE, edited(("trenta", "quaranta"), ("gratuita", "libera"), ("settembre", "ottobre")))
    revised = changes(BASE, edited(("trenta", "quarantacinque"), ("settembre", "ottobre"), ("in presenza", "in aula")))
    followed = follow(first, revised, used=3)
    assert {(change.new, change.number) for change in followed} == {("quarantacinque", 1), ("aula", 4), ("ottobre", 3)}
    again = follow(followed, changes(BASE, edited(("gratuita", "libera"))), used=4)
    assert [change.number for change in again] == [5]


PARAGRAPHS = [f"Articolo {n} detta alcune regole proprie {n}." for n in range(7)]


@given(
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=6),
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=6),
    st.sets(st.integers(1, 12)),
)
@settings(max_examples=400)
def test_any_choice_of_moved_and_new_paragraphs_leaves_whole_paragraphs(
    before: list[str], after: list[str], chosen: set[int]
) -> None:
    old, new = "\n\n".join(before), "\n\n".join(after)
    text = select(old, changes(old, new), chosen)
    assert normalise(text) == text
    assert ".Articolo" not in text


def test_equal_texts_have_no_changes() -> None:
    assert changes(BASE, BASE) == []
    assert changes("", "") == []
