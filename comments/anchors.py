# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anchors: from the words that somebody chose to a passage of a version, and on to the present one."""

from dataclasses import dataclass

import sqlalchemy as sa

from amendments.documents.passages import follow_anew, follow_on, seen
from amendments.documents.texts import fingerprint, text_of
from amendments.models import Document
from comments.anchor_models import Anchor
from db import N_, Invalid, db
from redline.paragraphs import Ambiguous, NotThere, around, locate, paragraphs

LONGEST_PASSAGE = 4_000
MISSING = N_("Scegli un capoverso del testo.")


@dataclass(frozen=True)
class Chosen:
    """A passage as somebody chose it: a stretch of the canonical text of a version."""

    version: int
    start: int
    end: int


def choose(document: Document, version: int, paragraph: int, words: str = "", which: int | None = None) -> Chosen:
    """Return the place of a paragraph of a version or, where given, of some of its words.

    `which` counts from 0 where the words stand there more than once. Raises Invalid where they cannot be found.
    """
    found = paragraphs(text_at(document, version))
    if not 0 <= paragraph < len(found):
        raise Invalid("paragraph", MISSING)
    if not words.strip():
        return Chosen(version, found[paragraph].start, found[paragraph].end)
    try:
        return Chosen(version, *locate(found[paragraph], words, which))
    except Ambiguous as error:
        message = N_("Queste parole compaiono più di una volta nel capoverso: scrivi anche quelle che hanno intorno.")
        raise Invalid("words", message) from error
    except NotThere as error:
        message = N_("Queste parole non compaiono nel capoverso: copiale così come stanno, o lascia vuoto il campo.")
        raise Invalid("words", message) from error


def anchored(document: Document, chosen: Chosen) -> Anchor:
    """Return the anchor of a chosen passage; raise Invalid where no words stand there, or too many."""
    text = text_at(document, chosen.version)
    start, end = chosen.start, chosen.end
    known = paragraphs(text) if 0 <= start < end <= len(text) else []
    if not text[start:end].strip() or not around(known, start, end):
        raise Invalid("paragraph", MISSING)
    if end - start > LONGEST_PASSAGE:
        raise Invalid("paragraph", N_("Il passaggio è troppo lungo: scegline una parte."))
    anchor = Anchor(document_id=document.id, version=chosen.version, start=start, end=end)
    anchor.words, anchor.quote = text[start:end], seen(text, start, end, known)
    return anchor


def follow(document: Document, text: str) -> None:
    """Follow the anchors of a document to the version that is being born."""
    follow_on(document, anchors_of(document))


def follow_all_anew(document: Document) -> int:
    """Work out anew where the anchors of a document stand; return how many changed."""
    anchors = anchors_of(document)
    before = [kept(anchor) for anchor in anchors]
    follow_anew(document, anchors)
    return sum(kept(anchor) != former for anchor, former in zip(anchors, before, strict=True))


def digest(anchor: Anchor, text: str) -> str:
    """Return what the journal records of an anchor, given the text it was chosen in.

    It stands for the comment, the version, the words, and which of several equal ones they are: so it stays the same
    when other words of the text are obscured.
    """
    which = text.count(anchor.words, 0, anchor.start)
    return fingerprint(f"{anchor.comment_id} {anchor.version} {which} {anchor.words}")


def text_at(document: Document, version: int) -> str:
    """Return the text of a version; raise Invalid where there is none."""
    try:
        return text_of(document, version)
    except LookupError as error:
        raise Invalid("", N_("Questa versione non esiste: ricarica la pagina e riprova.")) from error


def anchors_of(document: Document) -> list[Anchor]:
    """Return all anchors of a document."""
    return list(db.session.scalars(_ALL, {"document": document.id}))


_ALL = sa.select(Anchor).where(Anchor.document_id == sa.bindparam("document")).order_by(Anchor.comment_id)


def kept(anchor: Anchor) -> tuple[object, ...]:
    """Return what is kept of where an anchor stands today."""
    place = (anchor.now_start, anchor.now_end, anchor.now_quote, anchor.paragraph)
    return (anchor.standing, *anchor.changed_in, *place)
