# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring every open amendment of a document onto its newest version, as a job that follows the birth of a version.

Whoever saves a version waits for none of it. The job takes a few dozen amendments at a time: what becomes of them is
worked out before the lock; under it, what was read is looked at again, then all is written by a few statements. Only
where every change applies a revision is made by nobody; of the others the author is asked, once: a later version
replaces the question, and writes again only where it asks something else. While a version can be undone its letters
are held, and an undo takes them back. An amendment that was decided, withdrawn
or revised meanwhile is left alone, and a version born meanwhile has a job of its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from amendments.carry.carrying import Asked, Brought, bring, digest
from amendments.carry.models import CarryOver, CarryState
from amendments.decisions.holding import deed_of, undoable_until
from amendments.documents.texts import fingerprint, texts_of
from amendments.hooks import version_born
from amendments.models import Document, Version
from amendments.request_models import Amendment, AmendmentState, Change, Revision
from auth.models import User
from db import db, lock, now, transaction
from journal.actions import hold, record, tell_all
from journal.jobs import does, later
from redline import changes
from redline.merging.outcome import APPLIES

BATCH = 50
KIND = "carry_over"
Row = Any


@dataclass(frozen=True)
class _Read:
    """What was read before the lock: some amendments that are behind, and digests of all texts that count for them."""

    version: int
    rows: Sequence[Row]
    digests: dict[int, str]


def bring_later(document: Document, text: str = "") -> None:
    """Write down that the open amendments of a document are to be brought onto its newest version."""
    if document.last_amendment:
        later(KIND, {"document": document.id})


def close_question(amendment: Amendment, made: int | None = None) -> None:
    """Close the open question about an amendment, if any: answered by the revision `made`, else replaced."""
    state = CarryState.REPLACED if made is None else CarryState.ANSWERED
    these = (CarryOver.amendment_id == amendment.id, CarryOver.state == CarryState.ASKED)
    db.session.execute(sa.update(CarryOver).where(*these).values(state=state, made=made))


version_born.append(bring_later)


@does(KIND)
def bring_all(about: dict[str, Any]) -> None:
    """Bring all open amendments of a document onto its newest version."""
    while _bring_some(about["document"]):
        pass


def _bring_some(document_id: int) -> bool:
    """Bring a few of them; say whether there were any."""
    document = db.session.get(Document, document_id)
    read = _behind(document) if document is not None else None
    if document is None or read is None or not read.rows:
        db.session.rollback()
        return False
    brought = _worked_out(document, read)
    with transaction():
        if _still(lock(document), read):
            held = _held([row.id for row in read.rows])
            rows = [row for row in read.rows if held.get(row.id) == (row.revision, row.sha256)]
            if rows:
                _keep(document, rows, brought)
    return True


def _behind(document: Document) -> _Read:
    """Return open amendments whose newest revision was not brought onto the present version yet."""
    chosen = sa.select(Amendment.id, Amendment.number, Amendment.revision, Amendment.last_change, Revision.base)
    chosen = chosen.add_columns(Amendment.author_id, Amendment.entered_by_id, Revision.sha256)
    chosen = chosen.join(Revision, _newest()).where(Amendment.document_id == document.id)
    done = sa.select(CarryOver.id).where(CarryOver.amendment_id == Amendment.id, CarryOver.version == document.version)
    done = done.where(CarryOver.revision == Amendment.revision)
    points = sa.select(Change.id).where(Change.amendment_id == Amendment.id, Change.revision == Amendment.revision)
    chosen = chosen.where(Amendment.state == AmendmentState.PENDING, Revision.base < document.version)
    chosen = chosen.where(points.exists(), ~done.exists()).order_by(Revision.base, Amendment.number).limit(BATCH)
    rows = db.session.execute(chosen).all()
    return _Read(document.version, rows, _digests(document, {document.version, *(row.base for row in rows)}))


def _newest() -> sa.ColumnElement[bool]:
    return sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision)


def _digests(document: Document, numbers: set[int]) -> dict[int, str]:
    chosen = sa.select(Version.number, Version.sha256).where(Version.document_id == document.id)
    return {row.number: row.sha256 for row in db.session.execute(chosen.where(Version.number.in_(numbers)))}


def _worked_out(document: Document, read: _Read) -> dict[int, Brought]:
    """Return what becomes of the amendments that were read, by id."""
    chosen = sa.select(Change.amendment_id, Change.detail).join(Amendment, Change.amendment_id == Amendment.id)
    chosen = chosen.where(Amendment.id.in_([row.id for row in read.rows]), Change.revision == Amendment.revision)
    points: dict[int, list[changes.Change]] = defaultdict(list)
    for id, detail in db.session.execute(chosen.order_by(Change.id)):
        points[id].append(changes.Change.from_json(detail))
    texts = texts_of((document.id, number) for number in read.digests)
    bases = {number: text for (_, number), text in texts.items()}
    asked = [Asked(row.id, row.base, points[row.id], row.last_change) for row in read.rows]
    return bring(bases[read.version], bases, asked)


