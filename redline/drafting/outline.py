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

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from redline import blocks
from redline.drafting.counted import (
    COMMA,
    ENTRY,
    ITEMS,
    LAST,
    LETTER,
    NUMBER,
    OPENING,
    PARAGRAPH,
    SECTION,
    TEXT,
    TITLE,
    Address,
    Step,
    nodes,
    sections,
    written,
)


class PlaceMissing(LookupError):
    """Raised when nothing in the text stands where a step leads."""

    def __init__(self, address: Sequence[Step], step: Step, count: int = 0) -> None:
        self.address, self.step, self.count = tuple(address), step, count
        super().__init__(step)


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
        self.sections = sections(self.blocks, self.has_title)
        self.nodes = nodes(self.blocks, self.sections)
        self.beneath: defaultdict[tuple[int, int | None], list[int]] = defaultdict(list)
        for number, node in enumerate(self.nodes):
            self.beneath[node.section, node.parent].append(number)

    def address(self, number: int) -> Address:
        """Return the address of a block."""
        node = self.nodes[number]
        if number == 0 and self.has_title:
            return (node.step,)
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
        leads = [lead for at, lead in self.beneath if at == section and lead is not None]
        leads = [lead for lead in leads if self.nodes[lead].step.kind == PARAGRAPH]
        return self._fitting(self.beneath[section, leads[0]], step) if len(leads) == 1 else []

    def _fitting(self, among: Sequence[int], step: Step) -> list[int]:
        """Return those blocks that a step may mean, of blocks that stand beside each other."""
        if step.kind == ENTRY:
            return _nth([n for n in among if written(self.blocks[n]).kind in ITEMS], step.number)
        if step.kind == COMMA:
            numbered = any(self.nodes[n].step.kind == NUMBER for n in among)
            step = Step(NUMBER if numbered else PARAGRAPH, step.number)
        alike = [n for n in among if self.nodes[n].step.kind == step.kind]
        if step.kind in (NUMBER, LETTER) and step.number != LAST:
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
