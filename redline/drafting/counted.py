# SPDX-License-Identifier: AGPL-3.0-or-later
"""How Italian drafting counts the blocks of a text: its sections, and in each of them a small tree.

Paragraphs stand in their section and are counted there, as commas are in an article; list items stand under the
paragraph that leads them, as letters do under a comma, or under the item they are indented beneath. A numbered list
counts on from its first number, as readers see it. Where a number or letter stands twice, items are counted instead.
Cost: one pass.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from redline import blocks
from redline.blocks import Block

SECTION, OPENING, TITLE, TEXT = "section", "opening", "title", "text"
COMMA = "comma"  # a paragraph, or where these are numbered as in laws, the one with that number
PARAGRAPH, LETTER, NUMBER, BULLET, ENTRY = "paragraph", "letter", "number", "bullet", "entry"
ROW, ALIGNMENT, QUOTE, CODE, RULE, SENTENCE = "row", "alignment", "quote", "code", "rule", "sentence"
ITEMS = frozenset({LETTER, NUMBER, BULLET})
LAST = -1

_LETTER = re.compile(r" {0,3}([a-z](?:-[a-z]+)?)\)[ \t]")
_NUMBER = re.compile(r"[ \t]*(\d+)[.)]")
_ALIGNMENT = re.compile(r"[ \t|:-]+$")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an address: what it leads to, and which of them: by position, written number, letter or heading."""

    kind: str
    number: int = 0
    name: str = ""


Address = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: its own blocks up to `own_end`, with its subsections up to `end`."""

    path: tuple[str, ...]
    start: int
    own_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Node:
    """A block's place in the tree: its section, the block it stands under, its kind and number there."""

    section: int
    parent: int | None
    step: Step


def sections(found: Sequence[Block], has_title: bool) -> list[Section]:
    """Return the sections of a text; the first has no heading but the title of the text, and may be empty."""
    starts = [n for n, block in enumerate(found) if block.kind == blocks.HEADING and (n or not has_title)]
    borders = [*starts, len(found)]
    all_sections = [Section((), 0, borders[0], borders[0])]
    path: list[tuple[int, str]] = []
    for place, start in enumerate(starts):
        deep = blocks.level(found[start].content)
        path = [*(step for step in path if step[0] < deep), (deep, blocks.heading_text(found[start].content))]
        end = next((n for n in starts[place + 1 :] if blocks.level(found[n].content) <= deep), len(found))
        all_sections.append(Section(tuple(words for _, words in path), start, borders[place + 1], end))
    return all_sections


def nodes(of: Sequence[Block], inside: Sequence[Section]) -> list[Node]:
    """Return the place of each block in the tree."""
    found: list[Node] = []
    for number, section in enumerate(inside):
        branch = _Branch(number, section.start)
        for block in of[section.start : section.own_end]:
            branch.add(block)
        found += branch.told_apart()
    return found


class _Branch:
    """The blocks of one section as they are read: which paragraph leads, which items are open, how many came."""

    def __init__(self, section: int, start: int) -> None:
        self.section, self.place = section, start
        self.lead: int | None = None
        self.open: list[tuple[int, int]] = []
        self.counts: Counter[tuple[int | None, str]] = Counter()
        self.lists: dict[int | None, int] = {}
        self.nodes: list[Node] = []

    def add(self, block: Block) -> None:
        """Take the next block of the section."""
        step = written(block)
        if step.kind not in ITEMS:
            parent, self.open, self.lists = None, [], {}
            self.lead = self.place if step.kind == PARAGRAPH else self.lead
        else:
            deep = len(block.content) - len(block.content.lstrip())
            self.open = [one for one in self.open if one[0] < deep]
            parent = self.open[-1][1] if self.open else self.lead
            self.open.append((deep, self.place))
        self.nodes.append(Node(self.section, parent, self._counted(parent, step)))
        self.place += 1

    def _counted(self, parent: int | None, step: Step) -> Step:
        """Number a step among its like; a numbered list counts on from its first number, as it is shown."""
        if step.kind == NUMBER:
            self.lists[parent] = self.lists[parent] + 1 if parent in self.lists else step.number
            return Step(NUMBER, self.lists[parent])
        if step.kind in (LETTER, TITLE):
            return step
        self.lists.pop(parent, None)
        self.counts[parent, step.kind] += 1
        return Step(step.kind, self.counts[parent, step.kind])

    def told_apart(self) -> list[Node]:
        """Return the nodes; items whose number or letter stands twice under one parent are counted as entries."""
        times = Counter((node.parent, node.step) for node in self.nodes)
        entries: Counter[int | None] = Counter()
        found = []
        for node in self.nodes:
            entries[node.parent] += node.step.kind in ITEMS
            if node.step.kind in (NUMBER, LETTER) and times[node.parent, node.step] > 1:
                node = Node(node.section, node.parent, Step(ENTRY, entries[node.parent]))
            found.append(node)
        return found


def written(block: Block) -> Step:
    """Return the kind of a block for drafting, with the number or letter written in it."""
    if block.kind == blocks.HEADING:
        return Step(TITLE)
    if block.kind == blocks.PARAGRAPH:
        letter = _LETTER.match(block.content)
        return Step(LETTER, name=letter[1]) if letter else Step(PARAGRAPH)
    if block.kind == blocks.ITEM:
        number = _NUMBER.match(block.content)
        return Step(NUMBER, int(number[1])) if number else Step(BULLET)
    if block.kind == blocks.ROW and _ALIGNMENT.match(block.content):
        return Step(ALIGNMENT)
    return Step(block.kind)
