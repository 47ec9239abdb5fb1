# SPDX-License-Identifier: AGPL-3.0-or-later
"""An amendment as the text engine sees it: a name, the text it was written on, and its changes of that text.

    >>> from redline.changes import select
    >>> base = "Il corso dura trenta giorni a Roma."
    >>> asked = Amendment.of("A", base, "Il corso dura sei giorni a Pisa.")
    >>> [(change.number, change.new) for change in asked.changes]
    [(1, 'sei'), (2, 'Pisa')]
    >>> select(base, asked.worded(1, "quaranta").changes, {1})
    'Il corso dura quaranta giorni a Roma.'
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass, replace

from redline.changes import MOVE, REPLACE, Change, changes
from redline.edits import Edit
from redline.merging.footprint import Footprint
from redline.merging.moving import move_of

Key = tuple[Hashable, int]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A request to change a text; each of its changes can be decided alone."""

    id: Hashable
    base: str
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, id: Hashable, base: str, text: str) -> "Amendment":
        """Return the amendment that asks for this text in place of its base."""
        return cls(id, base, tuple(changes(base, text)))

    def only(self, numbers: Collection[int]) -> "Amendment":
        """Return the amendment with some of its changes."""
        return replace(self, changes=tuple(change for change in self.changes if change.number in numbers))

    def worded(self, number: int, words: str) -> "Amendment":
        """Return the amendment with other words in place of those that one of its changes brings."""
        other = (worded(self.base, change, words) if change.number == number else change for change in self.changes)
        return replace(self, changes=tuple(other))


def worded(base: str, change: Change, words: str) -> Change:
    """Return a change that brings other words, spaced as its own were."""
    if change.kind == MOVE:
        return replace(change, new=words, edits=_moved(base, change, words))
    said = Footprint.of(base, change).edits
    first, last = said[0], said[-1]
    old, brought = base[first.start : last.end], "".join(edit.text for edit in said)
    text = _spaced(words, brought if brought.strip() else old)
    edit = Edit(first.start, last.end, text, first.place, any(edit.loose for edit in said))
    numbers = (other for other in change.edits if other not in said)
    return replace(change, kind=REPLACE if old.strip() else change.kind, new=words, edits=(edit, *numbers))


def _moved(base: str, change: Change, words: str) -> tuple[Edit, ...]:
    """Return the edits of a move that brings other words to the place it goes to."""
    move = move_of(base, change.edits)
    if not move:
        return change.edits
    come = max(change.edits, key=lambda edit: len(edit.text))
    return tuple(edit._replace(text=_spaced(words, edit.text)) if edit is come else edit for edit in change.edits)


def _spaced(words: str, model: str) -> str:
    """Return words with the space around them that a model has."""
    bare = model.strip()
    if not bare:
        return words
    at = model.index(bare)
    return model[:at] + words.strip() + model[at + len(bare) :]
