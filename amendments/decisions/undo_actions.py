# SPDX-License-Identifier: AGPL-3.0-or-later
"""Undo what was just decided, while nobody was told of it and nothing was built on it.

The former text is published anew; the decisions stay on record, marked with the version that undid them; their
amendments wait again, in the revision that was decided, and what was staged of them lies on the desk again.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from amendments.decisions.holding import deed_of, undoable_until
from amendments.desk.models import Staged
from amendments.documents.texts import add_version, check_unmoved, next_wording, required, text_of
from amendments.models import Cause, Document, Version
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Visibility
from auth.models import User
from db import N_, Changed, begin_writing, db, lock, now
from journal.actions import record, take_back
from permissions import require

TOO_LATE = N_("Non si può più annullare: è passato il tempo, o il testo è cambiato ancora.")


def undo(document: Document, *, by: User, seen: int, reason: str) -> Version:
    """Publish the text before the present version anew, and let the amendments decided in it wait again."""
    require(by, "document.undo", document, now())
    reason = required(reason, "reason", N_("Scrivi perché annulli: lo leggeranno tutti."))
    check_unmoved(document, seen)
    former = text_of(document, seen - 1)
    wording = next_wording(document, former)
    begin_writing()
    require(by, "document.undo", lock(document), now())
    check_unmoved(document, seen)
    if undoable_until(document) is None:
        raise Changed(TOO_LATE)
    take_back(deed_of(document, seen))
    undone = _reopen(document, seen)
    version = add_version(document, wording, cause=Cause.RESTORE, by=by, reason=reason, restored=seen - 1)
    data = {"version": version.number, "undone": seen, "reason": reason, "rulings": undone}
    record("document.undone", by=by, document=document, data=data)
    return version


def _reopen(document: Document, version: int) -> list[list[object]]:
    """Let what was decided in a version wait again; return amendment, change and outcome of each decision."""
    chosen = sa.select(Decision, Change, Amendment).join(Change, Change.id == Decision.change_id)
    chosen = chosen.join(Amendment, Amendment.id == Change.amendment_id).order_by(Decision.id)
    chosen = chosen.where(Decision.document_id == document.id, Decision.version == version, Decision.undone.is_(None))
    told = []
    amendments = {}
    for decision, change, amendment in db.session.execute(chosen):
        decision.undone = version + 1
        told.append([amendment.number, change.number, decision.outcome])
        change.outcome = None
        amendments[amendment.id] = amendment
    for amendment in amendments.values():
        _let_wait(amendment)
    _lay_out(document, list(amendments), version)
    return told


def _let_wait(amendment: Amendment) -> None:
    amendment.state, amendment.outcome, amendment.decided_at = AmendmentState.PENDING, None, None
    amendment.updated_at = now()
    if amendment.visibility == Visibility.SHOWN:
        amendment.document.pending += 1


def _lay_out(document: Document, ids: Sequence[int], version: int) -> None:
    """Lay what was staged on the desk again, as it was: the text is the one it was staged for."""
    theirs = Staged.amendment_id.in_(ids), Staged.published == version
    db.session.execute(sa.update(Staged).where(*theirs).values(published=None, version=version + 1))
