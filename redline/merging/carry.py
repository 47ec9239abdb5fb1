# SPDX-License-Identifier: AGPL-3.0-or-later
r"""Bring an amendment onto a newer version of its text, with a proof that can be shown.

Idea: every change is carried alone (see `carrier`). What can be made is made; the proof tells for each change
what it said before, what it says now, and why it is not there any more. Only a change that applies needs nobody: the
text is carried without asking where every change does.

    >>> from redline.changes import changes
    >>> base = "Il corso dura trenta giorni.\n\nÈ gratuito.\n\nLe lezioni si tengono a Roma."
    >>> asked = "Il corso dura sei giorni.\n\nÈ gratuito.\n\nLe lezioni si tengono a Pisa."
    >>> newer = "Il corso dura trenta giorni.\n\nÈ gratuito per tutti.\n\nLe lezioni si tengono a Roma."
    >>> carry(base, newer, changes(base, asked)).text
    'Il corso dura sei giorni.\n\nÈ gratuito per tutti.\n\nLe lezioni si tengono a Pisa.'
    >>> found = carry(base, newer.replace("Roma", "Milano"), changes(base, asked))
    >>> found.text, [(step.number, step.outcome, step.now) for step in found.proof]
    (None, [(1, 'applies', 'Il corso dura sei giorni.'), (2, 'clash', 'Le lezioni si tengono a Milano.')])
    >>> found.proposed
    'Il corso dura sei giorni.\n\nÈ gratuito per tutti.\n\nLe lezioni si tengono a Milano.'

Cost: one difference of the two versions, whatever the number of changes, and of amendments (`Carrying`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from redline.changes import Change, Where, made
from redline.merging.carrier import Carrier
from redline.merging.outcome import ABSORBED, APPLIES, LOOK, PRECLUDED
from redline.merging.passages import Passages


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one change: the blocks it met and asked for on the old version, what stands now, and would stand.

    `change` counts from the newer version where it can be made; `moved` tells that its block stands elsewhere now.
    """

    number: int
    outcome: str
    moved: bool
    was: str
    asked: str
    stands: str
    now: str
    change: Change

    @property
    def can_be_made(self) -> bool:
        """Whether the change still says something that can be made."""
        return self.outcome in (APPLIES, LOOK)

    @property
    def vanished(self) -> bool:
        """Whether nothing of the change is left to decide: it stands in the text already, or its words are gone."""
        return self.outcome in (ABSORBED, PRECLUDED)

    @property
    def needs_a_person(self) -> bool:
        """Whether its author, or a moderator, must say what is meant now."""
        return self.outcome != APPLIES


@dataclass(frozen=True, slots=True)
class Carry:
    """An amendment on a newer version: the proof change by change, and the text with what can be made."""

    proof: tuple[Step, ...]
    proposed: str

    @property
    def text(self) -> str | None:
        """The amended newer version, or None where anybody must be asked."""
        return None if any(step.needs_a_person for step in self.proof) else self.proposed

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that can be made, counted from the newer version, under their old numbers."""
        return tuple(step.change for step in self.proof if step.can_be_made)


class Carrying:
    """The way of amendments from one version to a newer one, worked out once for all that were written on it."""

    def __init__(self, base: str, newer: str) -> None:
        self._carrier = Carrier(base, newer)
        self._before, self._after, self._where = Passages(base), Passages(newer), Where(newer)

    def carry(self, asked: Sequence[Change]) -> Carry:
        """Return what becomes of the changes of an amendment."""
        proof = tuple(map(self._step, asked))
        edits = [edit for step in proof if step.can_be_made for edit in step.change.edits]
        return Carry(proof, made(self._after.text, edits))

    def _step(self, change: Change) -> Step:
        found = self._carrier.carry(change)
        outcome, moved, stands, now = found.told(self._after)
        carried = self._where.placed(found.change) if outcome in (APPLIES, LOOK) else change
        return Step(change.number, outcome, moved, *self._before.with_edits(change.edits), stands, now, carried)


def carry(base: str, newer: str, asked: Sequence[Change]) -> Carry:
    """Return what becomes of the changes of one amendment on a newer version of its base."""
    return Carrying(base, newer).carry(asked)
