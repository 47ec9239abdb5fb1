# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on a document: publish, correct, restore, close, reopen, conclude, withdraw."""

from collections.abc import Sequence

import sqlalchemy as sa

from amendments.documents.texts import (
    add_version,
    check_unmoved,
    clean,
    next_wording,
    required,
    settle,
    text_of,
    work_out,
)
from amendments.models import Cause, Document, State, Version
from amendments.request_models import Amendment, AmendmentState
from auth.models import User
from db import N_, Invalid, begin_writing, db, lock, now
from journal.actions import begin_writing_about, record, tell
from permissions import require
from redline.merging.merge import merge

NO_REASON = N_("Scrivi il motivo: lo leggeranno tutti.")
NO_CHANGE = N_("Il testo è uguale alla versione attuale: cambia qualcosa prima di inviare.")


def publish(document: Document, text: str, *, by: User) -> Version:
    """Turn a draft into version 1 of an open document."""
    require(by, "proposal.publish", document, now())
    wording = work_out("", clean(text))
    begin_writing()
    require(by, "proposal.publish", lock(document), now())
    document.state, document.published_at = State.OPEN, now()
    version = add_version(document, wording, cause=Cause.PUBLICATION, by=by)
    record("document.published", by=by, document=document, data={"version": version.number})
    return version


def correct(
    document: Document, text: str, *, by: User, base: int, reason: str, resolutions: Sequence[str] = ()
) -> Version:
    """Correct an open document; the correction was written on version `base` and is merged like an amendment.

    Raises Clashes until `resolutions` settles every clash, Changed when a version was born meanwhile.
    """
    require(by, "document.correct", document, now())
    reason = required(reason, "reason", NO_REASON)
    requested, seen, present = clean(text), document.version, document.text
    final = settle(merge(_text_of_base(document, base), present, requested), resolutions)
    if final == present:
        raise Invalid("text", NO_CHANGE)
    wording = next_wording(document, final)
    begin_writing_about(document)
    require(by, "document.correct", lock(document), now())
    check_unmoved(document, seen)
    version = add_version(document, wording, cause=Cause.CORRECTION, by=by, reason=reason)
    record("document.corrected", by=by, document=document, data={"version": version.number, "reason": reason})
    return version


def restore(document: Document, number: int, *, by: User, seen: int, reason: str) -> Version:
    """Make the text of an earlier version the newest one; nothing in between is lost from the record."""
    require(by, "document.restore", document, now())
    reason = required(reason, "reason", NO_REASON)
    check_unmoved(document, seen)
    present, former = document.text, _text_of_base(document, number)
    if former == present:
        raise Invalid("", NO_CHANGE)
    wording = next_wording(document, former)
    begin_writing()
    require(by, "document.restore", lock(document), now())
    check_unmoved(document, seen)
    version = add_version(document, wording, cause=Cause.RESTORE, by=by, reason=reason, restored=number)
    data = {"version": version.number, "restored": number, "reason": reason}
    record("document.restored", by=by, document=document, data=data)
    return version


def close(document: Document, *, by: User) -> None:
    """Close an open document: its pending amendments lapse, and their authors are told."""
    require(by, "document.close", document, now())
    require(by, "document.close", lock(document), now())
    if document.state != State.OPEN:
        raise Invalid("", N_("Questo testo è già chiuso: ricarica la pagina."))
    _end(document, State.CLOSED, by)
    record("document.closed", by=by, document=document, data={})


def reopen(document: Document, *, by: User) -> None:
    """Open a closed document again."""
    require(by, "document.close", document, now())
    require(by, "document.close", lock(document), now())
    if document.state != State.CLOSED:
        raise Invalid("", N_("Questo testo è già aperto: ricarica la pagina."))
    document.state = State.OPEN
    document.updated_at = now()
    record("document.reopened", by=by, document=document, data={})


def conclude(document: Document, *, by: User, adopted: bool, reason: str) -> None:
    """Write down whether the body adopted the text, with the reason or the act."""
    require(by, "document.conclude", document, now())
    reason = required(reason, "reason", NO_REASON)
    require(by, "document.conclude", lock(document), now())
    _end(document, State.ADOPTED if adopted else State.NOT_ADOPTED, by)
    kind = "document.adopted" if adopted else "document.not_adopted"
    record(kind, by=by, document=document, data={"reason": reason})


def withdraw(document: Document, *, by: User, reason: str) -> None:
    """Withdraw a proposal: it stays readable, and its pending amendments lapse."""
    require(by, "document.withdraw", document, now())
    reason = required(reason, "reason", NO_REASON)
    require(by, "document.withdraw", lock(document), now())
    _end(document, State.WITHDRAWN, by)
    record("document.withdrawn", by=by, document=document, data={"reason": reason})


def _end(document: Document, state: State, by: User) -> None:
    """Set, on a locked document, a state in which nothing is pending any more."""
    document.state = state
    document.updated_at = now()
    document.pending = 0
    pending = sa.select(Amendment).where(
        Amendment.document_id == document.id, Amendment.state == AmendmentState.PENDING
    )
    for amendment in db.session.scalars(pending.order_by(Amendment.number)):
        amendment.state, amendment.updated_at = AmendmentState.LAPSED, now()
        record("amendment.lapsed", by=by, document=document, data={"amendment": amendment.number})
        if amendment.author is not None:
            tell("amendment_lapsed", {"amendment": amendment.id}, user=amendment.author)


def _text_of_base(document: Document, number: int) -> str:
    try:
        return text_of(document, number)
    except LookupError as error:
        raise Invalid("", N_("Questa versione non esiste: ricarica la pagina e riprova.")) from error
