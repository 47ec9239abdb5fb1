# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cover unlawful words wherever a document, its versions, requests, decisions and events hold them.

What was covered is gone: texts, deltas, renderings and digests are made anew, data and salt of events are
deleted. The event that says so holds what stands there now (`events`: data by number of event), so that
`flask verify` still finds whoever changes anything later.
"""

from collections import Counter
from dataclasses import replace

import sqlalchemy as sa

from amendments.carry.carrying import digest
from amendments.carry.models import CarryOver
from amendments.desk.models import Staged
from amendments.documents.texts import required, text_of, work_out
from amendments.handling.models import Clarification, Note
from amendments.models import Document, Version
from amendments.record.covering import WHY, Cover, also_covers, cover_events, record_covering
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Revision
from amendments.requests.actions import changes_of
from amendments.support.actions import recount
from auth.models import User
from db import begin_writing, db, lock, now
from permissions import require
from redline import changes, delta

NO_REVISION = 0


def places(document: Document, words: str, *, by: User) -> Counter[str]:
    """Return how often the words stand in what is kept, by kind of thing; nothing is changed."""
    require(by, "document.obscure", document, now())
    cover = Cover(words, apply=False)
    _cover_all(document, cover)
    cover_events(f"document:{document.id}", cover)
    return +cover.found


def obscure(document: Document, words: str, *, by: User, reason: str) -> Counter[str]:
    """Cover the words for ever, everywhere in a document and around it; return how many places, by kind.

    Raises Invalid for words that stand nowhere, and without a reason, which everybody reads.
    """
    require(by, "document.obscure", document, now())
    reason = required(reason, "reason", WHY)
    cover = Cover(words, apply=True)
    begin_writing()
    require(by, "document.obscure", lock(document), now())
    _cover_all(document, cover)
    recount(document)  # versions that differed in these words only say the same now
    return record_covering(cover, reason, by=by, document=document)


def _cover_all(document: Document, cover: Cover) -> None:
    versions = _cover_versions(document, cover)
    chosen = sa.select(Amendment).where(Amendment.document_id == document.id).order_by(Amendment.number)
    for amendment in db.session.scalars(chosen).all():
        cover.row("amendments", amendment, "first_words", "hidden_reason", "author_name")
        _cover_revisions(amendment, cover, versions)
    _cover_proofs(document, cover)
    for decision in db.session.scalars(sa.select(Decision).where(Decision.document_id == document.id)).all():
        cover.row("decisions", decision, "reason", "organ", "act")
    for staged in db.session.scalars(sa.select(Staged).where(Staged.document_id == document.id)).all():
        cover.row("decisions", staged, "reason", "words")
        if cover.apply:
            staged.clashes = cover.data(staged.clashes)
    _cover_handling(document, cover)
    for covers in also_covers:
        covers(document, cover)


def _cover_handling(document: Document, cover: Cover) -> None:
    """Cover questions, answers and internal notes."""
    of_document = sa.select(Amendment.id).where(Amendment.document_id == document.id)
    asked = sa.select(Clarification).where(Clarification.amendment_id.in_(of_document))
    for one in db.session.scalars(asked).all():
        question, words = cover.whole("clarifications", one.question), cover.whole("clarifications", one.answer)
        if cover.apply:
            one.question, one.answer = question, words
    for note in db.session.scalars(sa.select(Note).where(Note.amendment_id.in_(of_document))).all():
        cover.row("notes", note, "text")


def _cover_versions(document: Document, cover: Cover) -> set[int]:
    """Cover every version, one after the other, making its delta anew; return the numbers of those that changed."""
    chosen = sa.select(Version).where(Version.document_id == document.id).order_by(Version.number)
    before = after = ""
    touched = set()
    for version in db.session.scalars(chosen).all():
        old = delta.apply(before, version.delta)
        new = cover.version(version.number, old)
        in_reason = cover.row("versions", version, "reason")
        if new != old:
            touched.add(version.number)
        if cover.apply and (new != old or after != before):
            _rewrite(version, after, new)
        if cover.apply and (new != old or in_reason):
            version.obscured = True
        before, after = old, new
    if cover.apply and document.version and before != after:
        document.text, document.title = after, version.title
        db.session.flush()
    return touched


def _rewrite(version: Version, before: str, words: str) -> None:
    """Make anew everything that a version keeps of its text."""
    wording = work_out(before, words)
    version.text = words if version.text is not None else None
    version.title, version.sha256, version.delta = wording.title, wording.sha256, wording.delta
    version.changes, version.html = wording.changes, wording.html


def _cover_revisions(amendment: Amendment, cover: Cover, versions: set[int]) -> None:
    """Cover every wording of an amendment, and find its changes anew where they or their base changed."""
    chosen = sa.select(Revision).where(Revision.amendment_id == amendment.id).order_by(Revision.number)
    for revision in db.session.scalars(chosen).all():
        words = cover.whole("revisions", revision.text)
        found = cover.row("revisions", revision, "reason") or words != revision.text
        if not cover.apply:
            continue
        if words != revision.text:
            revision.sha256 = cover.digests[revision.sha256]
            revision.text = words
        revision.obscured = revision.obscured or found
        if found or revision.base in versions:
            _find_changes_anew(amendment, revision, cover)


def _cover_proofs(document: Document, cover: Cover) -> None:
    """Cover the words by which carry-overs were proved."""
    chosen = sa.select(CarryOver).join(Amendment, CarryOver.amendment_id == Amendment.id)
    for carried in db.session.scalars(chosen.where(Amendment.document_id == document.id)).all():
        proof = cover.data(carried.proof)
        if proof != carried.proof:
            cover.found["carry_overs"] += 1
        if cover.apply and proof != carried.proof:
            cover.digests[carried.sha256] = digest(proof)
            carried.proof, carried.sha256 = proof, digest(proof)


def _find_changes_anew(amendment: Amendment, revision: Revision, cover: Cover) -> None:
    """Bring the changes of a covered revision in line with what it asks for now."""
    rows = changes_of(amendment, revision.number)
    found = changes.changes(text_of(amendment.document, revision.base), revision.text)
    if len(found) == len(rows):
        for row, change in zip(rows, found, strict=True):
            _write_change(row, replace(change, number=row.number))
    elif amendment.state == AmendmentState.PENDING and revision.number == amendment.revision:
        _exchange(amendment, rows, found, cover)
    else:  # it was decided point by point as it stood: the points stay, their words are covered
        revision.obscured = True
        for row in rows:
            _cover_change(row, cover)


def _cover_change(row: Change, cover: Cover) -> None:
    row.old, row.new = cover.text(row.old), cover.text(row.new)
    row.place, row.detail = cover.data(row.place), cover.data(row.detail)


def _exchange(amendment: Amendment, rows: list[Change], found: list[changes.Change], cover: Cover) -> None:
    """Give an amendment that waits other changes, under numbers never used.

    Those on which there is a decision that was undone stay, covered, as changes of no revision.
    """
    decided = set(db.session.scalars(sa.select(Decision.change_id).where(Decision.change_id.in_(r.id for r in rows))))
    for row in rows:
        if row.id in decided:
            _cover_change(row, cover)
            row.revision = NO_REVISION
        else:
            db.session.delete(row)
    for number, change in enumerate(found, amendment.last_change + 1):
        row = Change(amendment_id=amendment.id, revision=amendment.revision, number=number)
        _write_change(row, replace(change, number=number))
        db.session.add(row)
    amendment.last_change += len(found)
    amendment.change_count = len(found)
    db.session.flush()


def _write_change(row: Change, change: changes.Change) -> None:
    row.kind, row.old, row.new, row.place = change.kind, change.old, change.new, list(change.place)
    row.detail = change.to_json()
