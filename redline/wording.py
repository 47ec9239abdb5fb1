# SPDX-License-Identifier: AGPL-3.0-or-later
"""A change as the formal formula of Italian drafting, with its place named by heading and paragraph.

>>> from redline.changes import changes
>>> old = "# Corsi\\n\\n## Destinatari\\n\\nIl corso è aperto ai dipendenti dell'ente.\\n\\nÈ gratuito."
>>> new = old.replace("dell'ente", "di ogni ente").replace("\\n\\nÈ gratuito.", "")
>>> print(*amendment(changes(old, new), old), sep="\\n")
1) Alla sezione "Destinatari", primo capoverso, la parola: "dell'ente" è sostituita dalle seguenti: "di ogni ente".
2) Alla sezione "Destinatari", il secondo capoverso è soppresso.

Idea: there are several ways to say one change. They are tried from the most natural to the most literal, and the first
one that reads back (redline.formula) to the very same text is said: a formula is never a guess. Words that stand more
than once are quoted with their neighbours, not as "the second time they occur": what another amendment does to the
first place must not change what this formula means. Cost: a few readings of the text for each change.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from redline import outline, wording_of_blocks, wording_of_words
from redline.changes import Change, select
from redline.formula import amended
from redline.italian import sentence
from redline.naming import place
from redline.refusals import Refusal


class CannotSay(ValueError):
    """Raised where no formula gives exactly what a change does."""

    def __init__(self, change: Change) -> None:
        self.change = change
        super().__init__(f"Il punto {change.number} non si può dire con una formula.")


def formal(change: Change, text: str) -> str:
    """Return the formula of a change to a text; raise CannotSay."""
    wanted = made(change, text)
    ways = chain(wording_of_words.ways(change, text, wanted), wording_of_blocks.ways(change, text, wanted))
    found = next((way for way in ways if _reads_back(sentence(way), text, wanted)), None)
    if found is None:
        raise CannotSay(change)
    return sentence(found)


def made(change: Change, text: str) -> str:
    """Return the text with this change alone made; what it leaves of other blocks stands apart properly."""
    another = replace(change, number=change.number + 1)  # so that the change is one of several, and mended
    found = select(text, [change, another], {change.number})
    ending = text[len(text.rstrip("\n")) :] if any(edit.loose for edit in change.edits) else ""
    return found + ending  # mending takes the line end of a file away


def amendment(every: Sequence[Change], text: str) -> list[str]:
    """Return the numbered formulas of a whole amendment; a word replaced wherever it stands needs one only."""
    formulas: list[str] = []
    said: set[int] = set()
    everywhere = _everywhere(every, text)
    for change in every:
        if change.number in said:
            continue
        numbers, formula = everywhere.get(change.number) or ({change.number}, formal(change, text))
        said |= numbers
        formulas.append(f"{len(formulas) + 1}) {formula}")
    return formulas


def _everywhere(every: Sequence[Change], text: str) -> dict[int, tuple[set[int], str]]:
    """Return, by the number of each change that one formula says with others, their numbers and the formula."""
    alike: defaultdict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in every:
        if len(change.edits) == 1 and change.old.strip():
            alike[change.old, change.new].append(change)
    found: dict[int, tuple[set[int], str]] = {}
    for (old, new), group in alike.items():
        for where, some in _reaches(group, text):
            numbers = {change.number for change in some}
            formula = sentence(wording_of_words.everywhere(where, old, new))
            if len(some) > 1 and not numbers & found.keys() and _reads_back(formula, text, select(text, some, numbers)):
                found |= dict.fromkeys(numbers, (numbers, formula))
    return found


def _reaches(group: Sequence[Change], text: str) -> Iterator[tuple[str, list[Change]]]:
    """Yield the whole text with all changes of a group, then each section with those that stand in it."""
    yield "", list(group)
    found = outline.outline(text)
    for number, section in enumerate(found.sections):
        blocks = found.blocks[section.start : section.end]
        if blocks and len(found.sections) > 1:
            some = [change for change in group if blocks[0].start <= change.start < blocks[-1].end]
            yield place(found.section_address(number)), some


def _reads_back(formula: str, text: str, wanted: str) -> bool:
    try:
        return amended(formula, text) == wanted
    except Refusal:
        return False
