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

from redline.edits import Edit, apply

OURS, THEIRS, BOTH, MIXED, CLASH = "ours", "theirs", "both", "mixed", "clash"
Meet = Callable[[Edit, Edit], bool]


@dataclass(frozen=True, slots=True)
class Piece:
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
    return [_piece(base, *chunk) for chunk in _chunks(ours, theirs, meet)]


def _chunks(
    ours: Sequence[Edit], theirs: Sequence[Edit], meet: Meet
) -> list[tuple[int, int, list[Edit], list[Edit]]]:
    """Gather edits that meet edits of the other side: (start, end, our edits, their edits)."""
    both = [(edit.start, edit.end, 0, edit.place, edit) for edit in ours]
    both += [(edit.start, edit.end, 1, edit.place, edit) for edit in theirs]
    chunks: list[tuple[int, int, list[Edit], list[Edit]]] = []
    for start, end, side, _, edit in sorted(both, key=lambda one: one[:4]):
        if chunks and _joins(chunks[-1], side, edit, meet):
            first, last, mine, yours = chunks.pop()
            start, end = first, max(last, end)
        else:
            mine, yours = [], []
        (yours if side else mine).append(edit)
        chunks.append((start, end, mine, yours))
    return chunks


def _joins(chunk: tuple[int, int, list[Edit], list[Edit]], side: int, edit: Edit, meet: Meet) -> bool:
    _, end, *sides = chunk
    own, other = sides[side], sides[1 - side]
    if edit.start < end or (own and edit.start <= own[-1].end):
        return True
    return bool(other) and meet(other[-1], edit)


def _piece(base: str, start: int, end: int, ours: list[Edit], theirs: list[Edit]) -> Piece:
    first, second = (_side(base, start, end, edits) for edits in (ours, theirs))
    if not theirs:
        return Piece(start, end, base[start:end], first, second, OURS, first)
    if not ours:
        return Piece(start, end, base[start:end], first, second, THEIRS, second)
    same = first == second
    return Piece(start, end, base[start:end], first, second, BOTH if same else CLASH, first if same else "")


def _side(base: str, start: int, end: int, edits: list[Edit]) -> str:
    in_order = sorted(edits, key=lambda edit: (edit.start, edit.place, edit.end))
    return apply(base[start:end], [edit.moved(-start, 0) for edit in in_order])


def filled(base: str, found: Sequence[Piece], start: int = 0, end: int | None = None, clash: str = "text") -> str:
    """Return the base from start to end with the pieces made; of a clash, the side that is asked for."""
    texts, place = [], start
    for piece in found:
        texts += [base[place : piece.start], getattr(piece, clash) if piece.sides == CLASH else piece.text]
        place = piece.end
    return "".join([*texts, base[place:end]])
