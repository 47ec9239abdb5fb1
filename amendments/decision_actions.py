# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding an amendment, change by change: what is accepted is merged into the present text.

Acceptance is a three-way merge of the base the amendment was written on, the present text, and the base with
the accepted changes made; so an earlier accepted amendment is never undone by a later one. Where both touched
the same words a person chooses (`Clashes`), and nothing is written before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from amendments.amendment_actions import changes_of, read_change
from amendments.models import Cause, Document, Version
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Outcome, Revision, Visibility
from amendments.texts import Wording, add_version, check_unmoved, clean, settle, text_of, work_out
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from journal.actions import record, tell
from permissions import require
from redline.changes import select
from redline.merging.merge import Clash, Merge, merge

CHOICES = (Outcome.ACCEPTED, Outcome.REJECTED, Outcome.ABSORBED, Outcome.PRECLUDED)
SHORTEST_BROUGHT = 4  # shorter words of an earlier decision cannot be told from others in the text


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
    begin_writing()
    lock(document)
    _check_seen(lock(amendment), seen_version, seen_revision)
    require(by, "amendment.decide", amendment, now())
    decisions = _write(amendment, plan, by, act, conflict)
    _close(amendment, plan)
    version = None
    if plan.wording is not None:
        made = [d for d in decisions if d.outcome in (Outcome.ACCEPTED, Outcome.MODIFIED)]
        version = add_version(document, plan.wording, cause=Cause.AMENDMENTS, by=by, sources=made)
    _make_known(amendment, plan, by, version)
    return version


def _check_seen(amendment: Amendment, version: int, revision: int) -> None:
    if amendment.state != AmendmentState.PENDING:
        raise Changed(N_("Nel frattempo questa modifica è stata decisa o ritirata: guarda com’è andata."))
    check_unmoved(amendment.document, version)
    if amendment.revision != revision:
        raise Changed(N_("Nel frattempo chi l’ha scritta ha rivisto la modifica: leggila e decidi di nuovo."))


def _merged(amendment: Amendment, rows: Sequence[Change], accepted: set[int]) -> Merge:
    """Return the merge of some of a revision's changes into the present text."""
    chosen = sa.select(Revision.base).where(Revision.amendment_id == amendment.id)
    number = db.session.scalars(chosen.where(Revision.number == amendment.revision)).one()
    base = text_of(amendment.document, number)
    return merge(base, amendment.document.text, select(base, map(read_change, rows), accepted))


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
    asked = settle(merged, [_as_asked(*pair) for pair in zip(merged.clashes, resolutions, strict=True)])
    kept_present = edited is None and _keeps_present(merged, resolutions)
    wording = work_out(present, final)
    plan = _Plan(dict(given), wording)
    fell = {row.number for row in rows if row.number in accepted and not _stands(row, final, asked)}
    outcome = Outcome.REJECTED if fell and kept_present else Outcome.MODIFIED
    for number in fell or (accepted if final != asked else set()):  # reworded around words that still stand
        plan.rulings[number] = Ruling(number, outcome, given[number].reason)
    _require_reasons(plan.rulings)
    if not any(r.reason for r in given.values()) and _takes_decided_words(amendment.document, present, wording):
        raise Invalid("reason", N_("Così si tolgono parole volute da una decisione precedente: scrivi il motivo."))
    return plan


def _as_asked(clash: Clash, chosen: str) -> str:
    """Return the words that grant a clash as it was asked for.

    Where two people only put something in at one place, both additions one after the other grant the request whole.
    """
    both_stand = not clash.base.strip() and clash.theirs in chosen and clash.ours in chosen
    return chosen if both_stand else clash.theirs


def _keeps_present(merged: Merge, resolutions: Sequence[str]) -> bool:
    """Say whether there are clashes and every one was settled by keeping the present words."""
    return bool(merged.clashes) and all(c.ours == w for c, w in zip(merged.clashes, resolutions, strict=True))


