# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Let the edits of one side travel with the blocks that the other side moved.

Idea: where one side moved a block and the other edited it where it stood, the edit is made in the moved block and taken
back at the old place. The two texts that come out are merged as any other: the block is moved, and edited.

    >>> base = "Il corso dura trenta giorni e si tiene a Roma.\n\nLa partecipazione è gratuita."
    >>> ours = "La partecipazione è gratuita.\n\nIl corso dura trenta giorni e si tiene a Roma."
    >>> travelled(base, ours, base.replace("trenta", "sei")).ours
    'La partecipazione è gratuita.\n\nIl corso dura sei giorni e si tiene a Roma.'

Cost: the differences that a merge by words needs anyway, and one merge for each block moved here and edited there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline import diff, pairing
from redline.edits import Edit, apply
from redline.merging import wordmerge
from redline.merging.diff3 import filled
from redline.merging.room import brings_block


@dataclass(frozen=True, slots=True)
class Move:
    """A block that stands elsewhere in the new text: its span there and in the old text."""

    start: int
    end: int
    new_start: int
    new_end: int


def move_of(old: str, found: Sequence[Edit]) -> Move | None:
    """Return what the edits of one move took where, without the space around it; None where an end is missing.

    A phrase that moved beside marks which are longer than itself cannot be told from them.
    """
    gone = max(found, key=lambda edit: edit.end - edit.start)
    come = max(found, key=lambda edit: len(edit.text))
    taken = old[gone.start : gone.end]
    if gone is come or not taken.strip() or not come.text.strip():
        return None
    start, new_start = gone.start + _lead(taken), come.place + _lead(come.text)
    return Move(start, start + len(taken.strip()), new_start, new_start + len(come.text.strip()))


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


@dataclass(frozen=True, slots=True)
class Travelled:
    """Both sides with edits made where the other side moved the block, and those blocks: (start, before, now)."""

    ours: str
    theirs: str
    blocks: tuple[tuple[int, str, str], ...]


def travelled(base: str, ours: str, theirs: str) -> Travelled | None:
    """Return both sides with edits made where the other side moved the block; None where there is none."""
    if not any(pairing.pair(base, side).moved for side in (ours, theirs)):
        return None
    ours_groups, theirs_groups = diff.groups(base, ours), diff.groups(base, theirs)
    with_ours = list(_journeys(base, ours, ours_groups, theirs_groups))
    with_theirs = list(_journeys(base, theirs, theirs_groups, ours_groups))
    both = sorted(with_ours + with_theirs, key=lambda journey: journey.start)
    if not both:
        return None
    new_ours = [one.there for one in with_ours] + [edit for one in with_theirs for edit in one.back]
    new_theirs = [one.there for one in with_theirs] + [edit for one in with_ours for edit in one.back]
    blocks = tuple((one.start, one.before, one.there.text) for one in both)
    return Travelled(_made(ours, new_ours), _made(theirs, new_theirs), blocks)


def _made(text: str, found: list[Edit]) -> str:
    return apply(text, sorted(found, key=lambda edit: edit.start))


@dataclass(frozen=True, slots=True)
class _Journey:
    """A block moved by one side with the edits of the other: the edit there, and those that take them back here."""

    start: int
    before: str
    there: Edit
    back: tuple[Edit, ...]


def _journeys(
    base: str, mover: str, moved: Sequence[diff.Group], edited: Sequence[diff.Group]
) -> Iterator[_Journey]:
    for group in moved:
        move = move_of(base, group.edits) if group.moved else None
        inside = _inside(move, edited) if move else []
        if not move or not inside:
            continue
        block = base[move.start : move.end]
        words = apply(block, [edit.moved(-move.start, 0) for edit in inside])
        merged = wordmerge.merged(block, mover[move.new_start : move.new_end], words)
        if not wordmerge.clashes(merged):
            there = Edit(move.new_start, move.new_end, filled(block, merged), move.new_start)
            back = [Edit(edit.place, edit.place_end, base[edit.start : edit.end], edit.place) for edit in inside]
            yield _Journey(move.start, block, there, tuple(back))


def _inside(move: Move, edited: Sequence[diff.Group]) -> list[Edit]:
    """Return the edits inside a block; none where one of them reaches over its ends or is half of a move itself."""
    flat = [(edit, moved) for edit, moved in diff.flat(edited) if concerns(move, edit)]
    if any(moved or edit.start < move.start or edit.end > move.end for edit, moved in flat):
        return []
    return [edit for edit, _ in flat]


def concerns(move: Move, edit: Edit) -> bool:
    """Tell whether an edit changes a block; one that puts a whole block before or after it does not."""
    if edit.start == edit.end in (move.start, move.end):
        return not brings_block(edit)
    return edit.end > move.start and edit.start < move.end
