# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes as people read them: whole words, moves, splits, formatting, and numbers that persist."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline.changes import Change, changes, follow, select
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
        ("ente. La", "ente.\n\nLa", ("split", " ", "\n\n")),
        ("- moduli in presenza\n- moduli", "- moduli in presenza, moduli", ("join", "-", ",")),
    ],
)
def test_one_edit_is_one_change_of_whole_words(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert summary(BASE, edited((old, new))) == [expected]


def test_a_change_knows_its_headings_and_block() -> None:
    (change,) = changes(BASE, edited(("settembre", "ottobre")))
    assert change.place == ("Piano di formazione", "Tempi")
    assert (change.block, change.block_number) == ("paragraph", 1)
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


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("Uno due tre.", "Uno due.\n\nTre.", "split"),
        ("- pane, latte", "- pane\n- latte", "split"),
        ("Uno due.\n\nTre quattro.", "Uno due, tre quattro.", "join"),
        ("Uno due.\n\n---\n\nTre.", "Uno due.\n\nTre.", "format"),
        ("Uno due.\nTre.", "Uno due. Tre.", "format"),
    ],
)
def test_the_same_words_in_more_or_fewer_blocks_are_a_split_or_a_join(old: str, new: str, kind: str) -> None:
    assert [change.kind for change in changes(old, new)] == [kind]


def test_blocks_are_counted_under_their_heading() -> None:
    old = "# Titolo\n\nUno.\n\nDue.\n\n## Capo\n\n- tre\n- quattro"
    new = old.replace("Titolo", "Nome").replace("Due", "Altro").replace("quattro", "cinque")
    assert [change.block_number for change in changes(old, new)] == [0, 2, 2]


def test_changes_kept_before_blocks_were_counted_can_be_read() -> None:
    (change,) = changes(BASE, edited(("settembre", "ottobre")))
    kept = change.to_json()
    del kept["block_number"]
    assert Change.from_json(kept) == replace(change, block_number=0)


def test_a_change_that_is_kept_remembers_which_edits_are_numbers() -> None:
    (change,) = changes("1. Corsi\n2. Verifica", "1. Accoglienza\n2. Corsi\n3. Verifica")
    assert [edit.number for edit in Change.from_json(change.to_json()).edits] == [False, True, True]


def test_changes_kept_before_edits_were_marked_as_numbers_can_be_read() -> None:
    (change,) = changes(BASE, edited(("settembre", "ottobre")))
    kept = change.to_json()
    kept["edits"] = [edit[:5] for edit in kept["edits"]]
    assert Change.from_json(kept) == change


PARAGRAPHS = [f"Articolo {n} detta alcune regole proprie {n}." for n in range(7)]


@given(
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=6),
    st.lists(st.sampled_from(PARAGRAPHS), unique=True, min_size=1, max_size=6),
    st.sets(st.integers(1, 12)),
)
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


def test_a_phrase_taken_out_here_and_put_in_there_is_one_move() -> None:
    old = "Il corso si tiene ogni anno entro dicembre a Roma. Chi lo chiede riceve un attestato finale."
    new = "Il corso si tiene a Roma. Chi lo chiede riceve ogni anno entro dicembre un attestato finale."
    assert summary(old, new) == [("move", "ogni anno entro dicembre", "ogni anno entro dicembre")]


def test_a_word_that_passes_equal_ones_to_another_block_is_a_move_and_no_join() -> None:
    found = changes("corso\n\n## corso\nil\n\nil\n## il", "corso\n\nil\n## il\n\n## corso\nil")
    assert [change.kind for change in found] == ["move", "move"]


UNLIKE = [
    "Il comune tiene aperta la biblioteca anche di sera.",
    "Ogni scuola riceve nuovi banchi prima dell'inverno.",
    "Le strade dissestate vengono riparate dal prossimo mese.",
    "Chi abita lontano può usare un autobus gratuito.",
    "Nei parchi saranno piantati cento alberi ogni primavera.",
]


@given(
    st.lists(st.sampled_from(UNLIKE), unique=True, min_size=1),
    st.lists(st.sampled_from(UNLIKE), unique=True, min_size=1),
    st.sets(st.integers(1, 9)),
)
def test_what_stands_in_both_texts_is_never_lost_nor_doubled(
    before: list[str], after: list[str], chosen: set[int]
) -> None:
    old, new = "\n\n".join(before), "\n\n".join(after)
    text = select(old, changes(old, new), chosen)
    assert {text.count(paragraph) for paragraph in set(before) & set(after)} <= {1}


def test_another_address_behind_the_same_words_is_only_formatting() -> None:
    old = "Scrivi [all'ufficio](https://uno.example) entro maggio."
    found = changes(old, old.replace("uno.example", "due.example"))
    assert [change.kind for change in found] == ["format"]
