# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of those who ask for a change: propose, enter, revise, withdraw; and showing or hiding a request."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from amendments.documents.texts import clean, fingerprint, required, text_of
from amendments.handling.clarification_actions import answer_by_revising
from amendments.handling.deadline_actions import set_due
from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Change, Channel, Revision, Visibility
from amendments.requests.revisions import (
    REVISED,
    add_revision,
    ask_supporters_again,
    carried_changes,
    check_unworded,
    reason_of,
)
from auth.models import Member, Role, User
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from journal.actions import record, tell
from languages import today
from permissions import Refused, require
from redline import changes

NO_CHANGE = N_("Il testo è uguale a quello di partenza: cambia qualcosa prima di inviare.")
NO_REASON = N_("Scrivi perché chiedi questa modifica: lo leggeranno tutti.")


def propose(
    document: Document, text: str, *, by: User, base: int, reason: str, body_id: int | None = None
) -> Amendment:
    """Ask for a change of a document, written on version `base`, for oneself or for a body one acts for.

    Raises Invalid when nothing changed or the reason is missing, Refused for a body one does not act for.
    """
    require(by, "amendment.propose", document, now())
    reason = required(reason, "reason", NO_REASON)
    if body_id is not None and not by.acts_for(body_id):
        raise Refused("amendment.propose", N_("Non risulti tra le persone che agiscono per questo ente."))
    wanted, found = _changes_wanted(document, base, text)
    begin_writing()
    require(by, "amendment.propose", lock(document), now())
    waits = _is_read_first(document, by)
    amendment = _add(document, base, by, author_id=by.id, body_id=body_id)
    amendment.visibility = Visibility.WAITING if waits else Visibility.SHOWN
    set_due(amendment)
    add_revision(amendment, base, wanted, found, reason, by)
    _count_as_shown(amendment, 0 if waits else 1)
    record("amendment.proposed", by=by, document=document, data=_digest(amendment, wanted))
    _tell_moderators(amendment, by)
    return amendment


def enter(
    document: Document,
    text: str,
    *,
    by: User,
    base: int,
    reason: str,
    author_name: str,
    channel: str,
    received_on: date | None,
) -> Amendment:
    """Write down, as staff, a request that came by certified mail, on paper or at a meeting."""
    require(by, "amendment.enter", document, now())
    reason = required(reason, "reason", N_("Riporta il motivo che ha scritto chi chiede la modifica."))
    author_name = required(author_name, "author_name", N_("Scrivi chi chiede la modifica."))
    if channel not in (Channel.PEC, Channel.PAPER, Channel.MEETING):
        raise Invalid("channel", N_("Scegli come è arrivata la richiesta."))
    if received_on is None or received_on > today():
        raise Invalid("received_on", N_("Scrivi il giorno in cui è arrivata, non futuro."))
    wanted, found = _changes_wanted(document, base, text)
    begin_writing()
    require(by, "amendment.enter", lock(document), now())
    amendment = _add(document, base, by, author_name=author_name, entered_by_id=by.id)
    amendment.channel, amendment.received_on = channel, received_on
    set_due(amendment)
    add_revision(amendment, base, wanted, found, reason, by)
    _count_as_shown(amendment, 1)
    record("amendment.entered", by=by, document=document, data=_digest(amendment, wanted))
    _tell_moderators(amendment, by)
    return amendment


def revise(amendment: Amendment, text: str, *, by: User, seen: int, reason: str, base: int | None = None) -> Revision:
    """Reword a pending amendment; the earlier revision stays, and supporters are asked again.

    Where moderators read amendments before they appear, a new revision waits again. `seen` is the revision that
    was read: Changed is raised when anybody wrote a newer one. `base` is the version it is written on now, by default
    that of the revision that was read.
    """
    require(by, "amendment.revise", amendment, now())
    reason = required(reason, "reason", NO_REASON)
    earlier = revision_of(amendment, seen)
    if earlier is None:
        raise Changed(REVISED)
    base = base or earlier.base
    wanted, found = _changes_wanted(amendment.document, base, text)
    if wanted == earlier.text and reason == reason_of(amendment):
        raise Invalid("text", N_("Non hai cambiato niente rispetto a prima: cambia le parole o il motivo, poi invia."))
    points = [read_change(row) for row in changes_of(amendment, seen)]
    previous = carried_changes(amendment.document, points, earlier.base, base)
    followed = changes.follow(previous, found, amendment.last_change)
    begin_writing()
    lock(amendment.document)
    require(by, "amendment.revise", lock(amendment), now())
    check_unworded(amendment, seen)
    revision = add_revision(amendment, base, wanted, followed, reason, by)
    answer_by_revising(amendment)
    data = _digest(amendment, wanted) | {"revision": revision.number}
    if amendment.visibility == Visibility.SHOWN and _is_read_first(amendment.document, by):
        amendment.visibility = Visibility.WAITING
        _count_as_shown(amendment, -1)
        _tell_moderators(amendment, by)
    record("amendment.revised", by=by, document=amendment.document, data=data)
    if amendment.visibility == Visibility.SHOWN:
        ask_supporters_again(amendment)
    return revision


