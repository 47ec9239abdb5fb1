# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pair the blocks of two texts: equal ones, then similar ones in order, then moved ones, also when edited.

Idea: equal blocks come from the inner loop over whole blocks and are never split into words. In each gap between them,
one run of the inner loop over the gap's words tells which old block shares words with which new one, so similar blocks
are found without comparing each with each. What is left unpaired is looked up elsewhere in the text: first the very
same content, then blocks that share rare words.
Cost: linear in the words of the gaps; candidates for moves are bounded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, pairwise

from redline import blocks, numbering, sequence, single_words
from redline.blocks import Block
from redline.pieces import Pieces, pieces_of
from redline.sequence import Stretch

_CLOSED = frozenset({blocks.ROW, blocks.CODE})
_WORTH_COMPARING = 0.3
_SIMILAR = 0.45
_MOVED_SIMILAR = 0.6
_MOVED_LETTERS = 4
_COMMON = 8
_CANDIDATES = 4
_FEW_WORDS = 8


class Texts:
    """The blocks of one text; each is split into words at most once, and only if it must be compared."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks.split(text)
        self.contents = [block.content for block in self.blocks]
        self.unnumbered = [numbering.unnumbered(block) for block in self.blocks]
        self._pieces: dict[int, Pieces] = {}
        self._replaced: dict[tuple[int, int], list[Stretch] | None] = {}

    def pieces(self, number: int) -> Pieces:
        """Return the words of a block."""
        if number not in self._pieces:
            self._pieces[number] = pieces_of(self.contents[number])
        return self._pieces[number]

    def replaced(self, i: int, new: "Texts", j: int) -> list[Stretch] | None:
        """Return the single words that differ between a block and one of the other text, remembered; None if more."""
        if (i, j) not in self._replaced:
            self._replaced[i, j] = single_words.replaced(self.contents[i], new.contents[j])
        return self._replaced[i, j]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The blocks of two texts and which old block became which new one, in order and moved."""

    old_text: Texts
    new_text: Texts
    in_order: dict[int, int]
    moved: dict[int, int]

    @property
    def old(self) -> Sequence[Block]:
        """The blocks of the old text."""
        return self.old_text.blocks

    @property
    def new(self) -> Sequence[Block]:
        """The blocks of the new text."""
        return self.new_text.blocks


def pair(old_text: str, new_text: str) -> Pairing:
    """Return how the blocks of two texts correspond."""
    old, new = Texts(old_text), Texts(new_text)
    changed = sequence.units(old.unnumbered, new.unnumbered)
    in_order: dict[int, int] = {}
    for i, j, length in sequence.matches(changed, len(old.blocks), len(new.blocks)):
        in_order.update((i + step, j + step) for step in range(length))
    for i1, i2, j1, j2 in changed:
        in_order.update(_similar(old, new, range(i1, i2), range(j1, j2)))
    taken = set(in_order.values())
    left = [i for i in range(len(old.blocks)) if i not in in_order]
    return Pairing(old, new, in_order, _moved(old, new, left, [j for j in range(len(new.blocks)) if j not in taken]))


def _similar(old: Texts, new: Texts, olds: range, news: range) -> dict[int, int]:
    """Pair similar blocks of one gap, in order."""
    if not olds or not news:
        return {}
    if len(olds) == len(news):
        opposite = dict(zip(olds, news, strict=True))
        if all(_surely_alike(old, new, i, j) for i, j in opposite.items()):
            return opposite
    if len(olds) == len(news) == 1:
        return opposite if _alone_alike(old, new, olds[0], news[0]) else {}
    return _by_shared_words(old, new, olds, news)


def _surely_alike(old: Texts, new: Texts, i: int, j: int) -> bool:
    """Tell whether two blocks share two fifths of their chunks, in order; of short ones, whether they are similar."""
    words = old.replaced(i, new, j)
    if words is not None and old.contents[i].count(" ") >= len(words) + _FEW_WORDS:
        return _of_a_kind(old, new, i, j)
    before, after = old.pieces(i).chunks, new.pieces(j).chunks
    shared = sequence.common(before, after)
    if shared < _FEW_WORDS:
        return _similar_blocks(old, new, i, j)
    return 5 * shared >= len(before) + len(after) and _of_a_kind(old, new, i, j)


