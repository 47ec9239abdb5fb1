# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole amendments as numbered formulas."""

from redline.changes import changes
from redline.drafting.formula import amended
from redline.drafting.wording_of_amendments import amendment

EVERYWHERE = """Il piano dura un anno. Il piano è pubblico.

## Spese

Il piano prevede le spese. Ogni piano ha un bilancio."""


def test_a_word_replaced_wherever_it_stands_needs_one_formula() -> None:
    new = EVERYWHERE.replace("piano", "programma").replace("pubblico", "pubblico e gratuito")
    formulas = amendment(changes(EVERYWHERE, new), EVERYWHERE)
    assert formulas == [
        '1) La parola: "piano", ovunque ricorra, è sostituita dalla seguente: "programma".',
        '2) Nella parte iniziale, primo capoverso, sono aggiunte, in fine, le seguenti parole: "e gratuito".',
    ]
    assert amended("\n".join(formulas), EVERYWHERE) == new


def test_a_word_replaced_wherever_it_stands_in_a_section_names_the_section() -> None:
    before, _, after = EVERYWHERE.partition("## Spese")
    new = before + "## Spese" + after.replace("piano", "programma")
    (said,) = amendment(changes(EVERYWHERE, new), EVERYWHERE)
    assert (
        said
        == '1) Alla sezione "Spese", la parola: "piano", ovunque ricorra, è sostituita dalla seguente: "programma".'
    )
    assert amended(said, EVERYWHERE) == new


def test_a_word_left_in_one_place_is_not_replaced_wherever_it_stands() -> None:
    new = EVERYWHERE.replace("piano dura", "programma dura").replace("piano prevede", "programma prevede")
    assert not any("ovunque" in said for said in amendment(changes(EVERYWHERE, new), EVERYWHERE))


def test_changes_that_only_fit_together_are_said_together() -> None:
    old = "- voce prima\n- voce seconda\n\nIl piano è pubblico.\n\nIl piano è pubblico."
    new = "Il piano è pubblico.\n\n- voce prima\n- voce seconda"
    every = changes(old, new)
    assert [change.kind for change in every] == ["move", "delete"]
    (said,) = amendment(every, old)
    assert amended(said, old) == new


def test_changes_quote_neighbours_that_they_share() -> None:
    old = "Il corso base, il corso lungo, il corso base."
    new = "Il corso base, un corso breve, il corso base."
    formulas = amendment(changes(old, new), old)
    assert len(formulas) == len(changes(old, new))
    assert amended("\n".join(formulas), old) == new


def test_no_changes_need_no_formulas() -> None:
    assert amendment([], EVERYWHERE) == []
