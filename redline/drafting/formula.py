# SPDX-License-Identifier: AGPL-3.0-or-later
"""A formula of Italian drafting read into a text: the changes it asks for, or the reason why it cannot be.

>>> text = "# Piano\\n\\n## Corsi\\n\\nIl corso è aperto ai dipendenti dell'ente."
>>> formula = 'Alla sezione "Corsi", primo capoverso, dopo la parola: "dipendenti" inserire: "e ai dirigenti".'
>>> [(change.kind, change.new, change.place) for change in read(formula, text)]
[('insert', 'e ai dirigenti', ('Piano', 'Corsi'))]
>>> read(formula.replace("dipendenti", "docenti"), text)
Traceback (most recent call last):
redline.drafting.refusals.WordsMissing: Le parole «docenti» non si trovano qui: primo capoverso della sezione "Corsi".

Idea: a formula says what the text becomes; its changes are those of comparing the two texts, as for any other
amendment. Several formulas all speak of the text as it was. Cost: one pass for each formula, and one comparison.
"""

import re
from collections.abc import Iterator

from redline import blocks
from redline.changes import Change, changes
from redline.drafting import counted, found_words, outline, whole_blocks
from redline.drafting.found_words import Splice
from redline.drafting.instruction import Instruction, instructions
from redline.drafting.outline import Outline
from redline.drafting.places import Places
from redline.drafting.refusals import NotUnderstood, Overlap
from redline.edits import edits

_FINAL_MARK = re.compile(r"[.;:,]?[*_]*$")
_HEADING_MARK = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_DASH = re.compile(r"[ \t]*[-*+][ \t]+")
_ITEM_MARK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")


def read(formula: str, text: str) -> list[Change]:
    """Return the changes that a formula, or several, ask for in a text; raise a Refusal where it cannot be read."""
    return changes(text, amended(formula, text))


def amended(formula: str, text: str) -> str:
    """Return the text as a formula, or several, want it; raise a Refusal."""
    found = outline.outline(text)
    asked = list(enumerate(instructions(formula), 1))
    told = [(splice, (number, one.source)) for number, one in asked for splice in _changed(_splices(one, found), text)]
    told.sort(key=lambda pair: pair[0][:2])
    pieces, place, last = [], 0, (0, "")
    for (start, end, words), source in told:
        if start < place:
            raise Overlap(last, source)
        pieces += [text[place:start], words]
        place, last = end, source
    return "".join([*pieces, text[place:]])


def _changed(found: list[Splice], text: str) -> Iterator[Splice]:
    """Yield only what changes of the words that are replaced: two formulas may quote the same neighbours."""
    for start, end, new in found:
        if start == end or not new:
            yield start, end, new
        else:
            yield from ((start + one.start, start + one.end, one.text) for one in edits(text[start:end], new))


def _splices(one: Instruction, text: Outline) -> list[Splice]:
    """Return what one formula does to a text, as replaced stretches."""
    places = Places(one, text)
    found = _DEEDS[one.deed](one, text, places)
    return found + _renumbered(one, text, places) if one.renumbered else found


def _renumbered(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    """Return what lets the numbers behind items that come or go follow them."""
    if one.new is not None and one.anchor_block:
        anchor = places.anchor_blocks()
        return whole_blocks.renumbered(text, anchor.stop if one.side == "after" else anchor.start, one.new, range(0))
    if one.deed != "delete" or not one.block:
        raise NotUnderstood("i numeri successivi", one.source)
    gone = places.blocks()
    return whole_blocks.renumbered(text, gone.stop, "", gone)


def _replaced(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    assert one.new is not None
    if not one.block:
        return [found_words.replaced(text.text, *span, one.new) for span in places.words()]
    if one.block[-1].kind == counted.TEXT:
        return [(0, len(text.text), one.new)]
    gone = places.blocks()
    first, last = text.blocks[gone.start], text.blocks[gone.stop - 1]
    if one.block[-1].kind == counted.TITLE and not one.block_until and one.noun in ("", counted.TITLE):
        mark = _HEADING_MARK.match(first.content)
        raw = _HEADING_MARK.match(one.new) or not mark
        return [(first.start + (0 if raw or not mark else mark.end()), first.end, one.new)]
    return [(first.start, last.end, _marked(one, first))]


def _marked(one: Instruction, beside: blocks.Block) -> str:
    """Return the block that comes; in a list it gets a dash, where it was quoted without and not called otherwise."""
    assert one.new is not None
    dash = _DASH.match(beside.content) if beside.kind == blocks.ITEM and one.noun in ("", counted.BULLET) else None
    return dash[0] + one.new if dash and not _ITEM_MARK.match(one.new) else one.new


def _removed(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    if not one.block:
        return [found_words.removed(text.text, *span) for span in places.words()]
    return [whole_blocks.removed(text, places.blocks())]


def _inserted(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    assert one.new is not None
    if one.anchor is not None:
        return [_beside(one, text.text, *span) for span in places.anchors()]
    if one.anchor_block:
        anchor = places.anchor_blocks()
        beside = text.blocks[anchor.stop - 1 if one.side == "after" else anchor.start]
        return [_block_beside(one, text, anchor, _marked(one, beside))]
    if one.noun in ("", counted.SENTENCE):
        return [_at_border(one, text, places)]
    return [whole_blocks.inserted(text, places.end() if one.side == "end" else places.start(), one.new)]


def _beside(one: Instruction, text: str, start: int, end: int) -> Splice:
    assert one.new is not None
    if one.side == "after":
        return found_words.after(text, end, one.new)
    return found_words.before(text, start, one.new)


def _block_beside(one: Instruction, text: Outline, anchor: range, new: str) -> Splice:
    return whole_blocks.inserted(text, anchor.stop if one.side == "after" else anchor.start, new)


def _at_border(one: Instruction, text: Outline, places: Places) -> Splice:
    """Return what puts words at a border of a block: at its end, sentences after the last mark, words before it."""
    assert one.new is not None
    start, end = places.stretch()
    if one.side == "start":
        mark = _ITEM_MARK.match(text.text, start, end)
        return found_words.before(text.text, mark.end() if mark else start, one.new)
    mark = _FINAL_MARK.search(text.text, start, end)
    at = end if one.noun == counted.SENTENCE or not mark else mark.start()
    return found_words.after(text.text, at, one.new)


def _moved(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    gone = places.blocks()
    moved = text.text[text.blocks[gone.start].start : text.blocks[gone.stop - 1].end]
    come = _block_beside(one, text, places.anchor_blocks(), moved if one.new is None else one.new)
    return [whole_blocks.removed(text, gone), come]


def _split(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    """Divide a paragraph after the words quoted."""
    found = []
    for _, end in places.anchors():
        rest = text.text[end:]
        found.append((end, end + len(rest) - len(rest.lstrip()), "\n\n"))
    return found


def _joined(one: Instruction, text: Outline, places: Places) -> list[Splice]:
    """Unite blocks that follow each other, with a space between them."""
    run = places.blocks()
    if len(run) < 2:
        raise NotUnderstood(one.source, one.source)
    return [(text.blocks[n].end, text.blocks[n + 1].start, " ") for n in run[:-1]]


_DEEDS = {
    "replace": _replaced,
    "delete": _removed,
    "insert": _inserted,
    "move": _moved,
    "split": _split,
    "join": _joined,
}
