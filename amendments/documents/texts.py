# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of documents: how a version is worked out, born, and opened again.

Each version keeps the delta from the one before, and now and then its whole text too, by the rule of
`redline.history`: opening any of thousands applies a few deltas.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from amendments.hooks import version_born, version_near
from amendments.models import Cause, Document, Version
from amendments.request_models import Decision, Source
from auth.models import User
from db import N_, Changed, Invalid, db, now
from journal.actions import record, stamp
from redline import changes, delta, history, markdown, text
from redline.merging.merge import Merge
from rows import put, write
from store import Bounded

LONGEST_TITLE = 300
KEPT_TEXTS = 16 * 1024 * 1024  # bytes of texts that each process remembers


class Clashes(Exception):
    """The merge holds clashes that nobody has settled yet; nothing was written."""

    def __init__(self, merged: Merge) -> None:
        super().__init__(f"{len(merged.clashes)} clashes")
        self.merge = merged


@dataclass(frozen=True)
class Wording:
    """All that a version keeps of its text, worked out before the lock is taken."""

    text: str
    title: str
    sha256: str
    delta: str
    changes: list[dict[str, Any]]
    html: str


def fingerprint(words: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return history.digest(words)


def clean(words: str, field: str = "text") -> str:
    """Return the text in its canonical form; raise Invalid when it is too long, empty or has no title."""
    try:
        canonical = text.normalise(words)
    except text.TooLong as error:
        raise Invalid(field, N_("Il testo è troppo lungo: accorcialo o dividilo in più proposte.")) from error
    title = text.title(canonical).strip()
    if not title:
        raise Invalid(field, N_("Manca il titolo: scrivilo nella prima riga."))
    if len(title) > LONGEST_TITLE:
        raise Invalid(field, N_("Il titolo è troppo lungo: al massimo %(most)s caratteri."), most=LONGEST_TITLE)
    return canonical


def around(words: str, start: int, end: int, most: int) -> tuple[str, str]:
    """Return what stands before and after a passage on its lines, at most so many characters, in whole words."""
    before = words[words.rfind("\n", 0, start) + 1 : start].lstrip("#>-*| ")
    after = "" if words[start:end].endswith("\n") else words[end:].partition("\n")[0]  # a new line is another passage
    if len(before) > most:
        before = "… " + before[-most:].partition(" ")[2]
    if len(after) > most:
        after = after[:most].rpartition(" ")[0] + " …"
    return before, after


def required(words: str, field: str, message: str) -> str:
    """Return the words trimmed; raise Invalid with the message when nothing is left."""
    trimmed = text.clean_characters(words).strip()
    if not trimmed:
        raise Invalid(field, message)
    return trimmed


def work_out(old: str, new: str) -> Wording:
    """Compute everything a new version keeps: cost of one diff and one rendering."""
    return Wording(
        text=new,
        title=text.title(new),
        sha256=fingerprint(new),
        delta=delta.delta(old, new),
        changes=[change.to_json() for change in changes.changes(old, new)],
        html=markdown.render(text.body(new)),
    )


def next_wording(document: Document, text: str) -> Wording:
    """Work out the next version of a document, and what others keep beside its text, before others wait for it."""
    for work_ahead in version_near:
        work_ahead(document, text)
    return work_out(document.text, text)


def settle(merged: Merge, resolutions: Sequence[str]) -> str:
    """Return the canonical text of a merge, with the words chosen for each clash, in order.

    Raises Clashes when there are clashes and not one choice for each, Invalid when the whole is no text that can be.
    """
    if len(resolutions) != len(merged.clashes):
        raise Clashes(merged)
    return clean(merged.resolve(resolutions))


def add_version(
    document: Document,
    wording: Wording,
    *,
    cause: Cause,
    by: User | None,
    reason: str = "",
    restored: int | None = None,
    sources: Iterable[Decision] = (),
) -> Version:
    """Give a locked document its next version, with its sources, and record it."""
    number, moment = document.version + 1, now()
    db.session.flush()  # what the version points at stands in the database before it
    version = put(
        Version(
            document_id=document.id,
            number=number,
            title=wording.title,
            cause=cause,
            reason=reason,
            created_at=moment,
            by_id=by.id if by is not None else None,
            restored=restored,
            sha256=wording.sha256,
            text=wording.text if history.keeps_whole(number) else None,
            delta=wording.delta,
            changes=wording.changes,
            html=wording.html,
        )
    )
    for made in sources:
        put(Source(document_id=document.id, version=number, change_id=made.change_id, decision_id=made.id))
    write(document, version=number, title=wording.title, text=wording.text, updated_at=moment)
    for told in version_born:  # before the chains are held: what it writes may have to wait for others
        told(document, wording.text)
    record(
        "document.version",
        by=by,
        document=document,
        data={"version": number, "sha256": wording.sha256, "cause": str(cause)},
    )
    return version


def check_unmoved(document: Document, seen: int) -> None:
    """Raise Changed when the document has another version than the one that was seen."""
    if document.version != seen:
        raise Changed(N_("Nel frattempo il testo è cambiato: guarda che cosa c’è di nuovo e riprova."))


def text_of(document: Document, number: int) -> str:
    """Return the whole text of a version; raise LookupError where there is none. Cost: `opened`, and a query."""
    if number == document.version and number > 0:
        return document.text
    digest = db.session.scalar(_DIGEST, {"document": document.id, "number": number})
    if digest is None:
        raise LookupError(f"document {document.id} has no version {number}")
    return opened(document.id, number, digest)


def opened(document_id: int, number: int, digest: str) -> str:
    """Return the whole text of a version that has this digest, remembered from before or rebuilt.

    A version that is covered gets another digest. Cost: none, or one query and fewer than `history.EVERY` deltas.
    """
    words = _texts.get(digest)
    if words is None:
        words = texts_of([(document_id, number)])[document_id, number]
        if fingerprint(words) == digest:  # else the record is broken, which `flask verify` says
            _texts.put(digest, words, sys.getsizeof(words))
    return words


_texts: Bounded[str, str] = Bounded(KEPT_TEXTS)
_DIGEST = sa.select(Version.sha256).where(
    Version.document_id == sa.bindparam("document"), Version.number == sa.bindparam("number")
)


def texts_of(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Return the whole texts of some versions, each named by the id of its document and its number, with one query.

    Versions that are not there are left out. Cost: as many deltas as versions that are read.
    """
    needed: dict[int, set[int]] = defaultdict(set)
    wanted = set(wanted)
    for id, number in wanted:
        needed[id].update(range(history.whole_before(number), number + 1))
    if not needed:
        return {}
    of_each = [sa.and_(Version.document_id == id, Version.number.in_(numbers)) for id, numbers in needed.items()]
    chosen = sa.select(Version.document_id, Version.number, Version.text, Version.delta).where(sa.or_(*of_each))
    found, words = {}, ""
    for row in db.session.execute(chosen.order_by(Version.document_id, Version.number)):
        words = row.text if history.keeps_whole(row.number) else delta.apply(words, row.delta)
        if (row.document_id, row.number) in wanted:
            found[row.document_id, row.number] = words
    return found


def render_anew(document: Document) -> int:
    """Make the pages of all versions of a document from their texts again; return how many changed."""
    words, changed = "", 0
    for version in db.session.scalars(
        sa.select(Version).where(Version.document_id == document.id).order_by(Version.number)
    ):
        words = delta.apply(words, version.delta)
        html = markdown.render(text.body(words))
        changed += version.html != html
        version.html = html
    if changed:
        stamp(f"document:{document.id}")
    return changed
