# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slips that a merge leaves behind are found where they stand; good Italian, and what was there before, is not told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline.checks import KINDS, check
from redline.merging.merge import merge
from tests.redline.strategies import UNICODE, documents, pairs
from tests.redline.test_bounds import HOSTILE, SIZE, floor, seconds  # noqa: F401 - a fixture


def slips(text: str, before: str | None = None) -> list[tuple[str, str]]:
    return [(found.kind, found.words) for found in check(text, before)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. uno\n2. due\n2. tre\n3. quattro", [("duplicate_number", "2.")]),
        ("1. uno\n   1. sotto\n   2. sotto\n2. due\n   1. sotto\n   1. sotto\n   2. sotto\n2. tre",
         [("duplicate_number", "1."), ("duplicate_number", "2.")]),
        ("a) uno;\n\nb) due;\n\nb) tre.", [("duplicate_number", "b)")]),
        ("- 4d3) regola\n- 4d4) regola\n- 4d4) altra regola", [("duplicate_number", "4d4)")]),
        ("## Art. 3 - Durata\n\nx\n\n## Art. 3 - Sede", [("duplicate_number", "## Art. 3 - Sede")]),
        ("## 5.2 Durata\n\nx\n\n## 5.2 Sede", [("duplicate_number", "## 5.2 Sede")]),
        ("## Tempi\n\nx\n\n## tempi", [("duplicate_heading", "## tempi")]),
        ("Uno[^1].\n\n[^1]: Nota.\n\n[^1]: Altra.", [("duplicate_footnote", "[^1]:")]),
        ("Uno[^1] e due[^2].\n\n[^1]: Nota.", [("dangling_footnote", "[^2]")]),
        ("# T\n\nVedi [i tempi](#s-tempi) e [la sede](#s-sede).\n\n## Tempi", [("dangling_link", "s-sede")]),
        ("Come dice il punto 5.4.\n\n5.1 Uno\n\n5.2 Due", [("dangling_reference", "punto 5.4")]),
        ("## Art. 1\n\nSalvo l'articolo 9.\n\n## Art. 2\n\nArtt. 1, 2 e 7.",
         [("dangling_reference", "articolo 9"), ("dangling_reference", "Artt. 1, 2 e 7")]),
        ("## Art. 1\n\nSalvo l'articolo 9 del presente regolamento.\n\n## Art. 2",
         [("dangling_reference", "articolo 9")]),
        ("Prima\n\n<<<<<<< ours\n\nuno\n\n=======\n\ndue\n\n>>>>>>> theirs",
         [("conflict_mark", "<<<<<<< ours"), ("conflict_mark", "======="), ("conflict_mark", ">>>>>>> theirs")]),
        ("La durata di di dieci giorni.", [("doubled_word", "di di")]),
        ("Il personale della\ndella scuola.", [("doubled_word", "della\ndella")]),
        ("- Il  corso  dura", [("doubled_space", "Il  corso  dura")]),
        ("Esempio:\n\n```\n10 giorni", [("open_fence", "```")]),
        ("Vedi [il sito](https://esempio.it e il bando.", [("open_link", "[il sito](https://esempio.it e il bando.")]),
        ("Vedi [il sito](https://esempio.it\n\nAltro.", [("open_link", "[il sito](https://esempio.it")]),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 |\n| 4 | 5 | 6 |",
         [("uneven_row", "| 3 |"), ("uneven_row", "| 4 | 5 | 6 |")]),
    ],
)  # fmt: skip
def test_each_slip_is_found_with_its_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert slips(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. uno\n1. due\n1. tre",
        "1. uno\n2. due\n\nPoi:\n\n1. altro\n2. ancora",
        "1. uno\n   1. sotto\n2. due\n   1. sotto",
        "1. uno\n2. due\n\n1) altro\n2) ancora",
        "## A\n\n### Tempi\n\n## B\n\n### Tempi",
        "## A\n\n### Art. 1\n\n## B\n\n### Art. 1",
        "Uno[^nota].\n\n[^nota]: Nota.",
        "# T\n\nVedi [i tempi](#s-tempi) e [la sede](#s-tempi-2).\n\n## Tempi\n\n## A\n\n### Tempi",
        "Vedi l'articolo 9.",
        "## Art. 1\n\nSalvo l'articolo 9 della legge 241 del 1990.\n\n## Art. 2",
        "## Art. 1\n\nSi applica il decreto. L'articolo 9 prevede altro.\n\n## Art. 2",
        "## Art. 1\n\nSalvo l'articolo 2-bis.\n\n## Art. 2-bis",
        "Come dice il punto 5.4.\n\n6.1 Uno\n\n6.2 Due",
        "Titolo\n=======\n\nTesto",
        "Si procede via via, passo passo, così così.",
        "Il corso dura 10 10 giorni-giorni. Di. Di nuovo l'l'ente",
        "1.  Il corso\n2.  La sede\n\n> -  citazione\n\n    rientro",
        "| a    | b |\n| ---- | - |\n| `x\\|y`  | 2 |",
        "```\nla la  sede [x](https://a\n[^1]\n```",
        "Il codice `di di  [^1] [x](https://a` resta.",
        "Vedi [il sito](https://esempio.it/a_(b)) e [altro](<https://esempio.it/a b> \"titolo\") e [note](vedi sopra).",
        "a | b\n--- | ---\n1 | 2",
        "~~~\nx\n~~~",
        "",
    ],
)  # fmt: skip
def test_what_may_be_right_is_not_told(text: str) -> None:
    assert slips(text) == []