def withdraw(amendment: Amendment, *, by: User) -> None:
    """Withdraw a pending amendment; it stays readable."""
    require(by, "amendment.withdraw", amendment, now())
    lock(amendment.document)
    require(by, "amendment.withdraw", lock(amendment), now())
    if amendment.visibility == Visibility.SHOWN:
        amendment.document.pending -= 1
    amendment.state, amendment.updated_at = AmendmentState.WITHDRAWN, now()
    record("amendment.withdrawn", by=by, document=amendment.document, data={"amendment": amendment.number})


def moderate(amendment: Amendment, *, by: User, show: bool, reason: str, seen: int | None = None) -> None:
    """Show a waiting or hidden amendment to everybody, or hide it; hiding needs a reason, which everybody reads.

    `seen` is the revision that was read: nobody publishes words they have not read, so Changed is raised when
    there is a newer one.
    """
    require(by, "amendment.moderate", amendment, now())
    lock(amendment.document)
    lock(amendment)
    wanted = Visibility.SHOWN if show else Visibility.HIDDEN
    if not show:
        reason = required(reason, "reason", N_("Scrivi il motivo: lo leggeranno tutti."))
    if amendment.visibility == wanted:
        return
    if show and seen is not None:
        check_unworded(amendment, seen)
    _count_as_shown(amendment, int(show) - int(amendment.visibility == Visibility.SHOWN))
    amendment.visibility, amendment.hidden_reason = wanted, "" if show else reason
    data = {"amendment": amendment.number} | ({} if show else {"reason": reason})
    record("amendment.shown" if show else "amendment.hidden", by=by, document=amendment.document, data=data)
    if show:
        ask_supporters_again(amendment)


# --- shared with the decisions and the pages --------------------------------------------------------------


def revision_of(amendment: Amendment, number: int) -> Revision | None:
    """Return one revision of an amendment, or None."""
    chosen = sa.select(Revision).where(Revision.amendment_id == amendment.id, Revision.number == number)
    return db.session.scalars(chosen).first()


def changes_of(amendment: Amendment, revision: int) -> list[Change]:
    """Return the rows of a revision's changes, in order of their place in the text."""
    rows: Iterable[Change] = amendment.changes
    if revision != amendment.revision:
        chosen = sa.select(Change).where(Change.amendment_id == amendment.id, Change.revision == revision)
        rows = db.session.scalars(chosen)
    return sorted(rows, key=lambda row: row.order)


def read_change(row: Change) -> changes.Change:
    """Return the change of the text engine that a row keeps."""
    return changes.Change.from_json(row.detail)


# --- helpers ----------------------------------------------------------------------------------------------


def _changes_wanted(document: Document, base: int, text: str) -> tuple[str, list[changes.Change]]:
    """Return the canonical text that is asked for, and its changes from the base; raise Invalid without any."""
    wanted = clean(text)
    try:
        found = changes.changes(text_of(document, base), wanted)
    except LookupError as error:
        raise Invalid("", N_("Questa versione non esiste: ricarica la pagina e riprova.")) from error
    if not found:
        raise Invalid("text", NO_CHANGE)
    return wanted, found


def _add(document: Document, base: int, by: User, **author: object) -> Amendment:
    document.last_amendment += 1
    moment = now()
    amendment = Amendment(
        document=document,
        process_id=document.process_id,
        number=document.last_amendment,
        state=AmendmentState.PENDING,
        visibility=Visibility.SHOWN,
        revision=0,
        last_change=0,
        paused_days=0,
        created_at=moment,
        updated_at=moment,
        **author,
    )
    db.session.add(amendment)
    db.session.flush()  # the revision and its changes need the id
    return amendment


def _count_as_shown(amendment: Amendment, step: int) -> None:
    """Keep the counters of the document right when an amendment appears (1) or disappears (-1)."""
    amendment.document.amendments += step
    if amendment.state == AmendmentState.PENDING:
        amendment.document.pending += step


def _digest(amendment: Amendment, text: str) -> dict[str, object]:
    return {"amendment": amendment.number, "sha256": fingerprint(text)}


def _tell_moderators(amendment: Amendment, by: User) -> None:
    chosen = sa.select(User).join(Member, Member.user_id == User.id)
    chosen = chosen.where(Member.process_id == amendment.process_id, Member.role == Role.MODERATOR, User.id != by.id)
    for moderator in db.session.scalars(chosen):
        tell("amendment_received", {"amendment": amendment.id}, user=moderator)


def _is_read_first(document: Document, by: User) -> bool:
    """Say whether moderators read what this person writes before others do."""
    process = document.process
    return bool(process.amendment_moderation == "before" and not by.has_role(Role.MODERATOR, process))
