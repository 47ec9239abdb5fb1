# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of the desk: stage a ruling, take it back, confirm it for a newer text, settle its clash; publish all.

Staging is nobody's decision yet, so it is on no record; it is kept at once, and the last who staged a change stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.decisions.actions import CHOICES
from amendments.decisions.deciding import Act, Case, enter
from amendments.decisions.reasons import require_reason
from amendments.desk.models import Staged
from amendments.desk.queries import Desk, desk_of
from amendments.desk.rehearsal import Rehearsal, is_mine, rehearse
from amendments.documents.texts import check_unmoved, clean, next_wording
from amendments.models import Document, Version
from amendments.request_models import Amendment, Change, Outcome
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from journal.actions import record
from permissions import require
from redline.text import clean_characters

LONGEST_WORDS = 20_000
MINE = N_("La modifica è tua: non la prepari tu. Se nessun’altra persona può decidere, usa la pagina della modifica.")


@dataclass(frozen=True)
class Wish:
    """What a moderator means to decide of one change; `words` of their own make it "accepted with changes"."""

    change: int
    outcome: str
    reason: str = ""
    words: str | None = None


def stage(amendment: Amendment, wishes: Sequence[Wish], *, by: User, seen_revision: int) -> None:
    """Stage rulings on some changes of an amendment, in place of what was staged of them."""
    require(by, "amendment.decide", amendment, now())
    lock(amendment.document)
    require(by, "amendment.decide", amendment, now())
    if amendment.author_id == by.id or by.acts_for(amendment.body_id):
        raise Invalid("", MINE)
    if not amendment.is_worded_as(seen_revision):
        raise Changed(N_("Nel frattempo chi l’ha scritta ha rivisto la modifica: leggila e decidi di nuovo."))
    rows = {row.number: row for row in _changes(amendment)}
    for wish in wishes:
        if wish.change not in rows:
            raise Invalid("", N_("Questo punto non c’è più: ricarica la pagina."))
        _stage(amendment, rows[wish.change], wish, by)


def _changes(amendment: Amendment) -> Sequence[Change]:
    chosen = sa.select(Change).where(Change.amendment_id == amendment.id, Change.revision == amendment.revision)
    return db.session.scalars(chosen).all()


def _stage(amendment: Amendment, change: Change, wish: Wish, by: User) -> None:
    outcome, words = wish.outcome, clean_characters(wish.words or "").strip()
    if outcome == Outcome.MODIFIED:
        if not words or len(words) > LONGEST_WORDS:
            raise Invalid("words", N_("Scrivi le tue parole per il punto %(number)s."), number=wish.change)
        if words == change.new.strip():
            outcome = Outcome.ACCEPTED.value
    elif outcome not in CHOICES:
        raise Invalid("outcome", N_("Scegli un esito."))
    require_reason(outcome, wish.reason)
    _forget(amendment, [wish.change])
    row = Staged(document_id=amendment.document_id, amendment_id=amendment.id, change=wish.change, by_id=by.id)
    row.revision, row.version, row.outcome = amendment.revision, amendment.document.version, outcome
    row.words = words if outcome == Outcome.MODIFIED else None
    row.reason, row.clashes, row.created_at = wish.reason.strip(), {}, now()
    db.session.add(row)
    db.session.flush()


def unstage(amendment: Amendment, numbers: Sequence[int], *, by: User) -> None:
    """Take back what is staged of some changes, whoever staged it."""
    require(by, "document.desk", amendment.document, now())
    lock(amendment.document)
    _forget(amendment, numbers)


def _forget(amendment: Amendment, numbers: Sequence[int]) -> None:
    theirs = sa.delete(Staged).where(Staged.amendment_id == amendment.id, Staged.change.in_(numbers))
    db.session.execute(theirs)


def settle_clash(amendment: Amendment, change: int, fields: Mapping[str, str], *, by: User) -> None:
    """Keep what was chosen for the clashes of a staged change, with the words it was chosen for."""
    require(by, "amendment.decide", amendment, now())
    lock(amendment.document)
    chosen = sa.select(Staged).where(Staged.amendment_id == amendment.id, Staged.change == change)
    row = db.session.scalars(chosen.where(Staged.published.is_(None))).first()
    if row is None:
        raise Changed(N_("Nel frattempo questo esito non è più preparato: guarda la scrivania."))
    row.clashes, row.by_id, row.created_at = dict(fields), by.id, now()


def confirm(document: Document, *, by: User) -> None:
    """Let what was staged on an earlier version stand for the present one, having looked at it."""
    require(by, "document.desk", document, now())
    lock(document)
    for one in desk_of(document).open:
        for row in one.staged.values():
            if one.amendment.is_worded_as(row.revision):
                row.version = document.version


def publish(document: Document, *, by: User, seen_version: int, seal: str, act: Act | None = None) -> Version | None:
    """Decide all that is ready, in one version; return it, or None where the text stays as it is.

    Raises Changed where text or desk are not as they were seen, Invalid where nothing is ready.
    """
    require(by, "document.desk", document, now())
    rehearsal = _seen(document, by, seen_version, seal)
    if not rehearsal.rulings:
        raise Invalid("", N_("Non c’è ancora nessuna modifica pronta da pubblicare: prepara prima un esito."))
    wording = next_wording(document, clean(rehearsal.text)) if rehearsal.text != document.text else None
    begin_writing()
    require(by, "document.desk", lock(document), now())
    desk = _unmoved(document, seen_version, seal)
    cases = []
    for number, rulings in rehearsal.rulings.items():
        one = desk.by_number[number]
        require(by, "amendment.decide", one.amendment, now())
        if is_mine(one, by):
            raise Invalid("", MINE)
        cases.append(Case(one.amendment, rulings, prepared={n: row.by_id for n, row in one.staged.items()}))
    version = enter(document, cases, wording, by=by, act=act or Act())
    _put_away(document, [case.amendment.id for case in cases], version)
    numbers = [case.amendment.number for case in cases]
    data = {"numbers": ", ".join(map(str, numbers)), "version": version.number if version is not None else None}
    record("document.decided", by=by, document=document, data=data)
    return version


def _seen(document: Document, by: User, seen_version: int, seal: str) -> Rehearsal:
    return rehearse(_unmoved(document, seen_version, seal), by)


def _unmoved(document: Document, seen_version: int, seal: str) -> Desk:
    """Return the desk; raise Changed where it is not as it was seen."""
    check_unmoved(document, seen_version)
    desk = desk_of(document)
    if desk.seal != seal:
        raise Changed(N_("Nel frattempo la scrivania è cambiata: guarda che cosa c’è di nuovo e riprova."))
    return desk


def _put_away(document: Document, ids: Sequence[int], version: Version | None) -> None:
    """Take what was published from the desk; what made a version is kept until the next one, for an undo."""
    published = Staged.document_id == document.id, Staged.published.is_not(None)
    db.session.execute(sa.delete(Staged).where(*published))
    theirs = Staged.amendment_id.in_(ids)
    if version is None:
        db.session.execute(sa.delete(Staged).where(theirs))
    else:
        db.session.execute(sa.update(Staged).where(theirs).values(published=version.number))
    db.session.expire_all()