def _still(document: Document, read: _Read) -> bool:
    """Say whether version and texts are those that were read: none was born since, and no words were obscured."""
    return document.version == read.version and _digests(document, set(read.digests)) == read.digests


def _held(ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Return, by id, newest revision and digest of the amendments still open, held until the transaction ends."""
    held = sa.select(Amendment.id).where(Amendment.id.in_(ids), Amendment.state == AmendmentState.PENDING)
    db.session.execute(held.order_by(Amendment.id).with_for_update())
    chosen = sa.select(Amendment.id, Amendment.revision, Revision.sha256).join(Revision, _newest())
    chosen = chosen.where(Amendment.id.in_(ids), Amendment.state == AmendmentState.PENDING)
    return {row.id: (row.revision, row.sha256) for row in db.session.execute(chosen)}


def _keep(document: Document, rows: Sequence[Row], brought: dict[int, Brought]) -> None:
    """Write down what became of some amendments, record it, and ask the authors of those that need them."""
    carried = [row for row in rows if brought[row.id].text is not None]
    asked = [row for row in rows if brought[row.id].text is None]
    before = _open_questions([row.id for row in rows])
    _write_revisions(document, carried, brought)
    _write_carry_overs(document, rows, brought)
    data = {
        "version": document.version,
        "count": len(carried),
        "questions": len(asked),
        "carried": [
            [row.number, row.revision + 1, fingerprint(brought[row.id].text or ""), digest(brought[row.id].proof)]
            for row in carried
        ],
        "asked": [[row.number, row.revision, digest(brought[row.id].proof)] for row in asked],
    }
    record("document.carried_over", by=None, document=document, data=data)
    if (until := undoable_until(document)) is not None:
        hold(deed_of(document, document.version), until - now())
    _ask([row for row in asked if _asks_anew(brought[row.id].proof, before.get(row.id, []))], document.version)


def _open_questions(ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the proofs of the open questions of some amendments, by id, and close these questions."""
    these = (CarryOver.amendment_id.in_(ids), CarryOver.state == CarryState.ASKED)
    found = db.session.execute(sa.select(CarryOver.amendment_id, CarryOver.proof).where(*these)).all()
    if found:
        db.session.execute(sa.update(CarryOver).where(*these).values(state=CarryState.REPLACED))
    return {row.amendment_id: row.proof for row in found}


def _write_revisions(document: Document, rows: Sequence[Row], brought: dict[int, Brought]) -> None:
    """Write the revisions that need nobody; nothing that is counted changes, and no number of a change."""
    if not rows:
        return
    revisions, points = [], []
    for row in rows:
        found, number = brought[row.id], row.revision + 1
        words = {"text": found.text, "sha256": fingerprint(found.text or ""), "reason": "", "by_id": None}
        of = {"amendment_id": row.id, "number": number, "base": document.version, "created_at": now()}
        revisions.append(of | words | {"obscured": False})
        for change in found.changes:
            point = {"amendment_id": row.id, "revision": number, "number": change.number, "kind": change.kind}
            said = {"old": change.old, "new": change.new, "place": list(change.place), "detail": change.to_json()}
            points.append(point | said)
    db.session.execute(sa.insert(Revision), revisions)
    db.session.execute(sa.insert(Change), points)
    db.session.execute(sa.update(Amendment), [{"id": row.id, "revision": row.revision + 1} for row in rows])


def _write_carry_overs(document: Document, rows: Sequence[Row], brought: dict[int, Brought]) -> None:
    kept = []
    for row in rows:
        found = brought[row.id]
        of = {"amendment_id": row.id, "revision": row.revision, "base": row.base, "version": document.version}
        made = {"state": CarryState.ASKED, "made": None}
        if found.text is not None:
            made = {"state": CarryState.CARRIED, "made": row.revision + 1}
        kept.append(of | made | {"proof": found.proof, "sha256": digest(found.proof), "created_at": now()})
    db.session.execute(sa.insert(CarryOver), kept)


def _asks_anew(proof: list[dict[str, Any]], before: list[dict[str, Any]]) -> bool:
    """Say whether there is a question that was not asked in these words before."""
    asked_before = [_question(step) for step in before]
    return any(step["outcome"] != APPLIES and _question(step) not in asked_before for step in proof)


def _question(step: dict[str, Any]) -> tuple[Any, ...]:
    return step["number"], step["outcome"], step["stands"], step["now"]


def _ask(rows: Sequence[Row], version: int) -> None:
    """Write to the authors; of a request that came another way, to whoever entered it and can ask them."""
    ids = {row.author_id or row.entered_by_id for row in rows}
    chosen = sa.select(User.id, User.language).where(User.id.in_(ids), User.erased_at.is_(None))
    people = {person.id: person for person in db.session.execute(chosen)}
    known = [(people.get(row.author_id or row.entered_by_id), row) for row in rows]
    tell_all("carry_question", [(who, {"amendment": row.id, "version": version}) for who, row in known if who])
