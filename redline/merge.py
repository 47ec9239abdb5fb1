# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge two texts written on the same base; what cannot be merged is a clash that a person resolves.

Idea: diff3 on edits. First by lines, as git does: what is clean there is clean here, with the same words. Each conflict
of lines is merged again by words, with blocks paired; edits that overlap or touch (only white space between) clash.
A merge by words that leaves a mark open, or a whole that leaves a fence open, which neither side did, is given up for
a clash of the whole stretch. Nothing is guessed: every word either side wrote stands in the result or in a clash.
Cost: two differences by lines, and by words only of what both sides touched.
Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007; xdl_merge in git.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from redline import blocks, diff, marks, sequence
from redline.edits import Edit, apply

_SENTENCE_START = re.compile(r"(?:[.!?…;]\s|\n)")
_SHORT_GAP = 3
_MOST_BY_WORDS = 5_000  # regions; with more, two rewrites were sent, and only lines are merged


@dataclass(frozen=True, slots=True)
class Clash:
    """Words that both sides changed differently, and where: the headings above, and the sentence around them."""

    base: str
    ours: str
    theirs: str
    place: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Merge:
    """What a merge came to: merged text and clashes in turn."""

    parts: tuple[str | Clash, ...]

    @cached_property
    def clashes(self) -> list[Clash]:
        """The clashes, in order; empty where the merge is clean."""
        return [part for part in self.parts if isinstance(part, Clash)]

    @property
    def text(self) -> str:
        """The merged text; raises ValueError while there are clashes."""
        return self.resolve([])

    def resolve(self, choices: Sequence[str]) -> str:
        """Return the text with one choice in place of each clash; raise ValueError where their number differs."""
        if len(choices) != len(self.clashes):
            raise ValueError(f"{len(self.clashes)} clashes, {len(choices)} choices")
        rest = iter(choices)
        return "".join(part if isinstance(part, str) else next(rest) for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Region:
    """A stretch of the base that both sides changed differently, in the words of all three."""

    base: str
    ours: str
    theirs: str


@lru_cache(maxsize=4)
def merge(base: str, ours: str, theirs: str) -> Merge:
    """Return the three-way merge of two texts written on one base.

    The last few are remembered: a merge that was looked at is often made next.
    """
    if theirs in (base, ours):
        return Merge((ours,))
    if ours == base:
        return Merge((theirs,))
    found = _diff3(base, line_edits(base, ours), line_edits(base, theirs), _meet_as_lines)
    if sum(isinstance(part, _Region) for part in found) <= _MOST_BY_WORDS:
        found = [inner for part in found for inner in ([part] if isinstance(part, str) else _by_words(part))]
    found = _without_open_fence(found, base, ours, theirs)
    return Merge(tuple(_placed(_tidied(found))))


def line_edits(old: str, new: str) -> list[Edit]:
    """Return the edits between two texts by whole lines, as git finds them."""
    before, after = _lines(old), _lines(new)
    old_at, new_at = _offsets(before), _offsets(after)
    return [
        Edit(old_at[h.i1], old_at[h.i2], new[new_at[h.j1] : new_at[h.j2]], new_at[h.j1])
        for h in sequence.lines(before, after)
    ]


def _lines(text: str) -> list[str]:
    """Split at line feeds only, as git does, each line with its end."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _offsets(lines: list[str]) -> list[int]:
    return list(accumulate(map(len, lines), initial=0))


def _meet_as_lines(between: str) -> bool:
    return not between


def _meet_as_words(between: str) -> bool:
    """Tell whether edits of words on both sides of this text are too close to be merged unseen."""
    return not between.strip() and between.count("\n") < 2


def _diff3(base: str, ours: list[Edit], theirs: list[Edit], meet: Callable[[str], bool]) -> list[str | _Region]:
    """Merge two lists of edits: where edits of both sides meet and differ is a region, all else is text."""
    parts: list[str | _Region] = []
    place = 0
    for start, end, mine, yours in _chunks(base, ours, theirs, meet):
        parts.append(base[place:start])
        parts.append(_merged(base, start, end, mine, yours))
        place = end
    parts.append(base[place:])
    return parts


def _chunks(
    base: str, ours: list[Edit], theirs: list[Edit], meet: Callable[[str], bool]
) -> list[tuple[int, int, list[Edit], list[Edit]]]:
    """Gather edits that meet edits of the other side into chunks of the base: (start, end, our edits, their edits)."""
    both = [(e.start, e.end, 0, e) for e in ours] + [(e.start, e.end, 1, e) for e in theirs]
    every = sorted(both, key=lambda one: one[:3])
    chunks: list[tuple[int, int, list[Edit], list[Edit]]] = []
    ends = [-1, -1]
    for start, end, side, edit in every:
        other_end = ends[1 - side]
        meets = chunks and other_end >= 0 and (start <= other_end or meet(base[other_end:start]))
        inside = chunks and start <= ends[side]
        if meets or inside:
            first, last, mine, yours = chunks.pop()
            end = max(last, end)
            start = first
        else:
            mine, yours = [], []
            ends = [-1, -1]
        (yours if side else mine).append(edit)
        ends[side] = max(ends[side], edit.end)
        chunks.append((start, end, mine, yours))
    return chunks


def _merged(base: str, start: int, end: int, ours: list[Edit], theirs: list[Edit]) -> str | _Region:
    first, second = _side(base, start, end, ours), _side(base, start, end, theirs)
    if not theirs or first == second:
        return first
    return second if not ours else _Region(base[start:end], first, second)


def _side(base: str, start: int, end: int, found: list[Edit]) -> str:
    return apply(base[start:end], [edit.moved(-start, 0) for edit in found])


def _by_words(region: _Region) -> list[str | _Region]:
    """Merge a region by words, blocks paired; return the region itself where that would leave a mark open."""
    ours, theirs = _word_edits(region.base, region.ours), _word_edits(region.base, region.theirs)
    parts = [part for part in _diff3(region.base, ours, theirs, _meet_as_words) if part]
    sides = [marks.open_marks(text) for text in (region.base, region.ours, region.theirs)]
    for choice in ("ours", "theirs"):
        text = "".join(part if isinstance(part, str) else getattr(part, choice) for part in parts)
        if marks.open_marks(text) not in sides:
            return [region]
    return parts


def _word_edits(old: str, new: str) -> list[Edit]:
    return [edit for edit, _ in diff.flat(diff.groups(old, new))]


def _without_open_fence(parts: list[str | _Region], base: str, ours: str, theirs: str) -> list[str | _Region]:
    """Give the whole merge up for one clash where it leaves a fence open that neither side left open."""
    if any(map(marks.open_fence, (base, ours, theirs))):
        return parts
    text = "".join(part if isinstance(part, str) else part.ours for part in parts)
    return [_Region(base, ours, theirs)] if marks.open_fence(text) else parts


def _tidied(parts: list[str | _Region]) -> list[str | _Region]:
    """Join texts that touch, and regions with only a few words between them."""
    tidy: list[str | _Region] = []
    for part in parts:
        if not part:
            continue
        if isinstance(part, str) and tidy and isinstance(tidy[-1], str):
            tidy[-1] += part
        elif isinstance(part, _Region):
            tidy.append(_with_near(tidy, part))
        else:
            tidy.append(part)
    return tidy


def _with_near(tidy: list[str | _Region], region: _Region) -> _Region:
    """Return the region joined with one just before it, if only a few words of one line stand between."""
    if tidy and isinstance(tidy[-1], _Region):
        between = ""
    elif len(tidy) > 1 and isinstance(tidy[-1], str) and isinstance(tidy[-2], _Region) and _short(tidy[-1]):
        between = tidy[-1]
        tidy.pop()
    else:
        return region
    earlier = tidy.pop()
    assert isinstance(earlier, _Region)
    joined = (getattr(earlier, side) + between + getattr(region, side) for side in ("base", "ours", "theirs"))
    return _Region(*joined)


def _short(between: str) -> bool:
    return "\n" not in between and len(between.split()) <= _SHORT_GAP


def _placed(parts: list[str | _Region]) -> list[str | Clash]:
    """Turn regions into clashes that know their headings and the sentence around them."""
    place_at = _places([part if isinstance(part, str) else part.base for part in parts])
    placed: list[str | Clash] = []
    for number, part in enumerate(parts):
        if isinstance(part, str):
            placed.append(part)
            continue
        before, after = _text_at(parts, number - 1), _text_at(parts, number + 1)
        around = _sentence_before(before), _sentence_after(after)
        placed.append(Clash(part.base, part.ours, part.theirs, place_at[number], *around))
    return placed


def _places(texts: list[str]) -> list[tuple[str, ...]]:
    """Return for each of the pieces of a text the headings it begins under."""
    found = blocks.split("".join(texts))
    paths = blocks.places(found)
    starts = [block.start for block in found]
    begins = accumulate(map(len, texts[:-1]), initial=0)
    return [paths[bisect_right(starts, begin) - 1] if starts else () for begin in begins]


def _text_at(parts: list[str | _Region], number: int) -> str:
    part = parts[number] if 0 <= number < len(parts) else ""
    return part if isinstance(part, str) else ""


def _sentence_before(text: str) -> str:
    """Return the end of a text from the last beginning of a sentence."""
    starts = [match.end() for match in _SENTENCE_START.finditer(text, max(0, len(text) - 1000))]
    return text[starts[-1] if starts else max(0, len(text) - 1000) :]


def _sentence_after(text: str) -> str:
    """Return the beginning of a text up to the end of its first sentence."""
    end = _SENTENCE_START.search(text, 0, 1000)
    return text[: end.start() + (text[end.start()] != "\n")] if end else text[:1000]
