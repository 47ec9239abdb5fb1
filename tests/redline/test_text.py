# SPDX-License-Identifier: AGPL-3.0-or-later
"""The canonical form: what is cleaned away, what stays."""

import unicodedata

import pytest

from redline import text
from redline.text import MAX_CHARACTERS, TooLong, body, compose, normalise, title


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("perche\u0301", "perché"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x07c\x1bd\te", "abcd\te"),
        ("\ufeffinizio", "inizio"),
        ("\u202eorcam\u202c", "orcam"),
        ("zero\u200bspazio so\u00adspeso", "zerospazio sospeso"),
        ("\U000e0041tag", "tag"),
        ("lone \ud800!", "lone \ufffd!"),
        ("👩\u200d🏫 ❤\ufe0f", "👩\u200d🏫 ❤\ufe0f"),
        ("a\u200db", "ab"),
        ("fine   \n\n\n\n\naltro  ", "fine\n\naltro"),
        ("# Titolo\ntesto", "# Titolo\n\ntesto"),
        ("riga  \nnuova riga", "riga\\\nnuova riga"),
        ("## Titolo  \n\ntesto", "## Titolo\n\ntesto"),
        ("- uno\n- due\n\n\n- tre", "- uno\n- due\n\n- tre"),
        ("\n\n  \n", ""),
    ],
)
def test_a_text_is_brought_into_its_canonical_form(sent: str, kept: str) -> None:
    assert normalise(sent) == kept


def test_fenced_code_keeps_its_lines() -> None:
    code = "```\nprima  \n\n\n\n  dopo\n```"
    assert normalise(f"testo\n\n\n{code}\n\n\naltro") == f"testo\n\n{code}\n\naltro"


def test_a_text_too_long_is_refused_with_both_numbers() -> None:
    normalise("a" * MAX_CHARACTERS)
    with pytest.raises(TooLong, match="200,001.*200,000") as refused:
        normalise("a" * (MAX_CHARACTERS + 1))
    assert (refused.value.length, refused.value.limit) == (MAX_CHARACTERS + 1, MAX_CHARACTERS)


def test_a_title_stays_on_one_line() -> None:
    whole = compose("Piano\n\n# falso  titolo", "## Obiettivo\n\nTesto")
    assert title(whole) == "Piano # falso titolo"
    assert body(whole) == "## Obiettivo\n\nTesto"


def test_a_text_without_a_title_is_all_body() -> None:
    assert (title("#hashtag"), body("#hashtag")) == ("", "#hashtag")
    assert (title(compose("", "")), body(compose("", ""))) == ("", "")


def test_usual_characters_are_canonical_whatever_stands_beside_them() -> None:
    usual = [letter for letter in map(chr, range(0x110000)) if text._USUAL.fullmatch(letter)]
    assert {"a", "è", "’", "–", "€", "\n", "\t"} <= set(usual)
    assert not any(text._STRANGE.match(letter) or unicodedata.combining(letter) for letter in usual)
    assert all(unicodedata.is_normalized("NFC", letter) for letter in usual)