def test_a_finding_knows_its_headings() -> None:
    (found,) = check("# Piano\n\n## Tempi\n\nEntro il il 2027.")
    assert (found.place, found.kind) == (("Piano", "Tempi"), "doubled_word")


def test_a_reference_dangles_once_the_only_point_of_its_kind_is_gone() -> None:
    before = "Come dice il punto 5.2.\n\n5.2 Sede"
    assert slips("Come dice il punto 5.2.\n\nSede", before) == [("dangling_reference", "punto 5.2")]
    assert slips(before, before) == []


def test_two_insertions_that_never_clash_leave_a_number_twice() -> None:
    base = "Regole:\n\n1. prima regola\n2. seconda regola\n\nNote:\n\n[^1]: Prima nota."
    ours = base.replace("2. seconda", "2. regola nuova di alcuni\n3. seconda")
    theirs = base.replace("seconda regola", "seconda regola\n3. regola nuova di altri").replace(
        "Prima nota.", "Prima nota.\n\n[^2]: Seconda nota."
    )
    merged = merge(base, ours, theirs)
    assert not merged.clashes
    assert slips(merged.text, base) == [("duplicate_number", "3.")]


def test_what_the_text_before_had_is_not_told_again_wherever_it_stands_now() -> None:
    before = "# Piano\n\nLa sede è è centrale, presso il comune.\n\nTempi: entro entro dicembre di ogni anno."
    title, first, second = before.split("\n\n")
    after = "\n\n".join(["# Nuovo piano", second, first, "Una riga nuova, con con uno sbaglio."])
    assert slips(after, before) == [("doubled_word", "con con")]
    assert [words for _, words in slips(after)] == ["entro entro", "è è", "con con"]


@given(st.one_of(documents(), UNICODE))
def test_findings_quote_the_text_in_order_and_none_is_new_to_itself(text: str) -> None:
    found = check(text)
    assert all(one.kind in KINDS and text[one.offset : one.end] == one.words for one in found)
    assert [one.offset for one in found] == sorted(one.offset for one in found)
    assert check(text, text) == []


@given(pairs())
def test_what_is_new_is_some_of_what_is_there(both: tuple[str, str]) -> None:
    before, after = both
    assert set(check(after, before)) <= {*check(after), *(f for f in check(after, before) if "reference" in f.kind)}


ODD = ["one letter", "open links", "spaces", "short lines", "quotes", "fences", "table rows", "headings", "backticks"]


@pytest.mark.parametrize("name", [*ODD, "slips"])
def test_hostile_texts_are_checked_in_bounded_time(name: str, floor: float) -> None:  # noqa: F811
    many = "di di  [^1] punto 5.2 [a](https://b [x](#s-a)\n\n5.1 a\n\n" * 4_000
    old, new = (text[: SIZE // 4] for text in HOSTILE.get(name, (many, many.replace("5.1", "5.3"))))
    assert seconds(check, new, old) < 100 * floor + 1
