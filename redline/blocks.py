# SPDX-License-Identifier: AGPL-3.0-or-later
"""Split Markdown into blocks: headings, paragraphs, list items, table rows, quotes, fenced code.

Idea: a scan line by line, not a parser: a block is what people take for one unit of a text, and the pieces must join to
the very same text, which no Markdown parser promises. Cost: one pass.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

HEADING, PARAGRAPH, ITEM, ROW, QUOTE, CODE, RULE = "heading", "paragraph", "item", "row", "quote", "code", "rule"

_STARTS = (
    (HEADING, re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")),
    (RULE, re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")),
    (ITEM, re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")),
    (ROW, re.compile(r" {0,3}\|")),
    (QUOTE, re.compile(r" {0,3}>")),
)
_CONTINUED = {"": PARAGRAPH, ROW: ROW, CODE: PARAGRAPH}  # what plain words begin after a block; else they continue it
_INTERRUPTS = re.compile(r"[ \t]*(?:[-*+]|1[.)])[ \t]")  # a paragraph is ended by these items only
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_TABLE_RULE = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$")


class Block(NamedTuple):
    """One unit of a text: its kind, its content with Markdown marks, and the white space up to the next block."""

    kind: str
    content: str
    separator: str
    start: int

    @property
    def end(self) -> int:
        """Offset in the text where the content ends and the separator begins."""
        return self.start + len(self.content)

    @property
    def text(self) -> str:
        """Content and separator: joined over all blocks, the whole text."""
        return self.content + self.separator


class _Scanner:
    """Finds where blocks begin, line by line; knows whether it stands in a fence, a table or after a blank line."""

    def __init__(self) -> None:
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.fence = ""
        self.blank = True

    def line(self, line: str, following: str, start: int) -> None:
        """Take one line, without its end, and know the one after it and where it stands."""
        bare = line.rstrip()
        if self.fence:
            self._inside_fence(bare)
        elif not bare:
            self.blank = True
            if not self.kinds:
                self._begin(PARAGRAPH, start)
        elif self.blank and bare[0].isalpha() and "|" not in bare:  # nearly always
            self._begin(PARAGRAPH, start)
            self.blank = False
        else:
            self._text(bare, following.rstrip(), start)

    def _begin(self, kind: str, start: int) -> None:
        self.kinds.append(kind)
        self.starts.append(start)

    def _inside_fence(self, bare: str) -> None:
        mark = bare.lstrip()
        if mark.startswith(self.fence) and not mark.strip(self.fence[0]):
            self.fence = ""
            self.blank = True

    def _text(self, bare: str, following: str, start: int) -> None:
        fence = None if bare[0].isalpha() else _FENCE.match(bare)
        kind = CODE if fence else self._kind(bare, following)
        if fence:
            self.fence = fence[1]
        if kind:
            self._begin(kind, start)
        self.blank = self.kinds[-1] in (HEADING, RULE)

    def _kind(self, bare: str, following: str) -> str:
        """Return the kind of the block that begins with this line, or "" where it continues the last one."""
        last = self.kinds[-1] if self.kinds and not self.blank else ""
        if bare[0].isalpha() and "|" not in bare:
            return _CONTINUED.get(last, "")
        if last == PARAGRAPH and _UNDERLINE.match(bare):
            self.kinds[-1] = HEADING
            return ""
        if "|" in bare and _TABLE_RULE.match(following) or last == ROW and "|" in bare:
            return ROW
        kind = next((kind for kind, start in _STARTS if start.match(bare)), "")
        if kind == QUOTE and last == QUOTE or kind == ITEM and last == PARAGRAPH and not _INTERRUPTS.match(bare):
            return ""
        return kind or _CONTINUED.get(last, "")


@lru_cache(maxsize=32)
def split(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; the join of their `text` is the text. The last few texts are remembered."""
    scanner = _Scanner()
    lines = text.split("\n")
    start = 0
    for line, following in pairwise([*lines, ""] if lines[-1] else lines):
        scanner.line(line, following, start)
        start += len(line) + 1
    return tuple(_placed(text, scanner))


def _placed(text: str, found: _Scanner) -> Iterator[Block]:
    for kind, (start, end) in zip(found.kinds, pairwise([*found.starts, len(text)]), strict=True):
        whole = text[start:end]
        content = whole.rstrip()
        yield Block(kind, content, whole[len(content) :], start)


_HEADING_MARKS = re.compile(r"^ {0,3}(#{1,6})[ \t]*|(?<![ \t])[ \t]+#+[ \t]*$|\n {0,3}(?:=+|-+)[ \t]*$")


def level(heading: str) -> int:
    """Return the level of a heading, 1 to 6."""
    marks = re.match(r" {0,3}(#{1,6})", heading)
    if marks:
        return len(marks[1])
    return 1 if heading.rstrip().endswith("=") else 2


def heading_text(heading: str) -> str:
    """Return the words of a heading without its marks."""
    return " ".join(_HEADING_MARKS.sub("", heading).split())


def places(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """Return for each block the path of headings it stands under; a heading's own path ends with itself."""
    path: list[tuple[int, str]] = []
    found = []
    for block in blocks:
        if block.kind == HEADING:
            deep = level(block.content)
            path = [*(step for step in path if step[0] < deep), (deep, heading_text(block.content))]
        found.append(tuple(words for _, words in path))
    return found


def numbers(blocks: Sequence[Block]) -> list[int]:
    """Return for each block which one it is under its heading, counted from 1; a heading itself is 0."""
    found: list[int] = []
    for block in blocks:
        found.append(0 if block.kind == HEADING else found[-1] + 1 if found else 1)
    return found


def opens_section(text: str) -> bool:
    """Tell whether a text begins with a heading."""
    found = split(text)
    return bool(found) and found[0].kind == HEADING
