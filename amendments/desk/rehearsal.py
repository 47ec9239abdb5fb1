# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk would publish: the text with all that is ready, the ruling on every change, and why others wait.

Idea: an amendment is ready where every one of its changes is staged for the text and the revision that stand now, with
the reasons it needs, and nothing of it clashes. What can be made is made at once by `redline.merging.many`, whatever
the order it was staged in. A change whose words the present text no longer has is then merged from its own base, in
order of numbers, with the choice that was made for its clashes. Whatever cannot stand together waits, whole; the
others are worked out again without it.

Cost: a forecast of what is staged, for each round in which something had to wait.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from amendments.decisions.clash_forms import settled
from amendments.decisions.deciding import Ruling
from amendments.decisions.granting import is_granted, keeps_present, stands
from amendments.decisions.reasons import decided_words, takes
from amendments.desk.models import Staged
from amendments.desk.queries import Desk, OnDesk
from amendments.request_models import Outcome
from auth.models import User
from redline.changes import select
from redline.merging.amendment import Amendment as Request
from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, forecast
from redline.merging.many import Standoff, Union, merge_all
from redline.merging.merge import Merge, merge
from redline.merging.outcome import ABSORBED

# Why an amendment stays on the desk.
REVISED, MOVED, INCOMPLETE, OWN = "revised", "moved", "incomplete", "own"
REASON, CLASH, FALLS, IN_TEXT = "reason", "clash", "falls", "in_text"
Number = Any  # of an amendment, which the text engine lets have any name
TAKEN = (Outcome.ACCEPTED, Outcome.MODIFIED)


@dataclass
class Rehearsal:
    """What would be published now: the text, the rulings by amendment and change, and what waits for which reason."""

    text: str
    rulings: dict[Number, dict[int, Ruling]] = field(default_factory=dict)
    waits: dict[Number, str] = field(default_factory=dict)
    standoffs: list[Standoff] = field(default_factory=list)
    clashes: dict[Key, Merge] = field(default_factory=dict)
    looks: tuple[tuple[Key, ...], ...] = ()


def rehearse(desk: Desk, by: User) -> Rehearsal:
    """Return what this person would publish."""
    rehearsal, ready = Rehearsal(desk.document.text), []
    decided = decided_words(desk.document) if any(one.staged for one in desk.open) else frozenset()
    for one in desk.open:
        if one.staged:
            why = _why_it_waits(one, desk.document.version, by)
            if why:
                rehearsal.waits[one.number] = why
            else:
                ready.append(one)
    while True:
        attempt = _Attempt(desk.document.text, ready, decided)
        rehearsal.waits |= attempt.waits
        rehearsal.standoffs += attempt.union.clashes
        rehearsal.clashes |= attempt.clashes
        if not attempt.waits:
            break
        ready = [one for one in ready if one.number not in attempt.waits]
    rehearsal.text, rehearsal.rulings, rehearsal.looks = attempt.text, attempt.rulings, attempt.union.looks
    return rehearsal


def is_mine(one: OnDesk, by: User) -> bool:
    """Say whether a person would decide an amendment of their own."""
    return one.amendment.author_id == by.id or by.acts_for(one.amendment.body_id)


def _why_it_waits(one: OnDesk, version: int, by: User) -> str:
    """Return why an amendment cannot be published as it is staged, whatever else is; "" where it can."""
    if not all(map(one.amendment.is_worded_as, one.revisions)) or not set(one.staged) <= one.numbers:
        return REVISED
    if any(row.version != version for row in one.staged.values()):
        return MOVED
    if set(one.staged) != one.numbers:
        return INCOMPLETE
    return OWN if is_mine(one, by) else ""


class _Attempt:
    """One round: everything ready is put together, and what cannot stand is found."""

    def __init__(self, present: str, ready: Sequence[OnDesk], decided: frozenset[str]) -> None:
        self.present, self.ready, self.decided = present, ready, decided
        self.waits: dict[Number, str] = {}
        self.clashes: dict[Key, Merge] = {}
        self.rulings: dict[Number, dict[int, Ruling]] = {
            one.number: {n: _ruling(row) for n, row in one.staged.items()} for one in ready
        }
        taken: dict[Number, Request] = {one.number: _taken(one) for one in ready}
        self.found: Forecast = forecast(present, list(taken.values()))
        stuck = [o.key for o in self.found.outlooks if not o.can_be_made and o.outcome != ABSORBED]
        free = [one.only({c.number for c in one.changes if (one.id, c.number) not in stuck}) for one in taken.values()]
        self.union: Union = merge_all(present, present, free)
        self.text = self.union.text
        self._look_at_union()
        for key in sorted(stuck, key=_in_order):
            self._merge_stuck(taken[key[0]], key)
        self._look_for_fallen(taken)

    def _look_at_union(self) -> None:
        """Let wait what clashes, what the text says already, and what takes decided words without a reason."""
        for standoff in self.union.clashes:
            self.waits |= {number: CLASH for number, _ in standoff.changes}
        for number, change in self.union.absorbed:
            if self.found.outlook((number, change)).outcome == ABSORBED:
                self.waits.setdefault(number, IN_TEXT)
        for number, change in self.union.made:
            if not self.rulings[number][change].reason and self._takes_decided(number, change):
                self.waits.setdefault(number, REASON)

    def _takes_decided(self, number: Number, change: int) -> bool:
        edits = self.found.outlook((number, change)).change.edits
        span = min(edit.start for edit in edits), max(edit.end for edit in edits)
        return takes(self.decided, self.present, self.found.text_with((number, change)), span)

    def _merge_stuck(self, request: Request, key: Key) -> None:
        """Merge a change that the present text has no place for, where somebody chose what becomes of its clashes."""
        number, change = key
        row = next(one for one in self.ready if one.number == number).staged[change]
        merged = merge(request.base, self.text, select(request.base, request.changes, {change}))
        chosen = settled(merged, MultiDict(row.clashes))
        if chosen is None:
            self.clashes[key], self.waits[number] = merged, CLASH
            return
        text = merged.resolve(chosen)
        if keeps_present(merged, chosen):
            outcome = Outcome.REJECTED.value
        else:
            outcome = row.outcome if is_granted(merged, chosen) else Outcome.MODIFIED.value
        if not row.reason and (merged.clashes or outcome != Outcome.ACCEPTED):
            self.clashes[key], self.waits[number] = merged, REASON
        elif text == self.text and outcome != Outcome.REJECTED:
            self.waits[number] = IN_TEXT
        self.rulings[number][change] = Ruling(change, outcome, row.reason)
        self.text = text

    def _look_for_fallen(self, taken: dict[Number, Request]) -> None:
        """Let wait what was made and fell by the choice in a clash of another."""
        if self.text == self.union.text:
            return
        for number, change in self.union.made:
            made = next(one for one in taken[number].changes if one.number == change)
            if not stands(made, self.text, self.union.text):
                self.waits.setdefault(number, FALLS)


def _in_order(key: Key) -> tuple[Any, int]:
    return key


def _ruling(row: Staged) -> Ruling:
    return Ruling(row.change, row.outcome, row.reason)


def _taken(one: OnDesk) -> Request:
    """Return the changes of an amendment that are staged as accepted, with own words where somebody wrote them."""
    request = one.request.only([n for n, row in one.staged.items() if row.outcome in TAKEN])
    for number, row in one.staged.items():
        if row.outcome == Outcome.MODIFIED and row.words is not None:
            request = request.worded(number, row.words)
    return request
