# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Make changes of many people together: what one edits in a block that another moves is made where the block goes.

    >>> from redline.changes import changes
    >>> text = "Il corso dura trenta giorni a Roma.\n\nÈ gratuito.\n\nLe iscrizioni sono aperte."
    >>> (move,) = changes(text, "È gratuito.\n\nLe iscrizioni sono aperte.\n\nIl corso dura trenta giorni a Roma.")
    >>> (edit,) = changes(text, text.replace("trenta", "sei"))
    >>> together(text, [move, edit])
    'È gratuito.\n\nLe iscrizioni sono aperte.\n\nIl corso dura sei giorni a Roma.'

Cost: of the moves among them, each with each edit; else that of applying edits.
"""

from collections.abc import Iterable

from redline.changes import MOVE, Change, made
from redline.edits import Edit, apply
from redline.merging.footprint import Footprint, is_number
from redline.merging.moving import concerns, move_of


def together(text: str, chosen: Iterable[Change]) -> str:
    """Return the text with all chosen changes made; none may meet another (see `outcome`)."""
    chosen = list(chosen)
    plain = _numbered_once(text, [edit for change in chosen if change.kind != MOVE for edit in change.edits])
    moved: list[Edit] = []
    for change in (one for one in chosen if one.kind == MOVE):
        travelling, plain = _split(text, change, plain)
        moved += _with_edits(text, change, travelling) if travelling else change.edits
    return made(text, plain + moved)


def _numbered_once(text: str, edits: list[Edit]) -> list[Edit]:
    """Return the edits, of several that give one list item a number that with the highest."""
    numbers: dict[int, Edit] = {}
    for edit in edits:
        if is_number(text, edit):
            numbers[edit.start] = max(edit, numbers.get(edit.start, edit), key=lambda one: int(one.text.rstrip(".)")))
    return [edit for edit in edits if edit.start not in numbers or not is_number(text, edit)] + list(numbers.values())


def _split(text: str, change: Change, plain: list[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Return the edits that a moved block takes along, and the others."""
    move = move_of(text, change.edits)
    travelling = [edit for edit in plain if move and concerns(move, edit)]
    return travelling, [edit for edit in plain if edit not in travelling]


def _with_edits(text: str, change: Change, travelling: list[Edit]) -> list[Edit]:
    """Return the edits of a move that takes along edits of others."""
    move = move_of(text, change.edits)
    assert move
    own = Footprint.moving(text, change.edits, move).inside
    inside = sorted([*own, *travelling], key=lambda edit: (edit.start, edit.end))
    block = apply(text[move.start : move.end], [edit.moved(-move.start, 0) for edit in inside])
    come = max(change.edits, key=lambda edit: len(edit.text))
    lead, trail = move.new_start - come.place, come.place_end - move.new_end
    whole = come.text[:lead] + block + come.text[len(come.text) - trail :]
    return [edit._replace(text=whole) if edit is come else edit for edit in change.edits]
