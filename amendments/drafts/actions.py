# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of whoever gathers a request in place: gather, take back, drop; and forgetting what was never sent."""

from datetime import timedelta

import sqlalchemy as sa

from amendments.documents.texts import text_of
from amendments.drafts.models import AmendmentDraft
from amendments.drafts.queries import Gathered, gathered
from amendments.models import Document
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from permissions import require
from redline import text
from redline.paragraphs import paragraphs
from redline.sources import replaced, source

KEPT = timedelta(days=365)
LONGEST = 20_000
ELSEWHERE = N_("Hai già una richiesta non inviata, scritta su un’altra versione del testo: inviala o buttala via.")


def gather(document: Document, words: str, *, by: User, base: int, paragraph: int, reason: str) -> None:
    """Keep other Markdown for a paragraph of version `base`, and the reason; drafts of last year are forgotten.

    Raises Invalid when nothing changes or it is too long, Changed where what was gathered belongs to another version.
    """
    require(by, "amendment.propose", document, now())
    before = text_of(document, base)
    written = _written(before, paragraph, words)
    begin_writing()
    require(by, "amendment.propose", lock(document), now())
    db.session.execute(sa.delete(AmendmentDraft).where(AmendmentDraft.updated_at < now() - KEPT))
    kept = gathered(document, by) or Gathered(base, before, {}, "")
    if kept.base != base:
        raise Changed(ELSEWHERE)
    if written is None and paragraph not in kept.sources:
        raise Invalid("text", N_("Questo capoverso è rimasto com’era: cambia qualcosa prima di andare avanti."))
    sources = {number: words for number, words in kept.sources.items() if number != paragraph}
    if written is not None:
        sources[paragraph] = written
    _keep(document, by, Gathered(base, before, sources, reason.strip()))


def take_back(document: Document, paragraph: int, *, by: User) -> None:
    """Leave a paragraph as it is after all."""
    require(by, "amendment.propose", document, now())
    kept = gathered(document, by)
    if kept is not None:
        sources = {number: words for number, words in kept.sources.items() if number != paragraph}
        _keep(document, by, Gathered(kept.base, kept.before, sources, kept.reason))


def drop(document: Document, *, by: User) -> None:
    """Throw away what was gathered for a document."""
    require(by, "amendment.propose", document, now())
    _drop(document, by)


def forget_drafts(user: User) -> None:
    """Delete what an erased person had not sent."""
    db.session.execute(sa.delete(AmendmentDraft).where(AmendmentDraft.user_id == user.id))


def _written(before: str, paragraph: int, words: str) -> str | None:
    """Return new Markdown of a paragraph as it is kept, or None where it asks for no change."""
    if len(words) > LONGEST:
        raise Invalid("text", N_("È troppo lungo: usa al massimo %(most)s caratteri."), most=LONGEST)
    known = paragraphs(before)
    words = words.strip("\n").rstrip()
    try:
        same = words == source(before, known[paragraph]) or replaced(before, known, {paragraph: words}) == before
    except text.TooLong as error:
        raise Invalid("text", N_("Con questa modifica il testo diventa troppo lungo: accorciala.")) from error
    return None if same else words


def _keep(document: Document, by: User, what: Gathered) -> None:
    if not what.sources:
        _drop(document, by)
        return
    own = {"document_id": document.id, "user_id": by.id}
    draft = db.session.scalars(sa.select(AmendmentDraft).filter_by(**own)).one_or_none() or AmendmentDraft(**own)
    draft.base, draft.reason, draft.updated_at = what.base, what.reason, now()
    draft.sources = {str(number): words for number, words in sorted(what.sources.items())}
    db.session.add(draft)
    db.session.flush()


def _drop(document: Document, by: User) -> None:
    db.session.execute(sa.delete(AmendmentDraft).filter_by(document_id=document.id, user_id=by.id))
