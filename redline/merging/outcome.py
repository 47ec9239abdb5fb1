# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of a change once others are made: applies, look, absorbed, precluded or clash.

Idea: only edits that meet (see `ground`) can be in each other's way. Of a change that meets one already made:
its effect stands there already (absorbed: the same edit, a deletion inside a wider one, words that the other edit
brings as well); the words it changes, or those it was put behind, were taken out (precluded); or two people want
different things of the same words (clash). An insertion hangs on the three words before it: gone, it is precluded;
gone in part, a person must find its place.

    >>> text = "La danza in tutti i suoi generi e manifestazioni è libera."
    >>> whole, part = Edit(8, 48, "", 8), Edit(31, 48, "", 31)
    >>> after = Edit(48, 48, ", come l'arte,", 48)
    >>> [outcome(Ground(text), Footprint((change,)), Footprint((whole,))) for change in (part, after)]
    ['absorbed', 'precluded']
    >>> outcome(Ground(text), Footprint((after,)), Footprint((part,)))
    'clash'

Cost: each edit of the one with each near edit of the other.
"""

import re
from collections.abc import Iterator, Sequence

from redline.edits import Edit
from redline.merging.footprint import Footprint
from redline.merging.ground import LOOK as NEAR
from redline.merging.ground import MEET, Ground
from redline.merging.moving import Move

APPLIES, LOOK, ABSORBED, PRECLUDED, CLASH = "applies", "look", "absorbed", "precluded", "clash"

_WORD = re.compile(r"\w+")
_LONGEST_SLIDE = 200
_ANCHOR = 3  # words: as many as it takes to be a place, and to be found again


def outcome(ground: Ground, change: Footprint, made: Footprint) -> str:
    """Return what becomes of a change of this ground where the other is made already."""
    found = {_of_edit(ground, edit, made) for edit in change.edits}
    found |= {_of_span(span, change, made) for span in change.spans}
    if found == {ABSORBED}:
        return ABSORBED
    if found & {CLASH, ABSORBED}:
        return CLASH
    return next((what for what in (PRECLUDED, LOOK) if what in found), APPLIES)


def _of_span(span: Move, change: Footprint, made: Footprint) -> str:
    """Return what becomes of a move of this block."""
    if any(_overlap(span, other) for other in made.spans):
        return ABSORBED if _same_move(change, made) else CLASH
    across = [edit for edit in made.edits if _overlap(span, edit) and not _inside(span, edit)]
    if across:
        return CLASH if any(edit.text.strip() for edit in across) else PRECLUDED
    return APPLIES


def _overlap(span: Move, other: Move | Edit) -> bool:
    return other.start < span.end and span.start < other.end


def _inside(span: Move, edit: Edit) -> bool:
    """Tell whether an edit leaves something of a block."""
    return span.start <= edit.start and edit.end <= span.end and edit.end - edit.start < span.end - span.start


def _same_move(change: Footprint, made: Footprint) -> bool:
    return {_deed(edit) for edit in change.edits} <= {_deed(edit) for edit in made.edits}


def _deed(edit: Edit) -> tuple[int, int, str]:
    return edit.start, edit.end, edit.text


def _of_edit(ground: Ground, edit: Edit, made: Footprint) -> str:
    """Return what becomes of one edit."""
    if any(_deed(edit) == _deed(other) for other in made.edits):
        return ABSORBED
    if any(_overlap(span, edit) and not _inside(span, edit) for span in made.spans):
        return CLASH
    near = [(ground.nearness(edit, other), other) for other in made.edits]
    met = [other for nearness, other in near if nearness == MEET]
    if met:
        return _of_met(ground, edit, met)
    return LOOK if any(nearness == NEAR for nearness, _ in near) else APPLIES


def _of_met(ground: Ground, edit: Edit, met: Sequence[Edit]) -> str:
    """Return what becomes of an edit that meets others."""
    old = ground.text[edit.start : edit.end].strip()
    gone = [other for other in met if not other.text.strip()]
    if not edit.text.strip():
        taken = any(_covers(ground, other, *span) for other in gone for span in _spans(ground, edit))
        return ABSORBED if taken else CLASH
    if any(_brings(other, edit, old) for other in met if _holds(ground, other, edit)):
        return ABSORBED
    start, end = (edit.start, edit.end) if old else _anchor(ground, edit)
    return PRECLUDED if any(_covers(ground, other, start, end) for other in gone) else CLASH


def _spans(ground: Ground, edit: Edit) -> Iterator[tuple[int, int]]:
    """Yield all places where a deletion has the same effect: among repeated words it can slide."""
    text = ground.text
    for step in (-1, 1):
        start, end = edit.start, edit.end
        yield start, end
        while abs(start - edit.start) < _LONGEST_SLIDE and _slides(text, start, end, step):
            start, end = start + step, end + step
            yield start, end


def _slides(text: str, start: int, end: int, step: int) -> bool:
    if step < 0:
        return start > 0 and text[start - 1] == text[end - 1]
    return end < len(text) and text[start] == text[end]


def _holds(ground: Ground, other: Edit, edit: Edit) -> bool:
    """Tell whether another edit takes at least the words of this one, or stands at the place where it puts some in."""
    return _covers(ground, other, edit.start, edit.end) or other.start <= edit.start == edit.end <= other.end


def _covers(ground: Ground, other: Edit, start: int, end: int) -> bool:
    """Tell whether an edit takes all words from start to end."""
    taken = ground.text[start:end]
    start += len(taken) - len(taken.lstrip())
    end -= len(taken) - len(taken.rstrip())
    return start < end and other.start <= start and end <= other.end


def _brings(other: Edit, edit: Edit, old: str) -> bool:
    """Tell whether another edit brings the words of this one and more, and not those that it takes out."""
    if other.text.split() == edit.text.split():
        return True
    brought, wanted = (f" {' '.join(_WORD.findall(text))} " for text in (other.text, edit.text))
    taken = f" {' '.join(_WORD.findall(old))} "
    more = bool(wanted.strip()) and wanted in brought and wanted != brought
    return more and (not taken.strip() or taken not in brought)


def _anchor(ground: Ground, edit: Edit) -> tuple[int, int]:
    """Return the words an insertion hangs on: the last three of its sentence before it, else the first after it."""
    start, end = ground.sentence(edit)
    before = [match.start() + start for match in _WORD.finditer(ground.text[start : edit.start])]
    if before:
        return before[-_ANCHOR:][0], edit.start
    after = [match.end() + edit.start for match in _WORD.finditer(ground.text[edit.start : end])]
    return edit.start, (after[:_ANCHOR] or [edit.start])[-1]