def _stands(row: Change, final: str, asked: str) -> bool:
    """Say whether a change stands in the final text as it does in the text with everything as it was asked for."""
    new, old = row.new.strip(), row.old.strip()
    return final.count(new) >= asked.count(new) if new else final.count(old) <= asked.count(old)


def _require_reasons(rulings: dict[int, Ruling]) -> None:
    for ruling in rulings.values():
        if ruling.outcome != Outcome.ACCEPTED and not ruling.reason.strip():
            raise Invalid(
                "reason", N_("Scrivi il motivo di ogni punto che non accetti così com’è: lo leggeranno tutti.")
            )


def _takes_decided_words(document: Document, present: str, wording: Wording) -> bool:
    """Say whether words that an earlier decision brought are in the present text and would go.

    Words are looked up as they were brought, at least SHORTEST_BROUGHT characters; where somebody reworded
    them since, they are no longer found and no reason is asked for. They are counted only where they stand
    in the part of the present text that changes, or touch it.
    """
    brought = sa.select(Change.new).join(Decision, Decision.change_id == Change.id)
    brought = brought.where(Decision.document_id == document.id, Decision.outcome == Outcome.ACCEPTED)
    found = {words.strip() for words in db.session.scalars(brought.where(Decision.superseded_by_id.is_(None)))}
    edits = [edit for change in wording.changes for edit in change["edits"]]
    start, end = min(edit[0] for edit in edits), max(edit[1] for edit in edits)
    return any(
        len(w) >= SHORTEST_BROUGHT
        and w in present[max(0, start - len(w)) : end + len(w)]
        and wording.text.count(w) < present.count(w)
        for w in found
    )


def _write(amendment: Amendment, plan: _Plan, by: User, act: Act, conflict: bool) -> list[Decision]:
    decisions = []
    for row in changes_of(amendment, amendment.revision):
        ruling = plan.rulings[row.number]
        decision = Decision(
            document_id=amendment.document_id,
            change_id=row.id,
            outcome=ruling.outcome,
            reason=ruling.reason.strip(),
            by_id=by.id,
            organ=act.organ.strip(),
            sitting=act.sitting,
            act=act.act.strip(),
            conflict_of_interest=conflict,
            created_at=now(),
            version=amendment.document.version + 1 if plan.wording is not None else None,
        )
        row.outcome = ruling.outcome
        db.session.add(decision)
        decisions.append(decision)
    db.session.flush()  # the sources of the version need the ids
    return decisions


def _close(amendment: Amendment, plan: _Plan) -> None:
    if amendment.visibility == Visibility.SHOWN:
        amendment.document.pending -= 1
    amendment.state = AmendmentState.DECIDED
    amendment.outcome = outcome_of({str(r.outcome) for r in plan.rulings.values()})
    amendment.decided_at = amendment.updated_at = now()


def _make_known(amendment: Amendment, plan: _Plan, by: User, version: Version | None) -> None:
    """Record the decision, and tell whoever wrote the amendment."""
    number = version.number if version is not None else None
    rulings = [[r.change, str(r.outcome), r.reason.strip()] for r in plan.rulings.values()]
    data = {"amendment": amendment.number, "outcome": amendment.outcome, "version": number, "rulings": rulings}
    record("amendment.decided", by=by, document=amendment.document, data=data)
    addressee = sa.select(User.id, User.language).where(User.id == amendment.author_id)  # all that a letter needs
    if (author := db.session.execute(addressee).first()) is not None:
        tell("amendment_decided", {"amendment": amendment.id}, user=author)


def outcome_of(outcomes: set[str]) -> str:
    """Return the outcome of an amendment from those of its changes: theirs where they agree, else mixed."""
    if len(outcomes) == 1:
        return next(iter(outcomes))
    if outcomes <= {Outcome.ACCEPTED, Outcome.MODIFIED}:
        return Outcome.MODIFIED
    return Outcome.IN_PART if outcomes & {Outcome.ACCEPTED, Outcome.MODIFIED} else Outcome.REJECTED
