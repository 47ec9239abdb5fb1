# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a difference says: the edits people made, not their consequences, at the borders where people see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline.changes import changes, select
from redline.diff import DELETE, INSERT, KEEP, MOVED_FROM, MOVED_TO, groups, patch, spans

SHAPES = {KEEP: "{}", INSERT: "[+{}+]", DELETE: "[-{}-]", MOVED_FROM: "[<{}<]", MOVED_TO: "[>{}>]"}
LIST = "1. Accoglienza\n2. Formazione di base\n3. Formazione avanzata\n4. Verifica finale"
LONG = "Il corso si tiene in sede e dura trenta giorni. La partecipazione è gratuita per tutti i colleghi."


def shown(old: str, new: str) -> str:
    """Return both texts in one line, with signs around what came and went."""
    return "".join(SHAPES[span.kind].format(span.text) for span in spans(old, new))


def said(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old, change.new) for change in changes(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "si tiene a Roma, a Bari e a Pisa",
            "si tiene a Roma, a Lecce, a Bari e a Pisa",
            "si tiene a Roma, [+a Lecce, +]a Bari e a Pisa",
        ),
        ("Uno. Due. Tre.", "Uno. Due. Due. Tre.", "Uno. Due. [+Due. +]Tre."),
        ("a b, c d", "a, d", "a[- b-], [-c -]d"),
        (
            "le spese, di viaggio, di vitto e di alloggio, restano",
            "le spese, restano",
            "le spese, [-di viaggio, di vitto e di alloggio, -]restano",
        ),
        ("dell'ente", "dell'Ente", "dell'[-ente-][+Ente+]"),
        ("costa 3.500,50 euro", "costa 3.500,60 euro", "costa [-3.500,50-][+3.500,60+] euro"),
        ("su https://a.it/uno ora", "su https://a.it/due ora", "su [-https://a.it/uno-][+https://a.it/due+] ora"),
    ],
)
def test_an_edit_stands_where_a_reader_sees_it(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_an_insertion_that_can_slide_into_the_edit_before_it_is_one_with_it() -> None:
    old = "La spesa è a carico dei comuni."
    new = "La spesa, sentita la conferenza, è a carico dei soci e dei comuni."
    assert shown(old, new) == "La spesa[+, sentita la conferenza,+] è a carico [+dei soci e +]dei comuni."
    longer = "detenuta, anche per mezzo di soci, da persone, da medici"
    assert shown("detenuta da medici", longer) == "detenuta[+, anche per mezzo di soci, da persone,+] da medici"


def test_an_edit_of_words_that_stand_twice_begins_with_a_preposition_or_ends_before_a_mark() -> None:
    expected = "i costi [+della riforma e +]della legge"
    assert shown("i costi della legge", "i costi della riforma e della legge") == expected
    inserted = "il servizio al lavoro[+, che lo chiede al medico del lavoro+]."
    assert shown("il servizio al lavoro.", inserted.replace("[+", "").replace("+]", "")) == inserted


def test_a_small_word_between_two_new_ones_is_not_kept_alone() -> None:
    new = "una sala [-grande e luminosa-][+piccola e buia+] per tutti"
    assert shown("una sala grande e luminosa per tutti", "una sala piccola e buia per tutti") == new


def test_a_small_word_between_two_insertions_stays() -> None:
    new = "una sala [+molto +]grande e [+molto +]luminosa"
    assert shown("una sala grande e luminosa", "una sala molto grande e molto luminosa") == new


def test_a_word_of_weight_between_two_new_ones_stays() -> None:
    new = "una [-grande-][+piccola+] sala [-luminosa-][+buia+] per tutti"
    assert shown("una grande sala luminosa per tutti", "una piccola sala buia per tutti") == new


def test_an_item_put_in_at_the_top_is_one_change_though_all_numbers_move() -> None:
    new = "1. Iscrizione\n2. Accoglienza\n3. Formazione di base\n4. Formazione avanzata\n5. Verifica finale"
    assert said(LIST, new) == [("insert", "", "1. Iscrizione")]
    assert select(LIST, changes(LIST, new), {1}) == new


def test_an_item_taken_out_is_one_change_though_all_numbers_move() -> None:
    new = "1. Formazione di base\n2. Formazione avanzata\n3. Verifica finale"
    assert said(LIST, new) == [("delete", "1. Accoglienza", "")]


def test_an_item_edited_in_a_list_that_was_numbered_anew_is_a_change_of_its_words() -> None:
    new = "1. Iscrizione\n2. Accoglienza\n3. Formazione di base\n4. Formazione molto avanzata\n5. Verifica finale"
    found = changes(LIST, new)
    assert said(LIST, new) == [("insert", "", "1. Iscrizione"), ("insert", "", "molto")]
    assert select(LIST, found, {2}) == LIST.replace("avanzata", "molto avanzata")


def test_numbers_changed_by_hand_are_one_change() -> None:
    new = "2. Accoglienza\n3. Formazione di base\n4. Formazione avanzata\n5. Verifica finale"
    assert said(LIST, new) == [("replace", "1234", "2345")]


def test_another_mark_behind_all_numbers_is_one_change() -> None:
    new = LIST.replace(".", ")")
    assert said(LIST, new) == [("replace", "1.2.3.4.", "1)2)3)4)")]
    assert said(LIST, new.replace("avanzata", "molto avanzata"))[1:] == [("insert", "", "molto")]


def test_numbers_of_another_list_do_not_follow() -> None:
    other = "\n\nPoi, in ogni sede:\n\n1. Esame\n2. Attestato"
    new = "1. Iscrizione\n2. Accoglienza\n3. Formazione di base\n4. Formazione avanzata\n5. Verifica finale"
    found = said(LIST + other, new + other.replace("2. Attestato", "3. Attestato"))
    assert found == [("insert", "", "1. Iscrizione"), ("replace", "2", "3")]


@given(st.permutations(range(6)), st.integers(0, 6))
def test_any_choice_of_changes_to_a_list_can_be_made(order: list[int], left: int) -> None:
    items = ["accogliere tutti", "formare le persone", "scrivere le regole", "aprire la sede", "dare premi", "fine"]
    old = "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))
    new = "\n".join(f"{n}. {items[i]}" for n, i in enumerate(order[:left], 1))
    assert patch(old, groups(old, new)) == new


def test_a_moved_paragraph_is_one_change_also_when_it_was_edited() -> None:
    first, last = "Le sedi restano aperte.", "Gli esiti sono pubblici."
    edited = LONG.replace("trenta", "quaranta")
    found = changes(f"{LONG}\n\n{first}\n\n{last}", f"{first}\n\n{last}\n\n{edited}")
    assert [(change.kind, change.old, change.new) for change in found] == [("move", LONG, edited)]


def test_a_split_paragraph_is_only_its_new_border() -> None:
    new = LONG.replace(". La", ".\n\nLa")
    assert shown(LONG, new) == LONG.replace(". La", ".[- -][+\n\n+]La")
    assert shown(new, LONG) == new.replace("\n\nLa", "[-\n\n-][+ +]La")


def test_a_paragraph_split_and_edited_keeps_the_words_of_both_halves() -> None:
    new = LONG.replace(". La", ".\n\nLa").replace("trenta", "quaranta").replace("tutti i", "tutte le")
    expected = LONG.replace(". La", ".[- -][+\n\n+]La").replace("trenta", "[-trenta-][+quaranta+]")
    assert shown(LONG, new) == expected.replace("tutti i", "[-tutti i-][+tutte le+]")


NEIGHBOURS = (
    "Il Comune istituisce presso la biblioteca civica un servizio gratuito di orientamento al lavoro rivolto ai "
    "giovani residenti sotto i trenta anni.",
    "Le spese per la manutenzione ordinaria delle strade vicinali restano a carico dei frontisti, salvo diverso "
    "accordo scritto.",
    "Il Comune istituisce presso la scuola media un servizio gratuito di doposcuola pomeridiano rivolto alle famiglie "
    "numerose con figli minori.",
)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_block_is_paired_with_the_one_it_was_not_with_one_like_it_that_came_before_or_after(mirrored: bool) -> None:
    edited, taken_out, put_in = NEIGHBOURS
    before, after = [edited, taken_out], [put_in, edited.replace("trenta", "venticinque")]
    if mirrored:
        before, after = before[::-1], after[::-1]
    old, new = ("\n\n".join(["## Uno", *blocks, "## Due"]) for blocks in (before, after))
    assert {(change.old, change.new) for change in changes(old, new)} == {
        ("", put_in),
        ("trenta", "venticinque"),
        (taken_out, ""),
    }


def test_blocks_that_stay_much_the_same_are_paired_though_one_beside_them_is_another() -> None:
    edited, taken_out, put_in = NEIGHBOURS
    old = "\n\n".join([edited, taken_out])
    new = "\n\n".join([edited.replace("giovani residenti", "ragazzi che abitano qui"), put_in])
    assert changes(old, new)[0].new == "ragazzi che abitano qui"


def test_a_short_block_alone_between_two_that_changed_is_compared_by_words_as_if_it_alone_had() -> None:
    first, last = "Anna Bruno Carla Dario Ivo Fabio Rita Lia Piero", "Olga Tino Ugo Vera Zeno"
    old, new = f"{first}\n\nGina Elena\n\n{last}", f"Nino {first}\n\nGina Elisa\n\n{last}"
    assert ("replace", "Elena", "Elisa") in said(old, new)
    assert said(old.replace(first, f"Nino {first}"), new) == [("replace", "Elena", "Elisa")]
