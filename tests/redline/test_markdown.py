# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rendering people's Markdown: what it allows, what it never lets through."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redline import markdown
from redline.clean import _PLAIN, clean
from redline.markdown import plain, render
from redline.show import inline, side_by_side
from tests.redline.html import assert_safe, read, words
from tests.redline.strategies import UNICODE, documents

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "xss_dompurify.json"

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[clic](javascript:alert(1))",
    "[clic](JaVaScRiPt:alert(1))",
    "[clic](data:text/html;base64,PHNjcmlwdD4=)",
    "[clic](vbscript:x)",
    "[clic](//esempio.invalid/x)",
    "[clic](/\\esempio.invalid)",
    "[clic](https:/\\esempio.invalid)",
    "[clic](<java&#x0A;script:alert(1)>)",
    "[clic](&#106;avascript:alert(1))",
    '[clic](https://a.it "\\" onmouseover=alert(1) x=\\"")',
    "<https://a.it/\"onclick=alert(1)>",
    "![x](https://a.it/traccia.png)",
    '<a href="javascript:alert(1)">x</a>',
    "<svg><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<p style=position:fixed>x</p>",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>`",
    "| a |\n|:-:|\n| <iframe src=x> |",
    "# <b onclick=x>\n\n## \"><script>",
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a]: javascript:alert(1)\n\n[a]",
    "1. <style>*{}</style>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_payload_survives_anywhere_text_is_shown(text: str) -> None:
    for html in (render(text), clean(text), inline("prima", text), inline(text, "dopo")):
        assert_safe(html)
    assert_safe(side_by_side(text, "x " + text))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published payloads are not part of the project")
def test_no_published_payload_survives() -> None:
    for text in json.loads(PUBLISHED.read_text()):
        payload = text if isinstance(text, str) else text["payload"]
        for html in (render(payload), clean(payload), inline("prima", payload), side_by_side(payload, "dopo")):
            assert_safe(html)


@given(UNICODE)
def test_whatever_is_typed_renders_safely(text: str) -> None:
    assert_safe(render(text.replace("\x00", "").encode("utf-8", "replace").decode()))


@given(documents())
def test_whatever_document_is_written_renders_safely(text: str) -> None:
    assert_safe(render(text))


def test_markdown_is_rendered_with_tables_lists_and_links() -> None:
    html = render("## Tempi\n\n| Ente | Ore |\n|:--|--:|\n| **ACI** | ~~3~~ |\n\n3. tre\n   - sotto\n\n> citato")
    tags = [piece[0] for piece in read(html)]
    assert {"h2", "table", "th", "td", "strong", "s", "ol", "ul", "li", "blockquote"} <= set(tags)
    assert ("ol", "start=3") in read(html)
    assert ("td", "class=text-end") in read(html)


def test_links_to_other_sites_say_what_they_are() -> None:
    assert 'rel="nofollow ugc noopener"' in render("[a](https://esempio.it)")
    assert "rel=" not in render("[a](/proposals/1) [b](#s-tempi) [c](mailto:a@ente.it)")


def test_a_forbidden_link_keeps_its_words() -> None:
    assert words(render("prima [clic](//esempio.invalid) dopo")) == "prima clic dopo"


def test_headings_have_anchors_of_their_own_and_never_stand_above_the_second_level() -> None:
    html = render("# Città\n\n## Tempi\n\n## Tempi\n\n###### fondo\n\n## !!!")
    headings = [piece for piece in read(html) if piece[0].startswith("h")]
    assert headings == [
        ("h2", "id=s-citta"), ("h2", "id=s-tempi"), ("h2", "id=s-tempi-2"), ("h6", "id=s-fondo"), ("h2", "id=s-titolo")
    ]  # fmt: skip


def test_headings_are_shifted_on_request() -> None:
    assert "<h4" in render("## Tempi", shift=2)
    assert "<h6" in render("##### Tempi", shift=4)


def test_plain_text_has_the_words_and_no_marks() -> None:
    text = "## Tempi\n\nIl *corso* [dura](https://a.it)\ndieci `ore`.\n\n- **uno**\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert plain(text) == "Tempi\nIl corso dura dieci ore.\nuno\na\nb\n1\n2"


def test_texts_rendered_at_once_do_not_mix() -> None:
    texts = [f"## Titolo {n}\n\n[sito {n}](https://esempio.it/{n}) **{n}** <b>{n}</b>" for n in range(40)]
    expected = [render(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(render, texts * 3)) == expected * 3


SIGNS = "aèZ 0'’“”«»(),.;:?%/€°–—-_*`#<&!\"\n"


@given(st.text(st.sampled_from(SIGNS), max_size=12))
def test_the_parser_makes_the_same_of_what_is_rendered_without_it(words: str) -> None:
    if markdown._PLAIN.fullmatch(words) and "_" not in words:
        chunk = markdown._rendered(words, 0, None)
        assert chunk.blocks == (markdown.parser().render(words),) and chunk.plain == words


def test_a_paragraph_of_plain_words_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "parser", None)
    words = "Il corso dell’ente dura «trenta» giorni (al più): 50% – ed è gratuito, n. 3/2026."
    assert markdown._rendered(words, 0, None).blocks == (f"<p>{words}</p>\n",)


PLAIN = [letter for letter in map(chr, range(0x2200)) if _PLAIN.fullmatch(f"<p>{letter}</p>\n")]


def test_what_counts_as_plain_has_no_sign_of_markup() -> None:
    assert not {"<", ">", "&", "\r", "\0", "\u2028"} & set(PLAIN) and "à" in PLAIN


@given(st.text(st.sampled_from(PLAIN)))
def test_bleach_gives_a_plain_paragraph_back_as_it_is(words: str) -> None:
    paragraph = f"<p>{words}</p>\n"
    assert clean(paragraph) == paragraph


def test_bleach_gives_every_plain_sign_back_as_it_is() -> None:
    paragraph = f"<p>{''.join(PLAIN)}</p>\n"
    assert clean(paragraph) == paragraph
