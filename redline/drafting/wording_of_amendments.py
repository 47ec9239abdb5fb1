# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole amendment as numbered formulas, which together read back to the text with all of it.

>>> from redline.changes import changes
>>> old = "Il corso è breve. Ogni corso è aperto.\\n\\nIl corso è gratuito."
>>> new = "Il modulo è breve. Ogni modulo è aperto a tutti.\\n\\nIl modulo è gratuito."
>>> print(*amendment(changes(old, new), old), sep="\\n")
1) La parola: "corso", ovunque ricorra, è sostituita dalla seguente: "modulo".
2) Al primo capoverso sono aggiunte, in fine, le seguenti parole: "a tutti".

Idea: each change has its formula; the very same words changed wherever they stand, in the text or in a section, need
one. Then all are read together. Where that does not give the new text, since two formulas want the same place or words,
their changes are said together, and all are read again. Cost: one reading of the text for each formula; where they do
not fit, a few more readings of all.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from redline.changes import Change, select
from redline.drafting import outline, wording_of_blocks, wording_of_words
from redline.drafting.formula import amended
from redline.drafting.instruction import instructions
from redline.drafting.italian import sentence
from redline.drafting.naming import place
from redline.drafting.refusals import Overlap
from redline.drafting.wording import first_exact, formal, reads_back
from redline.edits import Edit

_MOST_JOINED = 30  # changes of one amendment that are said together before all of them are


def amendment(every: Sequence[Change], text: str) -> list[str]:
    """Return the numbered formulas of a whole amendment, which together read back to the text with all of it.

    Words replaced wherever they stand need one formula; changes that do not fit beside each other are said together.
    """
    said = _everywhere(every, text)
    groups = _grouped(every, said)
    for _ in range(_MOST_JOINED):
        formulas = [said.get(_numbers(group)) or _together(group, every, text) for group in groups]
        said |= {_numbers(group): formula for group, formula in zip(groups, formulas, strict=True)}
        unfit = _unfit(groups, formulas, every, text)
        if unfit is None:
            return [f"{number}) {formula}" for number, formula in enumerate(formulas, 1)]
        first, second = unfit
        groups[first] += groups.pop(second)
    return [f"1) {_together(every, every, text)}"]


def _unfit(
    groups: Sequence[Sequence[Change]], formulas: Sequence[str], every: Sequence[Change], text: str
) -> tuple[int, int] | None:
    """Return two groups whose formulas do not give what they should when both are read, or None."""

    def fit(count: int) -> bool:
        numbers = {change.number for group in groups[:count] for change in group}
        return amended("\n".join(formulas[:count]), text) == select(text, every, numbers)

    try:
        if len(groups) < 2 or fit(len(groups)):
            return None
    except Overlap as overlap:
        whose = [number for number, formula in enumerate(formulas) for _ in instructions(formula)]
        first, second = sorted(whose[number - 1] for number in overlap.data["numbers"])
        return first, second
    last = bisect_left(range(len(groups)), True, lo=1, key=lambda count: not fit(count + 1))
    return min(range(last), key=lambda number: _distance(groups[number], groups[last])), last


def _distance(one: Iterable[Change], other: Sequence[Change]) -> int:
    """Return how far apart two groups of changes stand in the text, from edit to nearest edit."""
    places = [edit for change in other for edit in change.edits]
    return min(max(a.start - b.end, b.start - a.end) for change in one for a in change.edits for b in places)


def _numbers(group: Iterable[Change]) -> frozenset[int]:
    return frozenset(change.number for change in group)


def _grouped(every: Sequence[Change], said: Mapping[frozenset[int], str]) -> list[list[Change]]:
    """Return the changes of which each formula speaks, in the order in which the new text has them.

    What comes in at one place comes in the order of the formulas.
    """
    home = {number: numbers for numbers in said for number in numbers}
    groups: defaultdict[frozenset[int], list[Change]] = defaultdict(list)
    for change in sorted(every, key=_arrival):
        groups[home.get(change.number, frozenset({change.number}))].append(change)
    return list(groups.values())


def _arrival(change: Change) -> int:
    """Return where in the new text the first words that a change brings stand, else where it takes some out."""
    return min((edit.place for edit in change.edits if edit.text.strip()), default=change.edits[0].place)


def _together(group: Sequence[Change], every: Sequence[Change], text: str) -> str:
    """Return the formula of one change, or of several that can only be said together."""
    if len(group) == 1:
        return formal(group[0], text)
    wanted = select(text, every, _numbers(group))
    start, end = min(change.start for change in group), max(change.end for change in group)
    whole = Edit(start, end, wanted[start : len(wanted) - len(text) + end], start)
    ways = chain(wording_of_words.ways(whole, text, wanted), wording_of_blocks.ways(text, wanted, start))
    return first_exact(ways, text, wanted, group[0])


def _everywhere(every: Sequence[Change], text: str) -> dict[frozenset[int], str]:
    """Return the formulas that say several changes: the same words changed wherever they stand in text or section."""
    alike: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in every:
        if len(change.edits) == 1 and change.old.strip():
            alike[change.old, change.new].append(change)
    found: dict[frozenset[int], str] = {}
    for (old, new), group in alike.items():
        taken: set[int] = set()
        for where, some in _reaches(group, text):
            numbers = _numbers(some)
            formula = sentence(wording_of_words.everywhere(where, old, new))
            if not numbers & taken and reads_back(formula, text, select(text, some, numbers)):
                found[numbers] = formula
                taken |= numbers
    return found


def _reaches(group: Sequence[Change], text: str) -> Iterator[tuple[str, list[Change]]]:
    """Yield the whole text with all changes of a group, then each section with those that stand in it."""
    if len(group) < 2:
        return
    yield "", list(group)
    found = outline.outline(text)
    for number, section in enumerate(found.sections):
        blocks = found.blocks[section.start : section.end]
        if blocks and len(found.sections) > 1:
            some = [change for change in group if blocks[0].start <= change.start < blocks[-1].end]
            if len(some) > 1:
                yield place(found.section_address(number)), some