def _alone_alike(old: Texts, new: Texts, i: int, j: int) -> bool:
    """Tell whether one block in place of one block is worth comparing word by word; rows, headings, code always are."""
    if not _of_a_kind(old, new, i, j):
        return False
    if old.blocks[i].kind in (*_CLOSED, blocks.HEADING) or _alike(old.pieces(i), new.pieces(j)):
        return True
    before, after = ([key for key in one.keys if key[0].isalpha()] for one in (old.pieces(i), new.pieces(j)))
    return 4 * sequence.common(before, after) > len(before) + len(after)


def _of_a_kind(old: Texts, new: Texts, i: int, j: int) -> bool:
    """Tell whether a block can become the other: a paragraph may become a list item, but never a row or code."""
    before, after = old.blocks[i].kind, new.blocks[j].kind
    return before == after or not (before in _CLOSED or after in _CLOSED)


def alike(old: str, new: str) -> bool:
    """Tell whether one text in place of another is worth comparing word by word."""
    return _alike(pieces_of(old), pieces_of(new))


def _alike(old: Pieces, new: Pieces) -> bool:
    return _likeness(old, new) >= _WORTH_COMPARING


def _likeness(old: Pieces, new: Pieces) -> float:
    """Return how much of the different words of two texts is the same, by their letters: 0 to 1."""
    shared = sum(map(len, old.different & new.different))
    return 2 * shared / max(1, old.letters + new.letters)


def _by_shared_words(old: Texts, new: Texts, olds: range, news: range) -> dict[int, int]:
    """Pair alike blocks by the words that the inner loop matched between them, most first, never crossing.

    A block that is then alone between two pairs is paired as if it alone were changed.
    """
    old_words, old_owner = _gap_words(old, olds)
    new_words, new_owner = _gap_words(new, news)
    runs = sequence.matches(sequence.hunks(old_words, new_words), len(old_words), len(new_words))
    owners = (zip(old_owner[i : i + n], new_owner[j : j + n], strict=True) for i, j, n in runs)
    shared = Counter(chain.from_iterable(owners))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), _ in shared.most_common():
        if i not in found and j not in taken and _similar_blocks(old, new, i, j):
            found[i] = j
            taken.add(j)
    borders = [(olds.start - 1, news.start - 1), *sorted(found.items()), (olds.stop, news.stop)]
    alone = [(i + 1, j + 1) for (i, j), after in pairwise(borders) if after == (i + 2, j + 2)]
    return found | {i: j for i, j in alone if _alone_alike(old, new, i, j)}


def _similar_blocks(old: Texts, new: Texts, i: int, j: int) -> bool:
    return _of_a_kind(old, new, i, j) and _likeness(old.pieces(i), new.pieces(j)) >= _SIMILAR


def _gap_words(text: Texts, span: range) -> tuple[list[str], list[int]]:
    """Return the chunks of a gap and the block each belongs to."""
    keys: list[str] = []
    owners: list[int] = []
    for number in span:
        found = text.pieces(number).chunks
        keys += found
        owners += [number] * len(found)
    return keys, owners


def _moved(old: Texts, new: Texts, olds: list[int], news: list[int]) -> dict[int, int]:
    """Pair blocks that stand elsewhere in the new text: equal ones first, then the most alike."""
    if not olds or not news:
        return {}
    olds = [i for i in olds if old.pieces(i).letters >= _MOVED_LETTERS]
    news = [j for j in news if new.pieces(j).letters >= _MOVED_LETTERS]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_candidates(old, new, olds, news)):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _candidates(old: Texts, new: Texts, olds: list[int], news: list[int]) -> Iterable[tuple[float, int, int]]:
    """Yield (unlikeness, old, new) of blocks with the same content, else of those that share the most rare words."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j in news:
        for word in [*new.pieces(j).different, new.unnumbered[j]]:
            holders[word].append(j)
    for i in olds:
        some = (holders.get(word, ()) for word in [*old.pieces(i).different, old.unnumbered[i]])
        shared = Counter(chain.from_iterable(found for found in some if len(found) <= _COMMON))
        for j in nsmallest(_CANDIDATES, shared, key=lambda j: (old.unnumbered[i] != new.unnumbered[j], -shared[j], j)):
            likeness = _likeness(old.pieces(i), new.pieces(j))
            if likeness >= _MOVED_SIMILAR and _of_a_kind(old, new, i, j):
                yield (-2.0 if old.unnumbered[i] == new.unnumbered[j] else -likeness, i, j)
