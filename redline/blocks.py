# SPDX-License-Identifier: AGPL-3.0-or-later
"""Split Markdown into blocks: headings, paragraphs, list items, table rows, quotes, fenced code.

Idea: a scan line by line, not a parser: a block is what people take for one unit of a text, and the pieces must join to
the very same text, which no Markdown parser promises. Cost: one pass.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Block:
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
    """Collects lines into blocks; knows whether it stands in a fence, a table or after a blank line."""

    def __init__(self) -> None:
        self.found: list[tuple[str, list[str]]] = []
        self.fence = ""
        self.blank = True

    def line(self, line: str, following: str) -> None:
        """Take one line (with its line end) and know the one after it."""
        bare = line.rstrip()
        if self.fence:
            self._inside_fence(line, bare)
        elif not bare:
            self._blank(line)
        else:
            self._text(line, bare, following.rstrip())

    def _inside_fence(self, line: str, bare: str) -> None:
        self.found[-1][1].append(line)
        mark = bare.lstrip()
        if mark.startswith(self.fence) and not mark.strip(self.fence[0]):
            self.fence = ""
            self.blank = True

    def _blank(self, line: str) -> None:
        if not self.found:
            self.found.append((PARAGRAPH, []))
        self.found[-1][1].append(line)
        self.blank = True

    def _text(self, line: str, bare: str, following: str) -> None:
        fence = None if bare[0].isalpha() else _FENCE.match(bare)
        kind = CODE if fence else self._kind(bare, following)
        if fence:
            self.fence = fence[1]
        if kind:
            self.found.append((kind, [line]))
        else:
            self.found[-1][1].append(line)
        self.blank = self.found[-1][0] in (HEADING, RULE)

    def _kind(self, bare: str, following: str) -> str:
        """Return the kind of the block that begins with this line, or "" where it continues the last one."""
        last = self.found[-1][0] if self.found and not self.blank else ""
        if bare[0].isalpha() and "|" not in bare:  # nearly always
            return _CONTINUED.get(last, "")
        if last == PARAGRAPH and _UNDERLINE.match(bare):
            self.found[-1] = (HEADING, self.found[-1][1])
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
    for number, line in enumerate(lines[:-1]):
        scanner.line(line + "\n", lines[number + 1])
    if lines[-1]:
        scanner.line(lines[-1], "")
    return tuple(_placed(scanner.found))


def _placed(found: list[tuple[str, list[str]]]) -> list[Block]:
    blocks, start = [], 0
    for kind, lines in found:
        whole = "".join(lines)
        content = whole.rstrip()
        blocks.append(Block(kind, content, whole[len(content) :], start))
        start += len(whole)
    return blocks


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
