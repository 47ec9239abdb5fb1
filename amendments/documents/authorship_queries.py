# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wrote which words of a version: `redline.authorship` over the stored changes, told with amendments and people.

A version never changes, so what was worked out for it is remembered while there is room; obscuring gives it another
digest. Where one version brought words of several amendments, they are named together: nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from amendments.documents.texts import text_of
from amendments.models import Cause, Document, Version
from amendments.request_models import Amendment, Change, Decision, Source
from auth.models import Body, User
from db import db
from redline.authorship import Share, Word, authors_of_changes, shares, stretches
from redline.changes import Change as TextChange
from redline.paragraphs import Paragraph, paragraphs, quote

REMEMBERED = 64


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph, and the number of the version that brought them."""

    words: str
    version: int


@dataclass(frozen=True)
class Origin:
    """How a version came to be, for those who read its words: its row, and the changes accepted into it."""

    version: Any
    sources: Sequence[Any]


def paragraphs_with_authors(document: Document, number: int) -> list[tuple[Paragraph, list[Piece]]]:
    """Return the paragraphs of a version, each with its words and the versions that brought them."""
    text = text_of(document, number)
    known = paragraphs(text)
    found: list[tuple[Paragraph, list[Piece]]] = [(paragraph, []) for paragraph in known]
    place = at = 0
    for word in stretches(authors(document, number)):
        end = place + len(word.text)
        while at < len(known) and known[at].end <= place:
            at += 1
        for paragraph, pieces in found[at:]:
            if paragraph.start >= end:
                break
            start, last = max(place, paragraph.start), min(end, paragraph.end)
            if any(map(str.isalnum, text[start:last])):
                pieces.append(Piece(quote(text, start, last, [paragraph]), word.version))
        place = end
    return found


def authors(document: Document, number: int) -> Sequence[Word]:
    """Return the words of a version, each with the number of the version that brought it."""
    chosen = sa.select(Version.sha256).where(Version.document_id == document.id, Version.number == number)
    return _authors(document.id, number, db.session.scalars(chosen).one())


@lru_cache(maxsize=REMEMBERED)
def _authors(document_id: int, number: int, sha256: str) -> Sequence[Word]:
    chosen = sa.select(Version.changes).where(Version.document_id == document_id, Version.number <= number)
    lists = db.session.scalars(chosen.order_by(Version.number))
    return authors_of_changes([TextChange.from_json(data) for data in found] for found in lists)


def origins(document: Document, number: int) -> dict[int, Origin]:
    """Return how each version up to one came to be, in two queries."""
    chosen = (
        sa.select(Version.number, Version.cause, Version.reason, Version.restored, User.name.label("by"))
        .outerjoin(User, User.id == Version.by_id)
        .where(Version.document_id == document.id, Version.number <= number)
    )
    sources = _sources(document, number)
    return {row.number: Origin(row, sources[row.number]) for row in db.session.execute(chosen)}


def credited(document: Document, number: int, nobody: str) -> list[Share]:
    """Return whose words a version is made of, most first; `nobody` names those whose account was erased."""
    names = {key: _names(document, origin, nobody) for key, origin in origins(document, number).items()}
    return shares(authors(document, number), names)


def _names(document: Document, origin: Origin, nobody: str) -> str:
    """Return the name of who brought the words of a version; of several, their names."""
    if origin.sources:
        return ", ".join(dict.fromkeys(row.body or row.user or row.other or nobody for row in origin.sources))
    if origin.version.cause == Cause.PUBLICATION:
        author = document.author.name if document.author is not None else ""
        return (document.body.name if document.body is not None else author) or nobody
    return origin.version.by or nobody


def _sources(document: Document, number: int) -> dict[int, list[Any]]:
    decider = aliased(User)
    chosen = (
        sa.select(Source.version, Amendment.number.label("amendment"), Change.number.label("change"))
        .add_columns(User.name.label("user"), Body.name.label("body"), Amendment.author_name.label("other"))
        .add_columns(Decision.reason, Decision.organ, decider.name.label("decider"))
        .join(Change, Change.id == Source.change_id)
        .join(Amendment, Amendment.id == Change.amendment_id)
        .join(Decision, Decision.id == Source.decision_id)
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
        .outerjoin(decider, decider.id == Decision.by_id)
        .where(Source.document_id == document.id, Source.version <= number)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(chosen.order_by(Source.id)):
        found[row.version].append(row)
    return found
