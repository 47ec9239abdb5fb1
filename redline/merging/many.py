# SPDX-License-Identifier: AGPL-3.0-or-later
"""Merge many amendments into the present text at once; what cannot stand together is a clash that a person resolves.

Idea: the forecast says of every change what becomes of it on the present text, and of every two that are near what
becomes of one after the other. Changes that only apply, or want a look, are made. Those whose effect stands in the
text, or in a wider change that is made, are absorbed. All others stay out, in clashes: groups of changes that cannot
all be made. Nothing depends on the order of the amendments.

    >>> text = "Il corso dura trenta giorni e si tiene a Roma."
    >>> asked = [text.replace("trenta", "sei"), text.replace("Roma", "Pisa"), text.replace("Roma", "Lucca")]
    >>> found = merge_all(text, text, asked)
    >>> found.text
    'Il corso dura sei giorni e si tiene a Roma.'
    >>> [(clash.changes, clash.versions[0]) for clash in found.clashes]
    [(((1, 1), (2, 1)), 'Il corso dura trenta giorni e si tiene a Pisa.')]
    >>> choose(text, text, asked, {(0, 1): ACCEPT, (1, 1): ACCEPT, (2, 1): REJECT}).text
    'Il corso dura sei giorni e si tiene a Pisa.'
    >>> choose(text, text, asked, {(0, 1): Own("nove"), (1, 1): ACCEPT}).text
    'Il corso dura nove giorni e si tiene a Pisa.'

Cost: the forecast's; then one pass over changes and pairs.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from redline import marks
from redline.changes import made, select
from redline.edits import Edit
from redline.merging.amendment import Amendment, Key
from redline.merging.forecast import Forecast, Outlook, forecast
from redline.merging.outcome import ABSORBED, CLASH, LOOK, PRECLUDED
from redline.merging.passages import Passages
from redline.merging.together import together

ACCEPT, REJECT = True, False


@dataclass(frozen=True, slots=True)
class Own:
    """The decision to take a change with other words than its author's."""

    words: str


Decision = bool | Own


