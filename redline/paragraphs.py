# SPDX-License-Identifier: AGPL-3.0-or-later
r"""The paragraphs of a text, numbered as they stand on its page, and the way from words that were read to their place.

Idea: a paragraph is what a page shows as one: a heading, a paragraph, the words of a list item, a row of a table, a
piece of code. The parser that makes the page tells them and their lines, so they are numbered alike in the text and on
the page. Words are found as readers see them; their place in the Markdown is tried with a mark that no text holds: it
is right when the mark, read back, stands just there and nothing else has changed. Nothing is guessed: words that are
not there, or stand there more than once, are refused. Of a row of a table the whole is taken.
Cost: one pass over the blocks of the text; for some words, a few readings of their paragraph.

>>> text = "# Corso\n\n## Durata\n\nIl corso **dura** trenta giorni. Altri corsi durano di più."
>>> heading, paragraph = paragraphs(text)
>>> start, end = locate(paragraph, "dura trenta")
>>> text[start:end], quote(text, start, end)
('dura** trenta', 'dura trenta')
>>> locate(paragraph, "cors")
Traceback (most recent call last):
redline.paragraphs.Ambiguous: 'cors' stands there 2 times
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from markdown_it.token import Token

from redline import text as texts
from redline.markdown import parser, words_of

CODE, ROW = "code", "row"
_MARK = "\ufdd0"  # no character, so no canonical text has it
_MOST_TRIES = 400


class NotThere(ValueError):
    """The words do not stand in the paragraph."""


class Ambiguous(ValueError):
    """The words stand in the paragraph more than once."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its number on the page, its kind, its words as readers see them, and text[start:end]."""

    number: int
    kind: str
    words: str
    start: int
    end: int
    content: str = field(repr=False)
    lines: tuple[tuple[int, int], ...] = field(repr=False)  # where each line of the content begins: in it, in the text
    links: dict[str, Any] = field(repr=False)  # what the parser knows of the whole text

    def place(self, at: int) -> int:
        """Return where a place of the content stands in the text."""
        start, place = self.lines[bisect_right(self.lines, (at, 1 << 62)) - 1]
        return place + at - start

    def at(self, place: int) -> int:
        """Return where a place of the text stands in the content; in between lines, where the next one begins."""
        ends = [start - 1 for start, _ in self.lines[1:]] + [len(self.content)]
        for (start, begins), end in zip(self.lines, ends, strict=True):
            if place <= begins + end - start:
                return max(start, start + place - begins)
        return len(self.content)

    def read(self, content: str) -> str:
        """Return how the content is read."""
        return content if self.kind == CODE else words_of(content, self.links)


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a canonical text, in the order of its page; the title is none of them."""
    source = texts.body(text)
    tokens: list[Token] = []
    links: dict[str, Any] = {}
    engine = parser()
    engine.block.parse(source, engine, links, tokens)
    lines = _Lines(source.split("\n"), len(text) - len(source))
    return [_paragraph(number, kind, own, lines, links) for number, (kind, own) in enumerate(_leaves(tokens))]


def locate(paragraph: Paragraph, words: str, which: int | None = None) -> tuple[int, int]:
    """Return where words of a paragraph stand in the text; `which` counts from 0 where they stand there often.

    Raises NotThere, and Ambiguous where it is not said which.
    """
    wanted = " ".join(words.split())
    places = list(_occurrences(paragraph.words, wanted)) if wanted else []
    if not places or which is not None and which >= len(places):
        raise NotThere(f"{wanted!r} does not stand there")
    if which is None and len(places) > 1:
        raise Ambiguous(f"{wanted!r} stands there {len(places)} times")
    if paragraph.kind == ROW or wanted == paragraph.words:
        return paragraph.start, paragraph.end
    first = _letters(paragraph.words[: places[which or 0]])
    return _placed(paragraph, first, first + _letters(wanted))


def around(found: Sequence[Paragraph], start: int, end: int) -> list[Paragraph]:
    """Return the paragraphs that a stretch of the text touches."""
    return [paragraph for paragraph in found if paragraph.start < end and start < paragraph.end]


def quote(text: str, start: int, end: int, known: Sequence[Paragraph] | None = None) -> str:
    """Return the words that readers see of text[start:end]; where marks are cut through, the text as it stands."""
    touched = around(paragraphs(text) if known is None else known, start, end)
    return " ".join(_seen(paragraph, text, start, end) for paragraph in touched) or " ".join(text[start:end].split())


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield kind and contents of every paragraph."""
    for number, token in enumerate(tokens):
        if token.type in ("fence", "code_block"):
            yield CODE, [token]
        elif token.type == "heading_open" or token.type == "paragraph_open" and _is_seen(tokens, number):
            yield token.type.removesuffix("_open"), [tokens[number + 1]]
        elif token.type == "tr_open":
            end = next(i for i in range(number, len(tokens)) if tokens[i].type == "tr_close")
            yield ROW, [inner for inner in tokens[number:end] if inner.type == "inline"]


