# SPDX-License-Identifier: AGPL-3.0-or-later
"""Differences as pages show them: on the rendered text, readable by ear, complete on both sides."""

import re

from hypothesis import example, given

from redline.show import Spoken, inline, passage, side_by_side
from redline.text import normalise
from tests.redline.html import assert_safe, read, words
from tests.redline.strategies import pairs

OLD = "## Tempi\n\nIl corso dura trenta giorni.\n\n- uno\n- due\n\n| Ente | Ore |\n|---|---|\n| ACI | 3 |"


def bare(html: str) -> str:
    """The HTML without spoken words."""
    return re.sub(r'<span class="visually-hidden">[^<]*</span>', "", html)


def test_words_are_marked_inside_the_rendered_text() -> None:
    html = bare(inline(OLD, OLD.replace("trenta", "**quaranta**")))
    assert "Il corso dura <del>trenta</del><ins><strong>quaranta</strong></ins> giorni." in html
    assert "**" not in html


def test_marks_are_spoken_and_can_be_translated() -> None:
    new = OLD.replace("trenta", "40")
    assert "inizio testo tolto trenta fine testo tolto inizio aggiunta 40 fine aggiunta" in words(inline(OLD, new))
    assert "begin & insertion" in words(inline(OLD, new, Spoken(insert_start="begin & insertion")))


def test_a_change_of_format_keeps_the_words_and_says_so() -> None:
    html = inline(OLD, OLD.replace("trenta", "**trenta**"))
    assert "<del>" not in html
    assert '<span class="redline-format">' in html
    assert "<strong>trenta</strong>" in html


def test_a_heading_that_becomes_another_level_says_so() -> None:
    assert "redline-format" in inline("## Tempi", "### Tempi")


def test_a_list_number_that_changed_is_marked() -> None:
    assert "<del>2.</del><ins>3.</ins>" in bare(inline("1. uno\n2. due", "1. uno\n3. due"))


def test_a_cell_that_changed_is_marked_alone() -> None:
    html = bare(inline(OLD, OLD.replace("| 3 |", "| 4 |")))
    assert "<td>ACI</td><td><del>3</del><ins>4</ins></td>" in html


def test_a_moved_block_says_where_it_went() -> None:
    paragraph = "Un paragrafo lungo abbastanza da essere riconosciuto altrove."
    html = inline(f"{paragraph}\n\nA\n\nB", f"A\n\nB\n\n{paragraph}")
    assert "Spostato altrove:" in html
    assert "Spostato qui:" in html


def test_invisible_characters_that_changed_are_named() -> None:
    html = inline("dieci euro", "dieci\u00a0euro")
    assert "U+00A0" in html
    assert "␣" in inline("a b", "a  b") + inline("ab", "a b")


def test_letters_of_another_alphabet_that_pass_for_latin_ones_are_named() -> None:
    html = inline("il comune decide", "il comun\u0435 decide")
    assert "comun\u0435" in html
    assert "U+0435 lettera di un altro alfabeto" in words(html)
    greek = "la λόγος e il микро"
    assert "redline-badge" not in inline("la parola", greek) + inline("il comune", "il comùne")


def test_a_number_that_only_follows_another_item_is_no_difference() -> None:
    html = bare(inline("1. uno\n2. due", "1. zero\n2. uno\n3. due"))
    assert html.count("<ins>") == 1
    assert "<del>" not in html
    assert '<span class="redline-number">3.</span> due' in html
    assert html.count("redline-inserted") == 1
    assert "redline-edited" not in html


def test_code_is_shown_line_by_line_without_fences() -> None:
    html = bare(inline("```\nuno <b>\n```", "```\ndue <b>\n```"))
    assert "<pre" in html
    assert "<del>uno</del><ins>due</ins> &lt;b&gt;" in html
    assert "```" not in html


def test_side_by_side_is_a_table_with_headers_and_labels() -> None:
    html = side_by_side(OLD, OLD.replace("trenta", "quaranta"))
    tags = read(html)
    assert tags.count(("th", "scope=col")) == 2
    assert ("td", "data-label=Testo nuovo") in tags
    left, right = bare(html).split("Il corso dura ")[1:3]
    assert left.startswith("<del>trenta</del> giorni")
    assert right.startswith("<ins>quaranta</ins> giorni")


def test_equal_texts_show_no_marks() -> None:
    html = inline(OLD, OLD) + side_by_side(OLD, OLD)
    assert not re.search(r"<ins|<del|redline-(edited|format|inserted|deleted)", html)


@given(pairs())
@example(("1. il", "- il\n\n- il"))
def test_no_words_are_missing_and_all_is_safe(both: tuple[str, str]) -> None:
    old, new = map(normalise, both)
    page = inline(old, new)
    assert_safe(page)
    assert_safe(side_by_side(old, new))
    shown = set(re.findall(r"\w+", words(page)))
    plain = re.sub(r"\]\(https://a\.it\)|```", " ", old + "\n" + new)
    assert set(re.findall(r"\w+", plain)) <= shown


@given(pairs())
def test_every_difference_shows(both: tuple[str, str]) -> None:
    old, new = map(normalise, both)
    if old != new:
        assert re.search(r"<ins>|<del>|redline-(edited|format|moved|inserted|deleted)", inline(old, new))


def test_a_passage_is_shown_with_whatever_differs_and_nothing_else() -> None:
    old = "# Orti\n\nUno.\n\n- due\n- tre\n- quattro\n\nFine."
    new = old.replace("tre", "sei").replace("Fine.", "Fine.\n\nAnzi no.")
    assert passage(old, old, old.index("tre"), old.index("tre") + 3).count("<li") == 1
    shown = passage(old, new, old.index("due"), old.index("due") + 3)
    assert [words in shown for words in ("Uno", "due", "tre", "sei", "quattro", "Fine", "Anzi no")] == [
        False, True, True, True, False, False, True
    ]  # fmt: skip


@given(pairs())
def test_the_passage_of_a_whole_text_is_the_whole_difference(pair: tuple[str, str]) -> None:
    old, new = pair
    assert passage(old, new, 0, len(old)) == inline(old, new)


LONG = "# Corso\n\n## Dove\n\nA Roma.\n\n## Tempi\n\nPrima riga.\n\nDura trenta giorni.\n\n## Costi\n\nÈ gratuito."


def test_only_what_differs_is_shown_under_its_heading_and_every_gap_is_told() -> None:
    html = bare(inline(LONG, LONG.replace("trenta", "dieci"), only=True))
    assert words(html) == "Testo uguale Tempi Testo uguale Dura trenta dieci giorni. Testo uguale"
    side = side_by_side(LONG, LONG.replace("trenta", "dieci"), only=True)
    assert side.count("Testo uguale") == 3 and "Roma" not in side and "gratuito" not in side


@given(pairs())
def test_what_differs_is_the_same_where_the_rest_is_left_out(pair: tuple[str, str]) -> None:
    old, new = pair
    assert _marks(inline(old, new, only=True)) == _marks(inline(old, new))


def _marks(html: str) -> list[str]:
    """Return what is marked as put in or taken out."""
    return re.findall(r"<(?:ins|del)>.*?</(?:ins|del)>", html, re.DOTALL)
