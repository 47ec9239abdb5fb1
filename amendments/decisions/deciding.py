# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one place where decisions are written: of one amendment or of many, with the version that is born of them.

Whoever calls it has worked everything out, holds the document, and has checked under that lock that nothing moved.
Messages that follow from a new version are held for a while: until then it can be undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from amendments.decisions.holding import HELD, deed_of
from amendments.documents.texts import Wording, add_version
from amendments.models import Cause, Document, Version
from amendments.request_models import Amendment, AmendmentState, Decision, Outcome, Visibility
from amendments.requests.actions import changes_of
from auth.models import User
from db import db, now
from journal.actions import hold, record, tell
from rows import put, write

MADE = (Outcome.ACCEPTED, Outcome.MODIFIED)


@dataclass(frozen=True)
class Ruling:
    """What a moderator says of one change: its number, the outcome, the reason."""

    change: int
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class Act:
    """On whose behalf a decision is entered, where another organ took it; and a declared conflict of interest."""

    organ: str = ""
    sitting: date | None = None
    act: str = ""
    conflict_declared: bool = False


@dataclass(frozen=True)
class Case:
    """An amendment with the ruling on each of its changes, by number; `prepared` holds who staged it, by number."""

    amendment: Amendment
    rulings: dict[int, Ruling]
    conflict: bool = False
    prepared: Mapping[int, int] = field(default_factory=dict)


def enter(document: Document, cases: Sequence[Case], wording: Wording | None, *, by: User, act: Act) -> Version | None:
    """Write the decisions of a locked document, the version they make if there is one, its sources and the events."""
    if wording is not None:
        hold(deed_of(document, document.version + 1), HELD)
    made = []
    for case in cases:
        number = document.version + 1 if wording is not None else None
        made += _write(case, by, act, number)
        _close(case)
    version = None
    if wording is not None:
        sources = [decision for decision in made if decision.outcome in MADE]
        version = add_version(document, wording, cause=Cause.AMENDMENTS, by=by, sources=sources)
    for case in cases:
        _make_known(case, by, version)
    return version


def _write(case: Case, by: User, act: Act, version: int | None) -> list[Decision]:
    decisions = []
    for row in changes_of(case.amendment, case.amendment.revision):
        ruling = case.rulings[row.number]
        decision = Decision(
            document_id=case.amendment.document_id,
            change_id=row.id,
            outcome=ruling.outcome,
            reason=ruling.reason.strip(),
            by_id=by.id,
            prepared_by_id=prepared if (prepared := case.prepared.get(row.number)) != by.id else None,
            organ=act.organ.strip(),
            sitting=act.sitting,
            act=act.act.strip(),
            conflict_of_interest=case.conflict,
            created_at=now(),
            version=version,
        )
        write(row, outcome=ruling.outcome)
        decisions.append(put(decision))
    return decisions


def _close(case: Case) -> None:
    amendment, moment = case.amendment, now()
    if amendment.visibility == Visibility.SHOWN:
        write(amendment.document, pending=amendment.document.pending - 1)
    outcome = outcome_of({str(ruling.outcome) for ruling in case.rulings.values()})
    write(amendment, state=AmendmentState.DECIDED, outcome=outcome, decided_at=moment, updated_at=moment)


def _make_known(case: Case, by: User, version: Version | None) -> None:
    """Record the decision, and tell whoever wrote the amendment."""
    amendment, number = case.amendment, version.number if version is not None else None
    rulings = [[r.change, str(r.outcome), r.reason.strip()] for r in case.rulings.values()]
    data = {"amendment": amendment.number, "outcome": amendment.outcome, "version": number, "rulings": rulings}
    record("amendment.decided", by=by, document=amendment.document, data=data)
    if (author := db.session.execute(_ADDRESSEE, {"id": amendment.author_id}).first()) is not None:
        tell("amendment_decided", {"amendment": amendment.id}, user=author)


_ADDRESSEE = sa.select(User.id, User.language).where(User.id == sa.bindparam("id"))  # all that a letter needs


def outcome_of(outcomes: set[str]) -> str:
    """Return the outcome of an amendment from those of its changes: theirs where they agree, else mixed."""
    if len(outcomes) == 1:
        return next(iter(outcomes))
    if outcomes <= {Outcome.ACCEPTED, Outcome.MODIFIED}:
        return Outcome.MODIFIED
    return Outcome.IN_PART if outcomes & {Outcome.ACCEPTED, Outcome.MODIFIED} else Outcome.REJECTED
