# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slide insertions and deletions to where a reader sees them.

Idea: "a b [c b] d" and "a [b c] b d" are the same edit. First each slides over equal words into the edit after or
before it, if it reaches one, so that there are as few edits as can be; then to its most natural place: after the end of
a sentence, a line or a clause, before a mark, or beginning with a preposition or an article.
Cost: at most a few hundred words a hunk.
Source: the compaction of xdiff, by Davide Libenzi, and its heuristics, by Michael Haggerty, 2016; here for words.
"""

from redline.pieces import Pieces
from redline.sequence import Hunk

LONGEST_SLIDE = 200
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")
_CLAUSE_ENDS = (",", ")", "»", "”", "–", "—")
JOINING = frozenset(  # a phrase begins with such a word, and does not end with it
    (
        "a ad ai agli al alla alle allo all' che con da dai dagli dal dalla dalle dallo dall' di dei degli del della "
        "delle dello dell' d' e ed fra il gli i la le lo l' in nei negli nel nella nelle nello nell' o per se su sui "
        "sugli sul sulla sulle sullo sull' tra un una uno un' of the to and or de du des et"
    ).split()
)


def slid(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Return hunks of words slid to natural places, fewer where some meet."""
    return _back(_late(changed, old, new), old, new)


def _late(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Slide each pure insertion or deletion on over equal words as far as it goes, and into the hunk after it."""
    found: list[Hunk] = []
    for hunk in reversed(changed):
        while side := _side(hunk, old, new):
            keys, start, end = side[0].keys, side[1], side[2]
            room = (found[-1].i1 if found else len(old.keys)) - hunk.i2
            reach, most = 0, min(room, LONGEST_SLIDE)
            while reach < most and keys[start + reach] == keys[end + reach]:
                reach += 1
            hunk = _shifted(hunk, reach)
            if not found or reach < room:
                break
            hunk = hunk.joined(found.pop())
        found.append(hunk)
    return found[::-1]


def _back(changed: list[Hunk], old: Pieces, new: Pieces) -> list[Hunk]:
    """Slide each pure insertion or deletion back over equal words: into the hunk before it, else to the best place."""
    found: list[Hunk] = []
    for hunk in changed:
        while side := _side(hunk, old, new):
            pieces, start, end = side
            room = hunk.i1 - found[-1].i2 if found else hunk.i1
            reach, most = 0, min(room, LONGEST_SLIDE)
            while reach < most and pieces.keys[start - reach - 1] == pieces.keys[end - reach - 1]:
                reach += 1
            if not found or reach < room:
                hunk = _shifted(hunk, -_best_shift(pieces, start, end, reach))
                break
            hunk = found.pop().joined(_shifted(hunk, -room))
        found.append(hunk)
    return found


def _side(hunk: Hunk, old: Pieces, new: Pieces) -> tuple[Pieces, int, int] | None:
    """Return whose words a pure insertion or deletion brings or takes, and which; None for a replacement."""
    if hunk.i1 == hunk.i2:
        return new, hunk.j1, hunk.j2
    return (old, hunk.i1, hunk.i2) if hunk.j1 == hunk.j2 else None


def _shifted(hunk: Hunk, by: int) -> Hunk:
    return Hunk(hunk.i1 + by, hunk.i2 + by, hunk.j1 + by, hunk.j2 + by) if by else hunk


def _best_shift(pieces: Pieces, start: int, end: int, reach: int) -> int:
    """Return how far back words[start:end] slide to stand most naturally; of equal places, the last."""
    return max(range(reach + 1), key=lambda step: _natural(pieces, start - step, end - step)) if reach else 0


def _natural(pieces: Pieces, start: int, end: int) -> int:
    """Return how natural it is that words[start:end] came or went: after a border, before a mark, or as a phrase."""
    before_mark = end == len(pieces.keys) or pieces.keys[end] in (*SENTENCE_ENDS, *_CLAUSE_ENDS)
    return _border(pieces, start) + 2 * before_mark + (pieces.keys[start] in JOINING)


def _border(pieces: Pieces, place: int) -> int:
    """Return how natural it is for an edit to begin at this word: 4 at a beginning, 0 in the middle of a phrase."""
    if place == 0:
        return 4
    visible = pieces.keys[place - 1]
    space = pieces.words[place - 1][len(visible) :]
    if "\n" in space:
        return 3
    if space and visible in SENTENCE_ENDS:
        return 3
    if space and visible in _CLAUSE_ENDS:
        return 2
    return 1 if space else 0
