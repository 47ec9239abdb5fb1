# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where each block of a text stands, as Italian drafting counts it, and the blocks found by such an address.

>>> text = "# Piano\\n\\n## Tempi\\n\\nSi comincia a maggio.\\n\\n- lezioni\\n- esami"
>>> outline(text).address(4)
(Step(kind='section', number=0, name='Tempi'), Step(kind='paragraph', number=1, name=''), Step(kind='bullet', \
number=2, name=''))

Idea: a tree. Sections stand in the text, paragraphs in their section, list items under the paragraph that leads them
(as letters stand under a comma) or under the item they are indented beneath. An address is the way down; it names no
more sections than it needs, and every block has one. Cost: one pass; finding looks only at what stands in one section.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from redline import blocks
from redline.blocks import Block

SECTION, OPENING, TITLE, TEXT = "section", "opening", "title", "text"
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


class PlaceMissing(LookupError):
    """Raised when nothing in the text stands where a step leads."""

    def __init__(self, address: Sequence[Step], step: Step, count: int = 0) -> None:
        self.address, self.step, self.count = tuple(address), step, count
        super().__init__(step)


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


@lru_cache(maxsize=8)
def outline(text: str) -> "Outline":
    """Return the outline of a text; the last few are remembered."""
    return Outline(text)


