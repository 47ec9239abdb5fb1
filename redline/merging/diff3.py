# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lay two lists of edits of one base over each other: where did ours change it, where theirs, where both.

Idea: edits of both sides in order of place; those that meet are gathered into one piece of the base. A piece that
one side touched, or both alike, has one outcome; any other is a clash.

    >>> base = "Il corso dura trenta giorni a Roma."
    >>> ours, theirs = Edit(14, 20, "sessanta", 14), Edit(30, 34, "Pisa", 30)
    >>> found = pieces(base, [ours], [theirs], lambda one, other: False)
    >>> [(piece.sides, piece.text) for piece in found]
    [('ours', 'sessanta'), ('theirs', 'Pisa')]
    >>> filled(base, found)
    'Il corso dura sessanta giorni a Pisa.'

Cost: sorting, then one pass. Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from redline.edits import Edit, apply

OURS, THEIRS, BOTH, MIXED, CLASH = "ours", "theirs", "both", "mixed", "clash"
Meet = Callable[[Edit, Edit], bool]


class Piece(NamedTuple):
    """A stretch of the base that was changed: what it became on each side, and which side touched it.

    `text` is what stands here in the merged text; of a clash, nothing.
    """

    start: int
    end: int
    base: str
    ours: str
    theirs: str
    sides: str
    text: str

    def moved(self, by: int) -> "Piece":
        """Return the same piece counted from another beginning."""
        return Piece(self.start + by, self.end + by, self.base, self.ours, self.theirs, self.sides, self.text)


def pieces(base: str, ours: Sequence[Edit], theirs: Sequence[Edit], meet: Meet) -> list[Piece]:
    """Return the changed pieces of the base, in order, none overlapping another."""
    return [_piece(base, chunk) for chunk in _chunks(ours, theirs, meet)]


@dataclass(slots=True)
class _Chunk:
    """A stretch of the base, and the edits of both sides in it."""

    start: int
    end: int
    sides: tuple[list[Edit], list[Edit]]


def _chunks(ours: Sequence[Edit], theirs: Sequence[Edit], meet: Meet) -> list[_Chunk]:
    """Gather edits that meet edits of the other side."""
    both = [(edit.start, edit.end, 0, n, edit) for n, edit in enumerate(ours)]
    both += [(edit.start, edit.end, 1, n, edit) for n, edit in enumerate(theirs)]
    both.sort()
    chunks: list[_Chunk] = []
    for (start, end), same in groupby(both, key=itemgetter(0, 1)):
        for side, edit in _in_turn([(side, edit) for _, _, side, _, edit in same], chunks, meet):
            if not chunks or not _joins(chunks[-1], side, edit, meet):
                chunks.append(_Chunk(start, end, ([], [])))
            chunk = chunks[-1]
            chunk.sides[side].append(edit)
            chunk.end = max(chunk.end, end)
    return chunks


def _in_turn(same: list[tuple[int, Edit]], chunks: list[_Chunk], meet: Meet) -> list[tuple[int, Edit]]:
    """Return edits of one stretch so that the sides can be swapped: what joins nothing begins a chunk of its own.

    But what puts words at the place where its side did already must stay with them.
    """
    if len(same) == 1 or not chunks:
        return same

    def turn(one: tuple[int, Edit]) -> int:
        own = chunks[-1].sides[one[0]]
        if own and own[-1].start == one[1].start:
            return 0
        return 1 + _joins(chunks[-1], *one, meet)

    return sorted(same, key=turn)


def _joins(chunk: _Chunk, side: int, edit: Edit, meet: Meet) -> bool:
    own, other = chunk.sides[side], chunk.sides[1 - side]
    if edit.start < chunk.end or (own and edit.start <= own[-1].end):
        return True
    return bool(other) and meet(other[-1], edit)


def _piece(base: str, chunk: _Chunk) -> Piece:
    start, end, (ours, theirs) = chunk.start, chunk.end, chunk.sides
    old = base[start:end]
    if not theirs:
        return Piece(start, end, old, new := _side(base, start, end, ours), old, OURS, new)
    if not ours:
        return Piece(start, end, old, old, new := _side(base, start, end, theirs), THEIRS, new)
    first, second = _side(base, start, end, ours), _side(base, start, end, theirs)
    same = first == second
    return Piece(start, end, old, first, second, BOTH if same else CLASH, first if same else "")


def _side(base: str, start: int, end: int, edits: list[Edit]) -> str:
    if len(edits) == 1:
        return base[start : edits[0].start] + edits[0].text + base[edits[0].end : end]
    in_order = sorted(edits, key=lambda edit: (edit.start, edit.place, edit.end))
    return apply(base[start:end], [edit.moved(-start, 0) for edit in in_order])


def filled(base: str, found: Sequence[Piece], start: int = 0, end: int | None = None, clash: str = "text") -> str:
    """Return the base from start to end with the pieces made; of a clash, the side that is asked for."""
    texts, place = [], start
    for piece in found:
        texts += [base[place : piece.start], getattr(piece, clash) if piece.sides == CLASH else piece.text]
        place = piece.end
    return "".join([*texts, base[place:end]])
