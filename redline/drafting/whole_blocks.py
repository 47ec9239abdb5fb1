# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take whole blocks out of a text, or put some in, so that what then stands beside each other stands apart properly.

>>> o = outline("Primo.\\n\\n- uno\\n- tre")
>>> inserted(o, 2, "- due"), removed(o, range(1, 2))
((13, 13, '\\n- due'), (8, 14, ''))

Items of one list and rows of one table stand on lines of their own, or a blank line apart if the list is written so;
everything else stands a blank line apart. White space that need not change is left alone. Cost: that of the splice.
"""

import re

from redline import blocks
from redline.blocks import Block
from redline.drafting.counted import NUMBER
from redline.drafting.found_words import Splice
from redline.drafting.outline import Outline, outline

_DIGITS = re.compile(r"[ \t]*(\d+)")
_TIGHT = (blocks.ITEM, blocks.ROW)


def inserted(text: Outline, place: int, new: str) -> Splice:
    """Return what puts blocks before the block of this number, or at the end."""
    come = outline(new).blocks
    before = text.blocks[place - 1] if place else None
    behind = text.blocks[place] if place < len(text.blocks) else None
    head = _border(before, come[0], text, place - 1) if before and come else ""
    tail = _border(come[-1], behind, text, place - 1) if behind and come else ""
    if before is None or behind is None:
        at = behind.start if behind else before.end if before else 0
        return at, at, head + new + tail
    kept = text.text[before.end : behind.start]
    if tail == kept:
        return before.end, before.end, head + new
    if head == kept:
        return behind.start, behind.start, new + tail
    return before.end, behind.start, head + new + tail


def removed(text: Outline, gone: range) -> Splice:
    """Return what takes blocks out."""
    found = text.blocks
    before = found[gone.start - 1] if gone.start else None
    behind = found[gone.stop] if gone.stop < len(found) else None
    if before is None or behind is None:
        return before.end if before else 0, behind.start if behind else len(text.text), ""
    first, last = found[gone.start], found[gone.stop - 1]
    head, tail = text.text[before.end : first.start], text.text[last.end : behind.start]
    border = head if head == tail else _border(before, behind, text, gone.start - 1)
    if border == head:
        return first.start, behind.start, ""
    if border == tail:
        return before.end, last.end, ""
    return before.end, behind.start, border


def renumbered(text: Outline, place: int, new: str, gone: range) -> list[Splice]:
    """Return what lets the numbers of a list go on, from a block on, after items came before it or went."""
    numbered = [n for n, node in enumerate(text.nodes) if node.step.kind == NUMBER]
    first = next((n for n in numbered if n >= place), None)
    if first is None:
        return []
    beside = [n for n in numbered if (text.nodes[n].section, text.nodes[n].parent) == _home(text, first)]
    come = sum(node.step.kind == NUMBER and node.parent is None for node in outline(new).nodes)
    step = come - sum(n in gone for n in beside)
    found = [(text.blocks[n].start, _DIGITS.match(text.blocks[n].content)) for n in beside if n >= place]
    return [(at + one.start(1), at + one.end(1), str(int(one[1]) + step)) for at, one in found if one]


def _home(text: Outline, number: int) -> tuple[int, int | None]:
    return text.nodes[number].section, text.nodes[number].parent


def _border(before: Block, behind: Block, text: Outline, near: int) -> str:
    """Return what stands between two blocks that come to stand beside each other, near a block of the text."""
    indented = before.kind == blocks.ITEM and behind.content[0].isspace()
    if before.kind == behind.kind and before.kind in _TIGHT or indented:
        return "\n" if _is_tight(text, near) else "\n\n"
    return "\n\n"


def _is_tight(text: Outline, near: int) -> bool:
    """Tell whether the list or table of a block is written without blank lines; if it stands alone, it would be."""
    pairs = [(near - 1, near), (near, near + 1), (near + 1, near + 2)]
    inside = [(i, j) for i, j in pairs if i >= 0 and j < len(text.blocks)]
    alike = [(i, j) for i, j in inside if text.blocks[i].kind == text.blocks[j].kind and text.blocks[i].kind in _TIGHT]
    gaps = [text.text[text.blocks[i].end : text.blocks[j].start].count("\n") for i, j in alike]
    return not gaps or 1 in gaps