class Outline:
    """The blocks of a text that hold anything, their sections, and the place of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks = [block for block in blocks.split(text) if block.content]
        first = self.blocks[0] if self.blocks else None
        self.has_title = first is not None and first.kind == blocks.HEADING and blocks.level(first.content) == 1
        self.sections = _sections(self.blocks, self.has_title)
        self.nodes = _nodes(self.blocks, self.sections)
        self.beneath: defaultdict[tuple[int, int | None], list[int]] = defaultdict(list)
        for number, node in enumerate(self.nodes):
            self.beneath[node.section, node.parent].append(number)

    def address(self, number: int) -> Address:
        """Return the address of a block."""
        node = self.nodes[number]
        steps: list[Step] = []
        at: int | None = number
        while at is not None:
            steps.insert(0, self.nodes[at].step)
            at = self.nodes[at].parent
        return (*self.section_address(node.section), *steps)

    def section_address(self, number: int) -> Address:
        """Return the address of a section: as few headings as tell it apart, else its place among its namesakes."""
        path = self.sections[number].path
        if not path:
            return (Step(OPENING),) if len(self.sections) > 1 else ()
        for length in range(1, len(path) + 1):
            if self._namesakes(path[-length:]) == [number]:
                return tuple(Step(SECTION, name=name) for name in path[-length:])
        place = self._namesakes(path).index(number) + 1
        return (*(Step(SECTION, name=name) for name in path[:-1]), Step(SECTION, place, path[-1]))

    def _namesakes(self, names: Sequence[str]) -> list[int]:
        """Return the sections that these headings lead to, in order of text."""
        wanted = [_folded(name) for name in names]
        return [n for n, section in enumerate(self.sections) if section.path and _leads(wanted, section.path)]

    def find(self, address: Sequence[Step], section: int | None = None) -> range:
        """Return the blocks an address leads to; without a section it counts in the given one, or in the opening.

        Raise PlaceMissing where there is no such place, and with a count where there are several.
        """
        if not address or address[0].kind == TEXT:
            return range(len(self.blocks))
        headings = [step for step in address if step.kind in (SECTION, OPENING)]
        inside = [step for step in address if step.kind not in (SECTION, OPENING)]
        at = self.section(headings) if headings else section or 0
        if not inside:
            return range(self.sections[at].start, self.sections[at].end)
        found: int | None = None
        for step in inside:
            found = self._one(at, found, step, address)
        assert found is not None
        return range(found, found + 1)

    def section(self, steps: Sequence[Step]) -> int:
        """Return the section that steps lead to; raise PlaceMissing."""
        if steps[-1].kind == OPENING:
            return 0
        found = self._namesakes([step.name for step in steps])
        if steps[-1].number:
            found = _nth(found, steps[-1].number)
        if len(found) != 1:
            raise PlaceMissing(steps, steps[-1], len(found))
        return found[0]

    def _one(self, section: int, parent: int | None, step: Step, address: Sequence[Step]) -> int:
        """Return the one block that a step leads to from its parent."""
        if step.kind == TITLE:
            found = self.beneath[section, None][:1]
            found = [n for n in found if self.nodes[n].step.kind == TITLE]
        else:
            found = self._fitting(self.beneath[section, parent], step)
        if not found and parent is None and step.kind in (*ITEMS, ENTRY):
            found = self._in_only_list(section, step)
        if len(found) != 1:
            raise PlaceMissing(address, step, len(found))
        return found[0]

    def _in_only_list(self, section: int, step: Step) -> list[int]:
        """Return the items that fit where the leading paragraph was not named, if the section has one list only."""
        lists = [ns for (at, lead), ns in self.beneath.items() if at == section and lead is not None]
        return self._fitting(lists[0], step) if len(lists) == 1 else []

    def _fitting(self, among: Sequence[int], step: Step) -> list[int]:
        """Return those blocks that a step may mean, of blocks that stand beside each other."""
        if step.kind == ENTRY:
            return _nth([n for n in among if _written(self.blocks[n]).kind in ITEMS], step.number)
        alike = [n for n in among if self.nodes[n].step.kind == step.kind]
        if step.kind in (NUMBER, LETTER):
            return [n for n in alike if self.nodes[n].step == step]
        return _nth(alike, step.number)


def _nth(found: list[int], number: int) -> list[int]:
    if number == LAST:
        return found[-1:]
    return found[number - 1 : number]


def _folded(heading: str) -> str:
    return " ".join(heading.replace("’", "'").casefold().split())


def _leads(names: list[str], path: tuple[str, ...]) -> bool:
    """Tell whether headings lead to a path: the last is its last, the others stand above it in that order."""
    above = iter([_folded(heading) for heading in path])
    return _folded(path[-1]) == names[-1] and all(name in above for name in names)


def _sections(found: Sequence[Block], has_title: bool) -> list[Section]:
    """Return the sections of a text; the first has no heading but the title of the text, and may be empty."""
    starts = [n for n, block in enumerate(found) if block.kind == blocks.HEADING and (n or not has_title)]
    borders = [*starts, len(found)]
    sections = [Section((), 0, borders[0], borders[0])]
    path: list[tuple[int, str]] = []
    for place, start in enumerate(starts):
        deep = blocks.level(found[start].content)
        path = [*(step for step in path if step[0] < deep), (deep, blocks.heading_text(found[start].content))]
        end = next((n for n in starts[place + 1 :] if blocks.level(found[n].content) <= deep), len(found))
        sections.append(Section(tuple(words for _, words in path), start, borders[place + 1], end))
    return sections


def _nodes(found: Sequence[Block], sections: Sequence[Section]) -> list[Node]:
    nodes: list[Node] = []
    for number, section in enumerate(sections):
        branch = _Branch(number, section.start)
        for block in found[section.start : section.own_end]:
            branch.add(block)
        nodes += branch.told_apart()
    return nodes


class _Branch:
    """The blocks of one section as they are read: which paragraph leads, which items are open, how many came."""

    def __init__(self, section: int, start: int) -> None:
        self.section, self.place = section, start
        self.start = start
        self.lead: int | None = None
        self.open: list[tuple[int, int]] = []
        self.counts: Counter[tuple[int | None, str]] = Counter()
        self.lists: dict[int | None, int] = {}
        self.nodes: list[Node] = []

    def add(self, block: Block) -> None:
        """Take the next block of the section."""
        step = _written(block)
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


def _written(block: Block) -> Step:
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
