# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of revisions of amendments on a newer version of their text: worked out, nothing is written.

A revision is brought onto the newer version by nobody only where every change applies and says the very same words
there, and where the changes make the text; else its author is asked. Numbers of changes stay. Cost: one difference
for each version that amendments were written on; per amendment a search for each change.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from amendments.documents.texts import clean, fingerprint
from db import Invalid
from redline import changes
from redline.changes import Change
from redline.merging.carry import Carry, Carrying, Step
from redline.merging.outcome import LOOK


@dataclass(frozen=True)
class Asked:
    """A revision to be brought: its amendment's id, the version it is written on, its changes, the last number used."""

    amendment: int
    base: int
    changes: Sequence[Change]
    last_change: int


@dataclass(frozen=True)
class Brought:
    """What became of a revision: the proof, and text and changes on the newer version where nobody need be asked."""

    carry: Carry
    text: str | None
    changes: Sequence[Change]

    @property
    def proof(self) -> list[dict[str, Any]]:
        """The proof as plain data for JSON."""
        return [_plain(step) for step in self.carry.proof]


def bring(newer: str, bases: dict[int, str], asked: Iterable[Asked]) -> dict[int, Brought]:
    """Return, by amendment, what becomes of some revisions; `bases` holds the text of each version they are on."""
    by_base: dict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        by_base[one.base].append(one)
    found = {}
    for base, all_on_it in by_base.items():
        way = Carrying(bases[base], newer)
        for one in all_on_it:
            found[one.amendment] = _brought(bases[base], newer, one, way.carry(one.changes))
    return found


def digest(proof: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of a proof."""
    return fingerprint(json.dumps(proof, ensure_ascii=False, sort_keys=True))


def _brought(base: str, newer: str, one: Asked, carry: Carry) -> Brought:
    text, made = carry.text, carry.changes
    if text is None:
        return Brought(carry, None, ())
    if text == newer or not _is_canonical(text):
        return _to_be_looked_at(carry)
    if _says_the_same(base, newer, one.changes, made) and text == _all_made(newer, made):
        return Brought(carry, text, made)
    found = changes.follow(made, changes.changes(newer, text), one.last_change)
    if {change.number for change in found} == {change.number for change in made}:
        return Brought(carry, text, found)
    return _to_be_looked_at(carry)


def _to_be_looked_at(carry: Carry) -> Brought:
    """Return what is asked where every change applies, but not word for word."""
    return Brought(replace(carry, proof=tuple(replace(step, outcome=LOOK) for step in carry.proof)), None, ())


def _is_canonical(text: str) -> bool:
    try:
        return clean(text) == text
    except Invalid:
        return False


def _says_the_same(base: str, newer: str, before: Sequence[Change], after: Sequence[Change]) -> bool:
    """Say whether every edit takes and puts the very words it took and put on the base."""
    old = [[(base[e.start : e.end], e.text) for e in change.edits] for change in before]
    return old == [[(newer[e.start : e.end], e.text) for e in change.edits] for change in after]


def _all_made(newer: str, made: Sequence[Change]) -> str:
    return changes.select(newer, made, {change.number for change in made})


def _plain(step: Step) -> dict[str, Any]:
    words = {"was": step.was, "asked": step.asked, "stands": step.stands, "now": step.now}
    return {"number": step.number, "outcome": step.outcome, "moved": step.moved} | words
