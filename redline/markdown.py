# SPDX-License-Identifier: AGPL-3.0-or-later
"""Render people's Markdown as safe HTML, and as plain text for search and excerpts.

CommonMark with tables and strikethrough; raw HTML is shown as text, pictures as links. Whatever the parser makes of it
goes through `clean`.

Idea: a text falls into chunks at borders where CommonMark begins anew whatever stood before, and the last chunks are
remembered: a new version costs what changed in it. Only the number of a repeated heading depends on other chunks.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from redline.clean import clean_pieces

_SHORT = 4_000  # characters of a chunk that is remembered
# One line that begins with a letter and holds nothing that Markdown or HTML reads as more than itself is a paragraph.
# The parser, as a test asks, says the same, and takes fourteen times as long.
_PLAIN = re.compile(r"[^\W\d_](?:[\w '’“”«»(),.;:?%/€°–—-]*[\w'’“”«»(),.;:?%/€°–—-])?")
_ALIGNED = {"text-align:left": "text-start", "text-align:center": "text-center", "text-align:right": "text-end"}

# What stands at the margin after a blank line, and begins no item, continues no list, quote, table or indented code.
_BORDER = re.compile(r"\n\n(?=\S)(?![-*+](?:\s|$)|\d{1,9}[.)])")
_FENCES = ("```", "~~~")  # a fence goes on over blank lines: all from the first one on is one chunk
_DEFINITION = "]:"  # the whole text knows the links it defines: it is one chunk


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What a stretch of text becomes: HTML, not clean yet, block by block; plain words; stems and ids of headings."""

    blocks: tuple[str, ...]
    plain: str
    stems: tuple[str, ...]
    ids: tuple[str, ...]


@cache
def parser() -> MarkdownIt:
    """Return the parser with the one set of rules for people's text; parsing keeps its state outside of it."""
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def render(text: str, shift: int = 0) -> str:
    """Return safe HTML of a text. Headings go down by `shift` levels, never stand above h2, and have ids for links.

    Callers that show the title themselves leave it out (`redline.text.body`).
    """
    used: Counter[str] = Counter()
    found: list[str] = []
    for source in _chunks(text):
        chunk = _chunk(source, shift)
        ids = _free(chunk.stems, used)
        found += chunk.blocks if ids == chunk.ids else _chunk(source, shift, ids).blocks
    return clean_pieces(found)


def plain(text: str) -> str:
    """Return the words of a text without any markup, one block a line."""
    return "\n".join(words for source in _chunks(text) if (words := _chunk(source).plain))


def _chunks(text: str) -> list[str]:
    """Return the stretches of a text that can each be rendered by itself."""
    if _DEFINITION in text:
        return [text]
    fence = min((place for mark in _FENCES if (place := text.find(mark)) >= 0), default=None)
    end = len(text) if fence is None else text.rfind("\n\n", 0, fence) + 1
    chunks = _BORDER.split(text[:end])
    chunks[-1] += text[end:]
    return chunks


def _chunk(source: str, shift: int = 0, ids: tuple[str, ...] | None = None) -> _Chunk:
    """Render a chunk: short ones, which most are the same from one version to the next, are rendered once."""
    return (_rendered_once if len(source) <= _SHORT else _rendered)(source, shift, ids)


def _rendered(source: str, shift: int, ids: tuple[str, ...] | None) -> _Chunk:
    """Render a chunk; its headings take the given ids or, without any, those that they have where it stands alone."""
    if _PLAIN.fullmatch(source) and "_" not in source:
        return _Chunk((f"<p>{source}</p>\n",), source, (), ())
    engine = parser()
    tokens = engine.parse(source)
    stems = tuple(_stem(_words(after)) for token, after in pairwise(tokens) if token.type == "heading_open")
    ids = _free(stems, Counter()) if ids is None else ids
    _prepare(tokens, shift, ids)
    blocks = tuple(engine.renderer.render(block, engine.options, {}) for block in _top_blocks(tokens))
    return _Chunk(blocks, _plain(tokens), stems, ids)


_rendered_once = lru_cache(maxsize=2048)(_rendered)


def _top_blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block that stands in no other; each renders to HTML that is whole by itself."""
    start = depth = 0
    for place, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            yield tokens[start:place]
            start = place


def _prepare(tokens: list[Token], shift: int, ids: tuple[str, ...]) -> None:
    """Set levels and ids of headings, and alignment of cells as classes instead of styles."""
    free = iter(ids)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1]) + shift))}"
        if token.type == "heading_open":
            token.attrSet("id", next(free))
        style = token.attrs.pop("style", None)
        if style in _ALIGNED:
            token.attrSet("class", _ALIGNED[style])


def _stem(words: str) -> str:
    """Return the id of a heading as it is where no other has the same: stable as long as its words are."""
    bare = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "s-" + (re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "titolo")


def _free(stems: tuple[str, ...], used: Counter[str]) -> tuple[str, ...]:
    """Return an id for each stem, numbered where it is in use, and note it there.

    `used` holds each id given and, under its stem, the last number tried: equal headings cost no search.
    """
    found = []
    for stem in stems:
        name = stem
        while name in used:
            used[stem] += 1
            name = f"{stem}-{used[stem]}"
        used[name] += 1
        found.append(name)
    return tuple(found)


def _plain(tokens: list[Token]) -> str:
    """Return the words of all blocks, one block a line."""
    lines = (_words(token).strip() for token in tokens if token.type in ("inline", "fence", "code_block"))
    return "\n".join(line for line in lines if line)


def words_of(content: str, links: dict[str, Any]) -> str:
    """Return the words of inline Markdown as readers see them; `links` is what the parser knows of the whole text."""
    return "".join(map(_words, parser().parseInline(content, links)))


def _words(token: Token) -> str:
    """Return the words of a block's content."""
    if token.children is None:
        return token.content
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in token.children)
