# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of one Markdown block as a reader sees them, with the formatting each stretch carries.

Differences are shown on these, not on the Markdown source: a reader sees a word turn bold, not two asterisks appear.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from markdown_it.token import Token
from markupsafe import escape

from redline import blocks
from redline.badges import deceives
from redline.clean import link_attributes
from redline.escaping import escaped
from redline.markdown import parser
from redline.pieces import Pieces, pieces_of

_MARKER = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9}[.)]))(?:[ \t]+|$)")
_QUOTE = re.compile(r"^ {0,3}>[ ]?", re.MULTILINE)
_CELL = re.compile(r"(?<!\\)\|")
_FORMATTED = re.compile(r"[\\`*_~\[\]<>&\n]")
_SHORT = 1_000  # characters of a block whose words are remembered
_TAGS = {"strong": "strong", "em": "em", "s": "s", "code": "code"}

Marks = tuple[str, ...]


@dataclass(frozen=True)
class Rich:
    """Plain text, and its stretches of one formatting as (end, marks)."""

    text: str
    runs: tuple[tuple[int, Marks], ...]

    @cached_property
    def pieces(self) -> Pieces:
        """The text in words."""
        return pieces_of(self.text)

    @cached_property
    def simple(self) -> bool:
        """Whether all that can be said of the words is that they came or went."""
        return not any(marks for _, marks in self.runs) and not deceives(self.text)

    def slice(self, start: int, end: int) -> list[tuple[str, Marks]]:
        """Return text[start:end] as (text, marks) pieces."""
        found, place = [], 0
        for run_end, marks in self.runs:
            first, last = max(start, place), min(end, run_end)
            if first < last:
                found.append((self.text[first:last], marks))
            place = run_end
        return found


def inline(source: str) -> Rich:
    """Return the words of inline Markdown; short ones are remembered."""
    return (_inline_once if len(source) <= _SHORT else _inline)(source)


def _inline(source: str) -> Rich:
    if not _FORMATTED.search(source):
        return Rich(source, ((len(source), ()),))
    tokens = parser().parseInline(source)
    return _rich(_pieces(tokens[0].children or []) if tokens else [])


_inline_once = lru_cache(maxsize=1024)(_inline)


def code(source: str) -> Rich:
    """Return the lines of fenced code without its fences; a language named beside the first is a line of its own."""
    first, _, inner = source.partition("\n")
    before, _, last = inner.rpartition("\n")
    if last.strip(" \t") and not last.strip(" \t`~"):
        inner = before
    language = first.strip(" \t`~")
    return _rich([(f"{language}\n{inner}" if language else inner, ())])


def _rich(pieces: list[tuple[str, Marks]]) -> Rich:
    text, runs = "", []
    for words, marks in pieces:
        text += words
        runs.append((len(text), marks))
    return Rich(text, tuple(runs))


def _pieces(children: list[Token]) -> list[tuple[str, Marks]]:
    """Walk inline tokens and keep which marks are open; a link's mark is "a " and its address."""
    found: list[tuple[str, Marks]] = []
    stack: Marks = ()
    for token in children:
        if token.nesting > 0:
            stack = (*stack, f"a {token.attrs.get('href', '')}" if token.tag == "a" else token.tag)
        elif token.nesting < 0:
            stack = stack[:-1]
        elif token.type == "code_inline":
            found.append((token.content, (*stack, "code")))
        else:
            found.append(({"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content), stack))
    return [piece for piece in found if piece[0]]


def same_marks(old: Rich, new: Rich, start: int, place: int, length: int) -> list[tuple[str, Marks, bool]]:
    """Return a kept stretch as pieces of the new text, each with whether it was formatted the same before."""
    before, after = _borders(old, start, length), _borders(new, place, length)
    cuts = sorted({0, length, *before, *after})
    found = []
    for first, last in pairwise(cuts):
        words, marks = new.slice(place + first, place + last)[0]
        found.append((words, marks, old.slice(start + first, start + last)[0][1] == marks))
    return found


def _borders(rich: Rich, start: int, length: int) -> list[int]:
    return [end - start for end, _ in rich.runs if 0 < end - start < length]


def html(words: str, marks: Marks, shown: str = "") -> str:
    """Return escaped words inside the tags of their marks; `shown` is safe HTML to stand for them."""
    inner = shown or escaped(words)
    for mark in reversed(marks):
        inner = _tagged(mark, inner)
    return inner


def _tagged(mark: str, inner: str) -> str:
    if mark in _TAGS:
        return f"<{mark}>{inner}</{mark}>"
    attributes = link_attributes(mark.removeprefix("a "))
    if not attributes:
        return inner
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<a{written}>{inner}</a>"


def words_of(block: blocks.Block) -> Rich:
    """Return the words of a block without the marks of its kind."""
    return code(block.content) if block.kind == blocks.CODE else inline(_bare(block))


def _bare(block: blocks.Block) -> str:
    if block.kind == blocks.HEADING:
        return blocks.heading_text(block.content)
    if block.kind == blocks.ITEM:
        return _MARKER.sub("", block.content, count=1)
    return _QUOTE.sub("", block.content) if block.kind == blocks.QUOTE else block.content.strip()


def number(item: str) -> str:
    """Return the number of an ordered list item as written ("3."), or "" for a bullet."""
    marker = _MARKER.match(item)
    return (marker[1] or "") if marker else ""


def cells(row: str) -> list[Rich]:
    """Return the cells of a table row."""
    bare = row.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [inline(cell.strip().replace("\\|", "|")) for cell in _CELL.split(bare)]
