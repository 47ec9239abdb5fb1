# SPDX-License-Identifier: AGPL-3.0-or-later
"""A change as the formal formula of Italian drafting, with its place named by heading and paragraph.

>>> from redline.changes import changes
>>> old = "# Corsi\\n\\n## Destinatari\\n\\nIl corso è aperto ai dipendenti dell'ente.\\n\\nÈ gratuito."
>>> new = old.replace("dell'ente", "di ogni ente").replace("\\n\\nÈ gratuito.", "")
>>> for change in changes(old, new): print(formal(change, old))
Alla sezione "Destinatari", primo capoverso, la parola: "dell'ente" è sostituita dalle seguenti: "di ogni ente".
Alla sezione "Destinatari", il secondo capoverso è soppresso.

Idea: there are several ways to say one change. They are tried from the most natural to the most literal, and the first
one that reads back (redline.drafting.formula) to the very same text is said: a formula is never a guess. Words that
stand more than once are quoted with their neighbours, not as "the second time they occur": what another amendment does
to the first place must not change what this formula means. Cost: a few readings of the text for each change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from redline.changes import Change, select
from redline.drafting import wording_of_blocks, wording_of_words
from redline.drafting.formula import amended
from redline.drafting.italian import sentence
from redline.drafting.refusals import Refusal
from redline.edits import apply


class CannotSay(ValueError):
    """Raised where no formula gives exactly what a change does."""

    def __init__(self, change: Change) -> None:
        self.change = change
        super().__init__(f"Il punto {change.number} non si può dire con una formula.")


def formal(change: Change, text: str) -> str:
    """Return the formula of a change to a text; raise CannotSay."""
    wanted = made(change, text)
    ways = chain(
        _inside_blocks(change, text),
        wording_of_blocks.moves(change, text, wanted),
        _renumbered(change, text),
        wording_of_blocks.ways(text, wanted, change.start),
    )
    return first_exact(ways, text, wanted, change)


def first_exact(ways: Iterable[str], text: str, wanted: str, change: Change) -> str:
    """Return the first way, as a formula, that reads back to the text wanted; raise CannotSay."""
    found = _first_that_reads_back(ways, text, wanted)
    if not found:
        raise CannotSay(change)
    return sentence(found)


def _first_that_reads_back(ways: Iterable[str], text: str, wanted: str) -> str:
    return next((way for way in ways if reads_back(way, text, wanted)), "")


def _inside_blocks(change: Change, text: str) -> Iterator[str]:
    """Yield the edits of words inside blocks, each in its turn: a phrase is taken out here, and put in there."""
    made_alone = [(edit, apply(text, [edit])) for edit in change.edits]
    said = [_first_that_reads_back(wording_of_words.ways(edit, text, new), text, new) for edit, new in made_alone]
    if all(said):
        yield "; ".join(said)


def _renumbered(change: Change, text: str) -> Iterator[str]:
    """Yield the ways to say that items of a numbered list come or go, and that the numbers behind them follow."""
    items = tuple(edit for edit in change.edits if not (text[edit.start : edit.end].isdigit() and edit.text.isdigit()))
    if items and len(items) < len(change.edits):
        without = made(replace(change, edits=items), text)
        for way in wording_of_blocks.ways(text, without, items[0].start):
            yield f"{way}; i numeri successivi sono aggiornati"


def made(change: Change, text: str) -> str:
    """Return the text with this change alone made; what it leaves of other blocks stands apart properly."""
    another = replace(change, number=change.number + 1)  # so that the change is one of several, and mended
    found = select(text, [change, another], {change.number})
    ending = text[len(text.rstrip("\n")) :] if any(edit.loose for edit in change.edits) else ""
    return found + ending  # mending takes the line end of a file away


def reads_back(formula: str, text: str, wanted: str) -> bool:
    """Tell whether a formula is read into exactly the text wanted."""
    try:
        return amended(formula, text) == wanted
    except Refusal:
        return False
