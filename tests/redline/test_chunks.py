# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rendering chunk by chunk gives what rendering the whole text gives, and a new version costs what changed."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.token import Token

from redline import clean as cleaning
from redline import markdown
from redline.clean import clean, clean_pieces
from redline.markdown import parser, plain, render
from tests.redline.strategies import UNICODE, documents

LINES = [
    *("parola", "seconda parola", "**grassetto** e [a](https://a.it)", "a | b", "a\\", "a  ", "*a", "-a", "1.a", "#a"),
    *("# Tempi", "## Tempi", "## Tempi", "## Tempi 2", "---", "===", "***", "* * *", "> ## Tempi", "- # Tempi"),
    *("- uno", "  due", "   tre", "* x", "+ x", "-", "1. uno", "2) due", "10. x", "> citato", ">", "> - a", "- > b"),
    *("    codice", "\tcodice", "  - sotto", "```", "~~~", "- ```", "  ```", "> ~~~", "`a", "~~a", "[a](", "b)"),
    *("| a | b |", "|---|:-:|", "| 1 | 2 |", "--- | ---", "<div>", "</div>", "<!-- x", "-->", "<a", "href>"),
    *("[a <https://a.it> b](https://b.it)", "*a **b* c**", "a\ufdd0b", "&#xfdd0;", "[a](#\ufdd0)"),
    *("[sito]", "[sito]: https://a.it", "[^1]: nota", "&amp; <b>", " ", "\t", "\x0b", "\x1c", "\r", "\x00", "\u00a0x"),
]
NASTY = st.lists(st.sampled_from(LINES) | st.sampled_from(["", "", "\n"]), max_size=14).map("\n".join)


def whole(text: str, shift: int = 0) -> str:
    """Render the whole text at once: what rendering by chunks must give."""
    tokens = parser().parse(text)
    used: Counter[str] = Counter()
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1]) + shift))}"
        if token.type == "heading_open":
            token.attrSet("id", _first_free(tokens[number + 1], used))
        if style := token.attrs.pop("style", None):
            token.attrSet("class", {"left": "text-start", "right": "text-end"}.get(str(style)[11:], "text-center"))
    return clean(str(parser().renderer.render(tokens, parser().options, {})))


def _first_free(heading: Token, used: Counter[str]) -> str:
    name = stem = markdown._stem(markdown._words(heading))
    while name in used:
        used[stem] += 1
        name = f"{stem}-{used[stem]}"
    used[name] += 1
    return name


@given(documents(12) | NASTY | UNICODE, st.sampled_from([0, 2]))
@example("- uno\n\n- due\n\nfine\n\n    codice\n\n\n    codice", 0)
@example("- ```\n\nfuori\n\n```\na\n\n# b\n```\n\n# c", 0)
@example("    a\n|\n\n    a\n\n\n\n    a\n```\n    a\n", 0)
@example("# Tempi\n\n## Tempi 2\n\n# Tempi\n\n> # Tempi\n\n# Tempi", 0)
@example("[sito]\n\naltro\n\n[sito]: https://a.it", 0)
def test_chunks_together_are_the_whole_text(text: str, shift: int) -> None:
    assert render(text, shift) == whole(text, shift)


@given(documents(12) | NASTY | UNICODE)
def test_plain_words_of_chunks_are_those_of_the_whole_text(text: str) -> None:
    assert plain(text) == markdown._plain(parser().parse(text))


@pytest.mark.parametrize("opening", ["", "- a\n- b\n\n", "| a | b |\n|---|---|\n| 1 | 2 |\n\n"])
def test_a_change_of_one_paragraph_renders_one_paragraph(opening: str) -> None:
    text = opening + "\n\n".join(f"## Parte {n}\n\nIl paragrafo numero {n} di {len(opening)}." for n in range(40))
    render(text)
    before = markdown._rendered_once.cache_info().misses
    render(text.replace("numero 7 ", "numero sette "))
    assert markdown._rendered_once.cache_info().misses == before + 1


@given(st.lists(st.sampled_from(LINES).map(lambda line: whole(line) or "<p></p>\n"), max_size=6))
def test_pieces_cleaned_together_are_pieces_cleaned_each_by_itself(pieces: list[str]) -> None:
    assert clean_pieces(pieces) == "".join(map(clean, pieces))
    assert clean_pieces(pieces) == "".join(map(clean, pieces)), "now they are remembered"


def test_a_piece_that_holds_the_border_is_cleaned_all_the_same() -> None:
    assert clean_pieces(["<p>a\ufdd0b</p>", "<p>c</p>"]) == clean("<p>a\ufdd0b</p><p>c</p>")


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "_MOST", 10)
    for number in range(25):
        clean_pieces([f"<p>{number}</p>"])
    assert len(cleaning._seen) <= 10


def test_no_chunk_longer_than_the_limit_is_remembered() -> None:
    before = markdown._rendered_once.cache_info().currsize
    render("parola " * 1000)
    assert markdown._rendered_once.cache_info().currsize == before
