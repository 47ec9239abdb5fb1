# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge by words what two sides both touched.

Idea: inside one paragraph, diff3 on bare words is tried first, as on one word a line; where it is clean, that is the
merge. Else, diff3 on the edits a reader sees, blocks paired; edits that meet clash (see `ground`). Where these
clash only because short leftovers were taken into them, the bare words of the clash may still be told apart. Words that
both sides put in where they could as well stand at one place clash (see `room`): nothing tells their order. So do new
blocks of both sides at one place, unless one of them opens a section and the other does not: then it belongs to the
section above. No outcome may leave a mark open that no side left open: what would is one clash.

    >>> base = "Il corso dura trenta giorni e si tiene a Roma."
    >>> ours, theirs = base.replace("trenta", "sei"), base.replace("a Roma", "in rete")
    >>> filled(base, merged(base, ours, theirs))
    'Il corso dura sei giorni e si tiene in rete.'

Cost: two differences of bare words, then two of the stretch where they clash, and two of each clash left.
"""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate

from redline import blocks, diff, marks, sequence, single_words, words
from redline.edits import Edit, placed
from redline.merging import diff3
from redline.merging.diff3 import CLASH, MIXED, Piece, filled
from redline.merging.ground import MEET, Ground
from redline.merging.room import unordered


def merged(base: str, ours: str, theirs: str) -> list[Piece]:
    """Return the pieces of the base that either side changed, merged by words."""
    closed = partial(_leaves_nothing_open, base, ours, theirs)
    whole = _whole(base, ours, theirs)
    in_one = not any("\n" in text.strip() for text in (base, ours, theirs))
    first = _by_bare_words(whole) if in_one else [whole]
    if not clashes(first) and closed(first):
        return first
    ground = Ground(base)
    found = diff3.pieces(
        base, _edits(base, ours), _edits(base, theirs), lambda one, other: ground.nearness(one, other) == MEET
    )
    found = [_stacked(ground, piece) for piece in found]
    tried = {whole} if in_one else set()
    bare = [
        inner
        for piece in found
        for inner in ([piece] if piece.sides != CLASH or piece in tried else _by_bare_words(piece))
    ]
    return next(filter(closed, (bare, found)), [whole])


def clashes(found: list[Piece]) -> int:
    """Return how many of the pieces clash."""
    return sum(piece.sides == CLASH for piece in found)


def _edits(old: str, new: str) -> list[Edit]:
    return [edit for edit, _ in diff.flat(diff.groups(old, new))]


def _bare_edits(old: str, *news: str) -> Iterator[list[Edit]]:
    """Yield the edits to each new text by bare words, each with the space behind it, nothing joined or slid."""
    for new in news:
        found = single_words.replaced(old, new)
        yield _in_words(old, new) if found is None else placed([_with_space(old, *one) for one in found], new)


def _with_space(old: str, i1: int, i2: int, j1: int, j2: int) -> tuple[int, int, int, int]:
    space = old.startswith(" ", i2)
    return i1, i2 + space, j1, j2 + space


def _in_words(old: str, new: str) -> list[Edit]:
    """Return the edits between two texts, found by splitting both into words."""
    before, after = words.split(old), words.split(new)
    old_at, new_at = (list(accumulate(map(len, found), initial=0)) for found in (before, after))
    return [
        Edit(old_at[i1], old_at[i2], new[new_at[j1] : new_at[j2]], new_at[j1])
        for i1, i2, j1, j2 in sequence.hunks(before, after)
    ]


def _by_bare_words(piece: Piece) -> list[Piece]:
    """Return a clash taken apart into the bare words that either side changed, or as it is where these clash too."""
    ours, theirs = _bare_edits(piece.base, piece.ours, piece.theirs)

    def meet(one: Edit, other: Edit) -> bool:
        return other.start <= one.end or unordered(piece.base, one, other)

    found = [inner.moved(piece.start) for inner in diff3.pieces(piece.base, ours, theirs, meet)]
    return [piece] if clashes(found) else found


def _stacked(ground: Ground, piece: Piece) -> Piece:
    """Order new blocks of both sides at one place where one side opens a section there and the other does not."""
    if piece.sides != CLASH or piece.start < piece.end or piece.start not in ground.starts:
        return piece
    opens = [[block.kind == blocks.HEADING for block in blocks.split(text)] for text in (piece.ours, piece.theirs)]
    whole = all(text.endswith("\n") for text in (piece.ours, piece.theirs))
    if not whole or opens[0][0] == opens[1][0] or any(opens[opens[0][0]]):
        return piece
    texts = (piece.theirs, piece.ours) if opens[0][0] else (piece.ours, piece.theirs)
    return piece._replace(sides=MIXED, text="".join(texts))


def _leaves_nothing_open(base: str, ours: str, theirs: str, found: list[Piece]) -> bool:
    """Tell whether merged text leaves no mark open that no text left open."""
    if not any(map(marks.has_marks, (base, ours, theirs))):
        return True
    sides = [marks.open_marks(text) for text in (base, ours, theirs)]
    return all(marks.open_marks(filled(base, found, clash=choice)) in sides for choice in ("ours", "theirs"))


def _whole(base: str, ours: str, theirs: str) -> Piece:
    return Piece(0, len(base), base, ours, theirs, CLASH, "")