@dataclass(frozen=True, slots=True)
class Standoff:
    """Changes that cannot all be made, or one that the present text has no place for.

    `was` is the passage as it is, `versions` what each change would make of it, in the order of `changes`.
    """

    changes: tuple[Key, ...]
    place: tuple[str, ...]
    was: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Many amendments on one text: the text with what could be made, and what became of every change."""

    text: str
    made: tuple[Key, ...]
    absorbed: tuple[Key, ...]
    clashes: tuple[Standoff, ...]
    looks: tuple[tuple[Key, ...], ...]


def merge_all(base: str, present: str, amendments: Sequence[Amendment | str]) -> Union:
    """Return the present text with all changes of all amendments that can stand in it together.

    An amendment given as a text was written on the base, and is called by its place in the list.
    """
    named = [one if isinstance(one, Amendment) else Amendment.of(at, base, one) for at, one in enumerate(amendments)]
    found = forecast(present, named)
    groups, hard = _groups(found), {key for pair in _hard(found) for key in pair}
    hard |= {one.key for one in found.outlooks if one.outcome in (CLASH, PRECLUDED)}
    stuck = {key for group in groups if hard.intersection(group) for key in group}
    inner = {key for one, key in _absorbed(found) if one not in stuck} - stuck
    free = [one for one in found.outlooks if one.can_be_made and one.key not in stuck | inner]
    clashing = [group for group in groups if group[0] in stuck]
    for group in list(_unclosed(present, free)):
        clashing.append(group)
        free = [one for one in free if one.key not in group]
    taken = tuple(one.key for one in free)
    absorbed = [one.key for one in found.outlooks if one.outcome == ABSORBED or one.key in inner]
    clashes = sorted((_standoff(found, named, group) for group in clashing), key=lambda one: str(one.changes))
    return Union(_made(present, named, free), taken, tuple(absorbed), tuple(clashes), tuple(_looks(found, taken)))


def choose(
    base: str, present: str, amendments: Sequence[Amendment | str], decisions: Mapping[Key, Decision]
) -> Union:
    """Return the present text with the changes that were accepted, or accepted with own words; all others stay out."""
    named = [one if isinstance(one, Amendment) else Amendment.of(at, base, one) for at, one in enumerate(amendments)]
    return merge_all(base, present, [_decided(amendment, decisions) for amendment in named])


def _decided(amendment: Amendment, decisions: Mapping[Key, Decision]) -> Amendment:
    taken = {number: how for (name, number), how in decisions.items() if name == amendment.id and how is not REJECT}
    chosen = amendment.only(taken)
    for number, how in taken.items():
        if isinstance(how, Own):
            chosen = chosen.worded(number, how.words)
    return chosen


def _hard(found: Forecast) -> Iterable[tuple[Key, Key]]:
    """Yield the pairs of changes that cannot both be made and of which neither holds the other."""
    for pair in found.pairs:
        both = {pair.of_first, pair.of_second}
        if both & {CLASH, PRECLUDED} and ABSORBED not in both:
            yield pair.first, pair.second


def _absorbed(found: Forecast) -> Iterable[tuple[Key, Key]]:
    """Yield (holder, held) for each pair of which one change holds the other; of two alike either can."""
    for pair in found.pairs:
        held = [pair.of_second == ABSORBED, pair.of_first == ABSORBED]
        if all(held):
            held[0] = _text(found, pair.first) <= _text(found, pair.second)
        if any(held):
            yield (pair.first, pair.second) if held[0] else (pair.second, pair.first)


def _text(found: Forecast, key: Key) -> str:
    return "".join(edit.text for edit in found.outlook(key).change.edits)


def _groups(found: Forecast) -> list[list[Key]]:
    """Return the changes in groups that must be looked at together, each change in one."""
    leader = {one.key: one.key for one in found.outlooks if one.outcome != ABSORBED}

    def lead(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = key = leader[leader[key]]
        return key

    for one, other in [*_hard(found), *_absorbed(found)]:
        leader[lead(other)] = lead(one)
    groups: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in leader:
        groups[lead(key)].append(key)
    return list(groups.values())


def _unclosed(present: str, free: Sequence[Outlook]) -> Iterable[list[Key]]:
    """Yield the changes of one block that would together leave a mark open that no amendment leaves open alone."""
    passages = Passages(present)
    together: defaultdict[tuple[int, int], list[Outlook]] = defaultdict(list)
    for one in free:
        together[passages.blocks(one.change.start, one.change.end)].append(one)
    for (start, end), group in together.items():
        if len({one.amendment for one in group}) > 1 and _leave_open(present[start:end], start, group):
            yield [one.key for one in group]


def _leave_open(was: str, start: int, group: Sequence[Outlook]) -> bool:
    edits: defaultdict[Hashable, list[Edit]] = defaultdict(list)
    for one in group:
        edits[one.amendment] += [edit.moved(-start, 0) for edit in one.change.edits]
    alone = [marks.open_marks(text) for text in (was, *(made(was, some) for some in edits.values()))]
    return marks.open_marks(made(was, [edit for some in edits.values() for edit in some])) not in alone


def _made(present: str, named: Sequence[Amendment], free: Sequence[Outlook]) -> str:
    """Return the text with the free changes made; one amendment alone on its own text is made to the letter."""
    by = {one.amendment for one in free}
    for amendment in named:
        if by == {amendment.id} and amendment.base == present and len(free) == len(amendment.changes):
            return select(present, amendment.changes, {change.number for change in amendment.changes})
    return together(present, [one.change for one in free])


def _standoff(found: Forecast, named: Sequence[Amendment], group: list[Key]) -> Standoff:
    """Return a group of changes that cannot all be made, with the passage that each would make."""
    outlooks = [found.outlook(key) for key in group]
    place = outlooks[0].change.place
    if not outlooks[0].can_be_made:
        base = next(amendment.base for amendment in named if amendment.id == outlooks[0].amendment)
        return Standoff(tuple(group), place, outlooks[0].was, (Passages(base).with_edits(outlooks[0].change.edits)[1],))
    start, end = Passages(found.present).around([edit for one in outlooks for edit in one.change.edits])
    was = found.present[start:end]
    versions = [made(was, [edit.moved(-start, 0) for edit in one.change.edits]).strip() for one in outlooks]
    return Standoff(tuple(group), place, was.strip(), tuple(versions))


def _looks(found: Forecast, taken: Sequence[Key]) -> Iterable[tuple[Key, ...]]:
    """Yield the changes that were made in a sentence that was changed meanwhile, and pairs made in one sentence."""
    chosen = set(taken)
    yield from ((key,) for key in taken if found.outlook(key).outcome == LOOK)
    for pair in found.pairs:
        if {pair.first, pair.second} <= chosen and LOOK in (pair.of_first, pair.of_second):
            yield pair.first, pair.second
