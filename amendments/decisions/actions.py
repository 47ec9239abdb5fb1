# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding an amendment, change by change: what is accepted is merged into the present text.

Acceptance is a three-way merge of the base the amendment was written on, the present text, and the base with
the accepted changes made; so an earlier accepted amendment is never undone by a later one. Where both touched
the same words a person chooses (`Clashes`), and nothing is written before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.decisions.deciding import Act, Case, Ruling, enter
from amendments.decisions.granting import as_asked, keeps_present, stands
from amendments.decisions.reasons import TAKES_DECIDED, decided_words, require_reason, takes
from amendments.documents.texts import Wording, check_unmoved, clean, next_wording, opened, settle
from amendments.models import Version
from amendments.request_models import Amendment, AmendmentState, Change, Outcome, Revision
from amendments.requests.actions import changes_of, read_change
from auth.models import User
from db import N_, Changed, Invalid, db, lock, now
from journal.actions import begin_writing_about
from permissions import require
from redline.changes import select
from redline.merging.merge import Merge, merge

CHOICES = (Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ABSORBED, Outcome.PRECLUDED)


_BASE = (
    sa.select(Revision.base, Version.sha256)
    .join(Amendment, Amendment.id == Revision.amendment_id)
    .join(Version, sa.and_(Version.document_id == Amendment.document_id, Version.number == Revision.base))
    .where(Amendment.id == sa.bindparam("amendment"), Revision.number == sa.bindparam("number"))
)


@dataclass
class _Plan:
    """A decision worked out before the lock: the rulings by number, and the new wording if there is one."""

    rulings: dict[int, Ruling]
    wording: Wording | None


def prepare(amendment: Amendment, accepted: set[int]) -> Merge:
    """Return the merge of the accepted changes (by number) into the present text; nothing is written."""
    return _merged(amendment, changes_of(amendment, amendment.revision), accepted)


def decide(
    amendment: Amendment,
    rulings: Sequence[Ruling],
    *,
    by: User,
    seen_version: int,
    seen_revision: int,
    resolutions: Sequence[str] = (),
    edited: str | None = None,
    act: Act | None = None,
) -> Version | None:
    """Decide every change of a pending amendment and return the version that is born of it, if any.

    `resolutions` holds the words chosen for each clash, in order; `edited` the resulting text where the
    moderator reworded it, which makes the outcome "accepted with changes" of what was reworded. Raises Invalid
    (a change without a ruling, a missing reason, no effect), Clashes, Changed (a newer version or revision).
    """
    require(by, "amendment.decide", amendment, now())
    act = act or Act()
    conflict = amendment.author_id == by.id or by.acts_for(amendment.body_id)
    if conflict and not act.conflict_declared:
        raise Invalid("conflict_declared", N_("Dichiara il conflitto di interessi: stai decidendo una tua modifica."))
    _check_seen(amendment, seen_version, seen_revision)
    plan = _work_out(amendment, {r.change: r for r in rulings}, resolutions, edited)
    document = amendment.document
    begin_writing_about(document)
    lock(document)
    _check_seen(lock(amendment), seen_version, seen_revision)
    require(by, "amendment.decide", amendment, now())
    return enter(document, [Case(amendment, plan.rulings, conflict)], plan.wording, by=by, act=act)


def _check_seen(amendment: Amendment, version: int, revision: int) -> None:
    if amendment.state != AmendmentState.PENDING:
        raise Changed(N_("Nel frattempo questa modifica è stata decisa o ritirata: guarda com’è andata."))
    check_unmoved(amendment.document, version)
    if not amendment.is_worded_as(revision):
        raise Changed(N_("Nel frattempo chi l’ha scritta ha rivisto la modifica: leggila e decidi di nuovo."))


def _merged(amendment: Amendment, rows: Sequence[Change], accepted: set[int]) -> Merge:
    """Return the merge of some of a revision's changes into the present text."""
    document, revision = amendment.document, {"amendment": amendment.id, "number": amendment.revision}
    number, digest = db.session.execute(_BASE, revision).one()
    base = opened(document.id, number, digest)
    return merge(base, document.text, select(base, map(read_change, rows), accepted))


def _work_out(amendment: Amendment, given: dict[int, Ruling], resolutions: Sequence[str], edited: str | None) -> _Plan:
    rows = changes_of(amendment, amendment.revision)
    if set(given) != {row.number for row in rows} or any(r.outcome not in CHOICES for r in given.values()):
        raise Invalid("rulings", N_("Decidi ogni punto della modifica."))
    accepted = {number for number, ruling in given.items() if ruling.outcome == Outcome.ACCEPTED}
    if not accepted:
        _require_reasons(given)
        return _Plan(given, None)
    merged, present = _merged(amendment, rows, accepted), amendment.document.text
    final = settle(merged, resolutions)
    if edited is not None:
        final = clean(edited, "edited")
    if final == present:
        raise Invalid("rulings", N_("Così il testo non cambia: respingi la modifica, o segna che è già nel testo."))
    asked = settle(merged, [as_asked(*pair) for pair in zip(merged.clashes, resolutions, strict=True)])
    kept_present = edited is None and keeps_present(merged, resolutions)
    wording = next_wording(amendment.document, final)
    plan = _Plan(dict(given), wording)
    fell = {row.number for row in rows if row.number in accepted and not stands(row, final, asked)}
    outcome = Outcome.REJECTED if fell and kept_present else Outcome.MODIFIED
    for number in fell or (accepted if final != asked else set()):  # reworded around words that still stand
        plan.rulings[number] = Ruling(number, outcome, given[number].reason)
    _require_reasons(plan.rulings)
    if not any(r.reason for r in given.values()):
        edits = [edit for change in wording.changes for edit in change["edits"]]
        span = min(edit[0] for edit in edits), max(edit[1] for edit in edits)
        if takes(decided_words(amendment.document), present, final, span):
            raise Invalid("reason", TAKES_DECIDED)
    return plan


def _require_reasons(rulings: dict[int, Ruling]) -> None:
    for ruling in rulings.values():
        require_reason(ruling.outcome, ruling.reason)
