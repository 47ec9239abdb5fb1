# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one inner loop: which stretches of two token lists differ.

Idea: short lists, which words inside one block are, go to rapidfuzz, whose longest common subsequence works on 64 words
at once; it takes time and memory in the square, so only up to a bound. Long ones are coded as numbers, written one a
line, and compared by libgit2's xdiff (Myers' O(ND) algorithm with the heuristics git uses), in process. Measured
against nine other engines it is near minimal, deterministic, and the only one that stayed bounded on every hostile
input (docs/decisions/0010).
Cost: short lists well under a millisecond and half a megabyte; long ones one pass to code the tokens, then about linear
for edited prose; xdiff gives up minimality before it gets slow.
Source: Hyyrö 2004, "Bit-parallel LCS-length computation revisited"; Myers 1986, "An O(ND) difference algorithm and its
variations"; xdiff by Davide Libenzi.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import count
from typing import NamedTuple

import pygit2
from rapidfuzz.distance import Indel, LCSseq

_SHORT = 4_000_000  # the product of both lengths: half a megabyte of bits


Stretch = tuple[int, int, int, int]  # as a `Hunk`, but made in no time


class Hunk(NamedTuple):
    """One differing stretch: old[i1:i2] became new[j1:j2]."""

    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def replaces(self) -> bool:
        """Whether both sides have something."""
        return self.i1 < self.i2 and self.j1 < self.j2

    def joined(self, after: "Hunk") -> "Hunk":
        """Return the stretch from this one to the end of a later one."""
        return Hunk(self.i1, after.i2, self.j1, after.j2)


def hunks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Return the differing stretches of two lists of tokens, in order, never touching each other."""
    if len(old) * len(new) > _SHORT or not all(old) or not all(new):  # "" has the hash 0: to rapidfuzz, that of NUL
        return units(old, new)
    return _short(old, new)


def units(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Return the differing stretches of two lists of large units, or long ones, as git finds them.

    Equal ends are cut off first: most edits are small, and what is left is often empty on one side.
    """
    head = _common_head(old, new)
    tail = _common_tail(old, new, head)
    inner = lines(old[head : len(old) - tail], new[head : len(new) - tail])
    return [Hunk(i1 + head, i2 + head, j1 + head, j2 + head) for i1, i2, j1, j2 in inner]


def _short(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Return the differing stretches of two short lists: what stands between their longest common subsequence."""
    found = []
    i = j = 0
    for i2, j2, length in Indel.editops(old, new).as_matching_blocks():
        if i2 > i or j2 > j:
            found.append(Hunk(i, i2, j, j2))
        i, j = i2 + length, j2 + length
    return found


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """Return how many tokens two short lists have in common, in order; 0 for long ones, which cost too much."""
    return LCSseq.similarity(old, new) if len(old) * len(new) <= _SHORT else 0


def lines(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Hunk]:
    """Return the differing stretches exactly as git sees them.

    Equal ends are left to xdiff, which slides edits into them.
    """
    if not old or not new:
        return [Hunk(0, len(old), 0, len(new))] if old or new else []
    codes: defaultdict[Hashable, str] = defaultdict(map(str, count()).__next__)
    patch = pygit2.Patch.create_from(_coded(old, codes), _coded(new, codes), context_lines=0, interhunk_lines=0)
    return [_hunk(h) for h in patch.hunks]


def _coded(tokens: Sequence[Hashable], codes: defaultdict[Hashable, str]) -> bytes:
    return ("\n".join([codes[token] for token in tokens]) + "\n").encode("ascii")


def _hunk(hunk: pygit2.DiffHunk) -> Hunk:
    """Turn git's 1-based line numbers into slices; an empty side names the line before it."""
    i1 = hunk.old_start - 1 if hunk.old_lines else hunk.old_start
    j1 = hunk.new_start - 1 if hunk.new_lines else hunk.new_start
    return Hunk(i1, i1 + hunk.old_lines, j1, j1 + hunk.new_lines)


def _common_head(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    end = min(len(old), len(new))
    return next((n for n in range(end) if old[n] != new[n]), end)


def _common_tail(old: Sequence[Hashable], new: Sequence[Hashable], head: int) -> int:
    end = min(len(old), len(new)) - head
    return next((n for n in range(end) if old[-1 - n] != new[-1 - n]), end)


def matches(changed: list[Hunk], old_size: int, new_size: int) -> list[tuple[int, int, int]]:
    """Return the equal runs between the hunks as (old start, new start, length)."""
    runs, i, j = [], 0, 0
    for hunk in [*changed, Hunk(old_size, old_size, new_size, new_size)]:
        if hunk.i1 > i:
            runs.append((i, j, hunk.i1 - i))
        i, j = hunk.i2, hunk.j2
    return runs
