# SPDX-License-Identifier: AGPL-3.0-or-later
"""Render people's Markdown as safe HTML, and as plain text for search and excerpts.

CommonMark with tables and strikethrough; raw HTML is shown as text, pictures as links. Whatever the parser makes of it
goes through `clean`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from redline.clean import clean

_SHORT = 4_000  # characters of a block whose cleaned form is remembered: at most 16 MB in all
_MANY = 1_000  # blocks: beyond, cleaning each by itself costs more than cleaning all at once
_ALIGNED = {"text-align:left": "text-start", "text-align:center": "text-center", "text-align:right": "text-end"}


@cache
def parser() -> MarkdownIt:
    """Return the parser with the one set of rules for people's text; parsing keeps its state outside of it."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def render(text: str, shift: int = 0) -> str:
    """Return safe HTML of a text. Headings go down by `shift` levels, never stand above h2, and have ids for links.

    Callers that show the title themselves leave it out (`redline.text.body`).
    """
    engine = parser()
    tokens = engine.parse(text)
    _prepare(tokens, shift)
    blocks = [engine.renderer.render(block, engine.options, {}) for block in _top_blocks(tokens)]
    return "".join(map(_clean_block, blocks)) if len(blocks) <= _MANY else clean("".join(blocks))


def _clean_block(html: str) -> str:
    """Clean one block: short ones, which most are the same from one version to the next, are cleaned once."""
    return _cleaned_once(html) if len(html) <= _SHORT else clean(html)


@lru_cache(maxsize=2048)
def _cleaned_once(html: str) -> str:
    return clean(html)


def _top_blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block that stands in no other; each renders to HTML that is whole by itself."""
    start = depth = 0
    for place, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            yield tokens[start:place]
            start = place


def _prepare(tokens: list[Token], shift: int) -> None:
    """Set levels and ids of headings, and alignment of cells as classes instead of styles."""
    used: Counter[str] = Counter()
    for number, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1]) + shift))}"
        if token.type == "heading_open":
            token.attrSet("id", _anchor(_words(tokens[number + 1]), used))
        style = token.attrs.pop("style", None)
        if style in _ALIGNED:
            token.attrSet("class", _ALIGNED[style])


def _anchor(words: str, used: Counter[str]) -> str:
    """Return an id for a heading: stable as long as its words are, numbered where they repeat.

    `used` holds each id given and, under its stem, the last number tried: equal headings cost no search.
    """
    bare = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    stem = "s-" + (re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "titolo")
    name = stem
    while name in used:
        used[stem] += 1
        name = f"{stem}-{used[stem]}"
    used[name] += 1
    return name


def plain(text: str) -> str:
    """Return the words of a text without any markup, one block a line."""
    lines = [_words(token).strip() for token in parser().parse(text) if token.type in ("inline", "fence", "code_block")]
    return "\n".join(line for line in lines if line)


def _words(token: Token) -> str:
    """Return the words of a block's content."""
    if token.children is None:
        return token.content
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children)