def _is_seen(tokens: Sequence[Token], number: int) -> bool:
    """Say whether a paragraph has an element on the page; the first of a tight list item has that of the item."""
    return not tokens[number].hidden or tokens[number - 1].type == "list_item_open"


class _Lines:
    """The lines of a text, and where each begins."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines = lines
        self.starts = list(accumulate((len(line) + 1 for line in lines), initial=start))

    def begins(self, number: int, words: str) -> int:
        """Return where words that end a line begin in the text: before them stand marks of items and quotes."""
        return self.starts[number] + max(0, self.lines[number].rfind(words) if words else 0)


def _paragraph(number: int, kind: str, own: list[Token], lines: _Lines, links: dict[str, Any]) -> Paragraph:
    first, last = own[0].map or [0, 0]
    start, end = lines.starts[first], lines.starts[last] - 1
    content, begins = "", [(0, start)]
    if kind != ROW:
        content, at = own[0].content.rstrip("\n"), 0
        begins.clear()
        for line, words in enumerate(content.split("\n"), first + (own[0].type == "fence")):
            begins.append((at, lines.begins(line, words)))
            at += len(words) + 1
        start, end = begins[0][1], begins[-1][1] + len(content) - begins[-1][0]
    seen = " ".join(" ".join(_words(token, links) for token in own).split())
    return Paragraph(number, kind, seen, start, end, content, tuple(begins), links)


def _words(token: Token, links: dict[str, Any]) -> str:
    return words_of(token.content, links) if token.type == "inline" else token.content


def _occurrences(words: str, wanted: str) -> Iterator[int]:
    at = words.find(wanted)
    while at >= 0:
        yield at
        at = words.find(wanted, at + 1)


def _letters(words: str) -> int:
    """Count what is no white space: it is the same in the Markdown, on the page and in what was selected."""
    return len("".join(words.split()))


def _placed(paragraph: Paragraph, first: int, last: int) -> tuple[int, int]:
    """Return where the letters from `first` up to `last` of a paragraph stand in the text."""
    letter = "".join(paragraph.read(paragraph.content).split())[first]
    start = _tried(paragraph, 0, first, letter + "&\\")
    end = _tried(paragraph, start + 1, last)
    return paragraph.place(start), paragraph.place(end - 1) + 1


def _tried(paragraph: Paragraph, at: int, letters: int, before: str = "") -> int:
    """Return the first place of the content, from `at` on, behind which so many letters are read.

    `before` holds the characters of which one must follow. No character is read as more than one letter, so what is
    missing can be leapt over. Raises NotThere.
    """
    content, read = paragraph.content, "".join(paragraph.read(paragraph.content).split())
    for _ in range(_MOST_TRIES):
        head, mark, tail = paragraph.read(content[:at] + _MARK + content[at:]).partition(_MARK)
        whole = mark and "".join((head + tail).split()) == read
        missing = letters - _letters(head) if whole else 1
        if whole and missing == 0 and (not before or content[at : at + 1] in before):
            return at
        at += max(1, missing)
        if at > len(content):
            break
    raise NotThere("the words stand between marks that cannot be told apart")


def _seen(paragraph: Paragraph, text: str, start: int, end: int) -> str:
    """Return what readers see of a paragraph between two places of the text."""
    if start <= paragraph.start and paragraph.end <= end or paragraph.kind == ROW:
        return paragraph.words
    first, last = paragraph.at(max(start, paragraph.start)), paragraph.at(min(end, paragraph.end))
    content = paragraph.content
    read = paragraph.read(content[:first] + _MARK + content[first:last] + _MARK + content[last:])
    pieces = read.split(_MARK)
    if len(pieces) == 3 and " ".join("".join(pieces).split()) == paragraph.words:
        return " ".join(pieces[1].split())
    return " ".join(text[max(start, paragraph.start) : min(end, paragraph.end)].split())
