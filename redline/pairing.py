# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pair the blocks of two texts: equal ones, then similar ones in order, then moved ones, also when edited.

Idea: equal blocks come from the inner loop over whole blocks and are never split into words. In each gap between them,
one run of the inner loop over the gap's words tells which old block shares words with which new one, so similar blocks
are found without comparing each with each. What is left unpaired is looked up elsewhere in the text: first the very
same content, then blocks that share rare words.
Cost: linear in the words of the gaps; candidates for moves are bounded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from redline import blocks, sequence
from redline.blocks import Block
from redline.edits import Pieces

EQUAL, EDITED, MOVED = "equal", "edited", "moved"
_SIMILAR = 0.4
_MOVED_SIMILAR = 0.6
_MOVED_WORDS = 4
_COMMON = 8


@dataclass(frozen=True, slots=True)
class Pairing:
    """The blocks of two texts and which old block became which new one, in order and moved."""

    old: list[Block]
    new: list[Block]
    in_order: dict[int, int]
    moved: dict[int, int]

    def kind(self, i: int, j: int) -> str:
        """Return equal or edited for a pair of blocks."""
        return EQUAL if self.old[i].content == self.new[j].content else EDITED


def pair(old: str, new: str) -> Pairing:
    """Return how the blocks of two texts correspond."""
    old_blocks, new_blocks = blocks.split(old), blocks.split(new)
    old_contents, new_contents = [b.content for b in old_blocks], [b.content for b in new_blocks]
    changed = sequence.hunks(old_contents, new_contents)
    in_order: dict[int, int] = {}
    for i, j, length in sequence.matches(changed, len(old_blocks), len(new_blocks)):
        in_order.update((i + step, j + step) for step in range(length))
    for i1, i2, j1, j2 in changed:
        in_order.update(_similar(old_contents, new_contents, range(i1, i2), range(j1, j2)))
    moved = _moved(
        {i: old_contents[i] for i in range(len(old_blocks)) if i not in in_order},
        {j: new_contents[j] for j in sorted(set(range(len(new_blocks))) - set(in_order.values()))},
    )
    return Pairing(old_blocks, new_blocks, in_order, moved)


def _similar(old: list[str], new: list[str], olds: range, news: range) -> dict[int, int]:
    """Pair similar blocks of one gap, in order."""
    if not olds or not news:
        return {}
    if len(olds) == len(news) == 1:
        return {olds[0]: news[0]} if alike(old[olds[0]], new[news[0]]) else {}
    return _by_shared_words(old, new, olds, news)


def alike(old: str, new: str) -> bool:
    """Tell whether one block in place of one block is worth comparing word by word."""
    shared, whole = _likeness(_weights(old), _weights(new))
    return shared >= 0.3 * whole


def _by_shared_words(old: list[str], new: list[str], olds: range, news: range) -> dict[int, int]:
    """Pair blocks by the words that the inner loop matched between them, strongest first, never crossing."""
    old_words, old_owner, old_weight = _gap_words(old, olds)
    new_words, new_owner, new_weight = _gap_words(new, news)
    shared: Counter[tuple[int, int]] = Counter()
    changed = sequence.hunks(old_words, new_words)
    for i, j, length in sequence.matches(changed, len(old_words), len(new_words)):
        for step in range(length):
            weight = _weight(old_words[i + step])
            shared[old_owner[i + step], new_owner[j + step]] += weight
    found: dict[int, int] = {}
    for (i, j), weight in shared.most_common():
        similar = 2 * weight >= _SIMILAR * (old_weight[i] + new_weight[j])
        if similar and weight and i not in found and j not in found.values():
            found[i] = j
    return found


def _gap_words(contents: list[str], span: range) -> tuple[list[str], list[int], Counter[int]]:
    """Return the words of a gap, the block each belongs to, and the weight of each block."""
    keys: list[str] = []
    owners: list[int] = []
    weights: Counter[int] = Counter()
    for number in span:
        found = Pieces(contents[number]).keys
        keys += found
        owners += [number] * len(found)
        weights[number] = sum(map(_weight, found))
    return keys, owners, weights


def _weight(word: str) -> int:
    """Return what a word counts for likeness: its letters; marks count nothing."""
    return len(word) if word[:1].isalnum() else 0


def _weights(content: str) -> Counter[str]:
    return Counter(word for word in Pieces(content).keys if _weight(word))


def _likeness(old: Counter[str], new: Counter[str]) -> tuple[int, int]:
    """Return twice the weight two blocks share, and the weight of both."""
    shared = sum(_weight(word) * min(count, new[word]) for word, count in old.items() if word in new)
    return 2 * shared, sum(_weight(w) * n for w, n in old.items()) + sum(_weight(w) * n for w, n in new.items())


def _moved(old: dict[int, str], new: dict[int, str]) -> dict[int, int]:
    """Pair blocks that stand elsewhere in the new text: equal ones first, then the most alike."""
    if not old or not new:
        return {}
    old_words = {i: counted for i, content in old.items() if _long(counted := _weights(content))}
    new_words = {j: counted for j, content in new.items() if _long(counted := _weights(content))}
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(_candidates(old_words, new_words, old, new)):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _long(words: Counter[str]) -> bool:
    return words.total() >= _MOVED_WORDS


def _candidates(
    old_words: dict[int, Counter[str]], new_words: dict[int, Counter[str]], old: dict[int, str], new: dict[int, str]
) -> Iterable[tuple[float, int, int]]:
    """Yield (unlikeness, old, new) of blocks that share a rare word or the whole content."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for j, counted in new_words.items():
        for word in [*counted, new[j]]:
            holders[word].append(j)
    for i, counted in old_words.items():
        found = (holders.get(word, []) for word in [*counted, old[i]])
        known = {j for some in found if len(some) <= _COMMON for j in some}
        for j in known:
            shared, whole = _likeness(counted, new_words[j])
            if shared >= _MOVED_SIMILAR * whole:
                yield (-1.0 if old[i] == new[j] else -shared / whole, i, j)
