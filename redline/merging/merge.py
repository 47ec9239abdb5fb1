# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Merge two texts written on the same base; what cannot be merged is a clash that a person resolves.

Idea: first by lines, as git does: what is clean there is clean here, with the same words. Each conflict of lines is
merged again by words, with blocks paired. Where whole lines clash still, lines are compared once more with the blank
ones behind them, since a blank line equals any other and may pair the wrong paragraphs; and where one side moved a
block that the other edited, the edits travel with the block. A whole that leaves a fence open, which neither side did,
is given up for one clash. Nothing is guessed: every word either side wrote stands in the result or in a clash. What was
merged inside one sentence, or edge to edge, is clean but wants a look: on real prose such merges are right four times
in five.

    >>> base = "Il corso dura trenta giorni e si tiene a Roma."
    >>> found = merge(base, base.replace("trenta", "sei"), base.replace("a Roma", "in rete"))
    >>> found.text
    'Il corso dura sei giorni e si tiene in rete.'
    >>> [look.text for look in found.looks]
    ['Il corso dura sei giorni e si tiene in rete.']
    >>> (clash,) = merge(base, base.replace("trenta", "sei"), base.replace("trenta", "dieci")).clashes
    >>> clash.before, clash.base, clash.ours, clash.theirs, clash.after
    ('Il corso dura ', 'trenta', 'sei', 'dieci', ' giorni e si tiene a Roma.')

Cost: two differences by lines, and by words only of what both sides touched.
Source: Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", 2007; xdl_merge in git.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from re import Pattern

from redline import marks, sequence
from redline.edits import Edit
from redline.merging import diff3, looking, moving, wordmerge
from redline.merging.diff3 import CLASH, Piece, filled
from redline.merging.wordmerge import clashes

_LINES = re.compile(r"[^\n]*\n|[^\n]+")  # at line feeds only, as git does, each line with its end
_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")  # each line with the blank ones behind it
_SENTENCE_START = re.compile(r"(?:[.!?…;]\s|\n)")
_SHORT_GAP = 3
_MOST_BY_WORDS = 5_000  # clashes of lines; with more, two rewrites were sent, and only lines are merged


