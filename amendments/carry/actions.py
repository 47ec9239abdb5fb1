# SPDX-License-Identifier: AGPL-3.0-or-later
"""Say, change by change, what remains of an amendment whose text changed beneath it; answering makes a revision.

What is asked is worked out when it is asked, against the present version: a change that applies stays without a
question; of any other its author says to go on asking for it, or to let it go. To go on asking for words that clash
with others puts the author's in their place; where both only put something in at one place, both stand. Cost: one
difference of the two versions, and one merge for each change that is kept though it could not be carried.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from amendments.carry.job import close_question
from amendments.documents.texts import check_unmoved, clean, fingerprint, text_of
from amendments.request_models import Amendment, AmendmentState, Revision, Visibility
from amendments.requests.actions import changes_of, read_change, revision_of
from amendments.requests.revisions import REVISED, add_revision, ask_supporters_again, reason_of
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, lock, now
from journal.actions import record
from permissions import require
from redline import changes
from redline.changes import Change
from redline.merging.carry import Carry, Step, carry
from redline.merging.merge import Clash, merge
from redline.merging.outcome import ABSORBED, APPLIES

KEEP, DROP = "keep", "drop"


@dataclass(frozen=True)
class Questions:
    """An amendment, as its newest revision is worded, on the present version of its text."""

    revision: Revision
    base: str
    newer: str
    asked: Sequence[Change]
    carry: Carry

    @property
    def steps(self) -> list[Step]:
        """What is asked: the changes that need a person; all of them where each applies, but not together."""
        return [step for step in self.carry.proof if step.outcome != APPLIES] or list(self.carry.proof)

    @property
    def kept_anyway(self) -> list[Step]:
        """The changes that apply, about which nothing is asked."""
        return [step for step in self.carry.proof if step not in self.steps]


def questions(amendment: Amendment) -> Questions | None:
    """Return what there is to ask about a pending amendment today, or None where it stands on the present version."""
    document = amendment.document
    revision = revision_of(amendment, amendment.revision)
    if revision is None or amendment.state != AmendmentState.PENDING or revision.base >= document.version:
        return None
    base, asked = text_of(document, revision.base), [read_change(row) for row in changes_of(amendment, revision.number)]
    return Questions(revision, base, document.text, asked, carry(base, document.text, asked))


def update(
    amendment: Amendment, answers: dict[int, str], *, by: User, seen_version: int, seen_revision: int
) -> Revision:
    """Bring an amendment onto the present version as its author says, by number of change: keep or drop.

    Raises Invalid while an answer is missing or when nothing would be left to ask for, Changed where the document or
    the amendment was changed meanwhile.
    """
    require(by, "amendment.update", amendment, now())
    asked = questions(amendment)
    if asked is None or asked.revision.number != seen_revision:
        raise Changed(REVISED)
    check_unmoved(amendment.document, seen_version)
    text, found = _answered(asked, answers, amendment.last_change)
    begin_writing()
    document = lock(amendment.document)
    require(by, "amendment.update", lock(amendment), now())
    check_unmoved(document, seen_version)
    if amendment.revision != seen_revision:
        raise Changed(REVISED)
    return _keep(amendment, text, found, by)


def _keep(amendment: Amendment, text: str, found: list[Change], by: User) -> Revision:
    document = amendment.document
    close_question(amendment, amendment.revision + 1)
    revision = add_revision(amendment, document.version, text, found, reason_of(amendment), by)
    data = {"amendment": amendment.number, "revision": revision.number, "version": document.version}
    record("amendment.updated", by=by, document=document, data=data | {"sha256": fingerprint(text)})
    if amendment.visibility == Visibility.SHOWN:
        ask_supporters_again(amendment)
    return revision


def _answered(asked: Questions, answers: dict[int, str], last_change: int) -> tuple[str, list[Change]]:
    """Return the text that is asked for now, and its changes under their numbers; raise Invalid without an answer."""
    given = {step.number: answers.get(step.number, "") for step in asked.steps}
    if any(words not in (KEEP, DROP) for words in given.values()):
        raise Invalid("answers", N_("Rispondi a ogni domanda."))
    kept = {change.number for change in asked.asked if given.get(change.number, KEEP) == KEEP}
    text = clean(_with(asked, kept))
    found = changes.changes(asked.newer, text)
    if not found:
        raise Invalid("answers", N_("Così non resta niente da chiedere: se è questo che vuoi, ritira la modifica."))
    return text, changes.follow(_continued(asked, kept), found, last_change)


def _with(asked: Questions, kept: Collection[int]) -> str:
    """Return the newer version with some changes as they were asked for, whatever stands there now."""
    merged = merge(asked.base, asked.newer, changes.select(asked.base, asked.asked, kept))
    return merged.resolve([_as_asked(clash) for clash in merged.clashes])


def _as_asked(clash: Clash) -> str:
    if clash.base.strip() or not clash.ours.strip():
        return clash.theirs
    return f"{clash.ours}{'' if clash.ours[-1:].isspace() or clash.theirs[:1].isspace() else ' '}{clash.theirs}"


def _continued(asked: Questions, kept: Collection[int]) -> list[Change]:
    """Return the changes that are kept as they stand on the newer version, each alone, under their numbers."""
    found = []
    for step in asked.carry.proof:
        if step.number in kept and step.can_be_made:
            found.append(step.change)
        elif step.number in kept and step.outcome != ABSORBED:
            alone = changes.changes(asked.newer, clean(_with(asked, {step.number})))
            found += [replace(change, number=step.number) for change in alone]
    return found