@dataclass(frozen=True, slots=True)
class Clash:
    """Words that both sides changed differently, and where: the headings above, and the sentence around them."""

    base: str
    ours: str
    theirs: str
    place: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Sentences that hold edits of both sides, merged without a clash: as they were, and as they are now."""

    base: str
    text: str
    place: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merge:
    """What a merge came to: merged text and clashes in turn; what of the text wants a look is found when asked."""

    parts: tuple[str | Clash, ...]
    _looks: Callable[[], Iterator[Look]] = field(default=lambda: iter(()), repr=False, compare=False)

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """The sentences that want a look, in order."""
        return tuple(self._looks())

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


@lru_cache(maxsize=16)
def merge(base: str, ours: str, theirs: str) -> Merge:
    """Return the three-way merge of two texts written on one base.

    The last few are remembered: a merge that was looked at is often made next.
    """
    if theirs in (base, ours):
        return Merge((ours,))
    if ours == base:
        return Merge((theirs,))
    found = _pieces(base, ours, theirs)
    if not any(_takes_lines(base, piece) for piece in found):
        return _told(base, _tidied(base, found))
    found = min(found, _pieces(base, ours, theirs, _PARAGRAPHS), key=clashes)
    travelled = moving.travelled(base, ours, theirs) if clashes(found) else None
    if travelled:
        again = _pieces(base, travelled.ours, travelled.theirs)
        if clashes(again) < clashes(found):
            return _told(base, _tidied(base, again), travelled.blocks)
    return _told(base, _tidied(base, found))


def _pieces(base: str, ours: str, theirs: str, units: Pattern[str] = _LINES) -> list[Piece]:
    """Return what either side changed, merged by lines, and by words where lines clash."""
    found = diff3.pieces(base, line_edits(base, ours, units), line_edits(base, theirs, units), _touch)
    if clashes(found) <= _MOST_BY_WORDS:
        found = [inner for piece in found for inner in ([piece] if piece.sides != CLASH else _by_words(base, piece))]
    if any(map(marks.open_fence, (base, ours, theirs))):
        return found
    if any(marks.open_fence(filled(base, found, clash=side)) for side in ("ours", "theirs")):
        return [Piece(0, len(base), base, ours, theirs, CLASH, "")]
    return found


def line_edits(old: str, new: str, units: Pattern[str] = _LINES) -> list[Edit]:
    """Return the edits between two texts by whole lines, as git finds them, or by other units."""
    before, after = units.findall(old), units.findall(new)
    old_at, new_at = _offsets(before), _offsets(after)
    return [
        Edit(old_at[h.i1], old_at[h.i2], new[new_at[h.j1] : new_at[h.j2]], new_at[h.j1])
        for h in sequence.lines(before, after)
    ]


def _offsets(lines: list[str]) -> list[int]:
    return list(accumulate(map(len, lines), initial=0))


def _touch(first: Edit, second: Edit) -> bool:
    return second.start <= first.end


def _by_words(base: str, piece: Piece) -> list[Piece]:
    found = wordmerge.merged(base[piece.start : piece.end], piece.ours, piece.theirs)
    return [inner.moved(piece.start) for inner in found]


def _takes_lines(base: str, piece: Piece) -> bool:
    """Tell whether a piece is a clash of whole lines, as a block that one side moved and the other edited is."""
    begins, ends = piece.start == 0 or base[piece.start - 1] == "\n", base[piece.end : piece.end + 1] in ("", "\n")
    return piece.sides == CLASH and begins and (ends or piece.base.endswith("\n"))


def _tidied(base: str, found: list[Piece]) -> list[Piece]:
    """Join clashes with only a few words of one line between them."""
    tidy: list[Piece] = []
    for piece in found:
        last = tidy[-1] if tidy else None
        if last and last.sides == piece.sides == CLASH and _short(base[last.end : piece.start]):
            tidy.pop()
            between = base[last.end : piece.start]
            ours, theirs = last.ours + between + piece.ours, last.theirs + between + piece.theirs
            piece = Piece(last.start, piece.end, last.base + between + piece.base, ours, theirs, CLASH, "")
        tidy.append(piece)
    return tidy


def _short(between: str) -> bool:
    return "\n" not in between and len(between.split()) <= _SHORT_GAP


def _told(base: str, found: list[Piece], travelled: Sequence[tuple[int, str, str]] = ()) -> Merge:
    """Turn pieces into text and clashes that know their headings and sentence, ready to tell what wants a look."""
    parts: list[str | Piece] = []
    place = 0
    for piece in found:
        parts += [base[place : piece.start], piece if piece.sides == CLASH else piece.text]
        place = piece.end
    parts = _joined([*parts, base[place:]])
    ground = looking.Around(base)
    return Merge(tuple(_clashes(parts, ground)), partial(_looks, ground, found, travelled))


def _looks(ground: looking.Around, found: Sequence[Piece], travelled: Sequence[tuple[int, str, str]]) -> Iterator[Look]:
    for start, before, now in sorted([*looking.looks(ground, found), *travelled]):
        yield Look(before.strip(), now.strip(), ground.place(start))


def _joined(parts: list[str | Piece]) -> list[str | Piece]:
    """Join texts that touch and drop empty ones."""
    joined: list[str | Piece] = []
    texts: list[str] = []
    for part in [*parts, None]:
        if isinstance(part, str):
            texts.append(part)
        else:
            joined += ["".join(texts), *([part] if part else [])]
            texts = []
    return [part for part in joined if part]


def _clashes(parts: list[str | Piece], ground: looking.Around) -> Iterator[str | Clash]:
    for number, part in enumerate(parts):
        if isinstance(part, str):
            yield part
        else:
            around = _sentence_before(_text_at(parts, number - 1)), _sentence_after(_text_at(parts, number + 1))
            yield Clash(part.base, part.ours, part.theirs, ground.place(part.start), *around)


def _text_at(parts: list[str | Piece], number: int) -> str:
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
