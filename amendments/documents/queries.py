# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of documents: the document itself, its versions, whom they come from, who supports it.

People are read as rows with their names, not as whole accounts, which would bring roles and mandates along.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from amendments.models import Document, State, Support, Version
from amendments.request_models import Amendment, Change, Decision, Source
from auth.models import Body, User
from db import db

PAGE = 50
Row = Any  # a row whose columns the query names


def published(id: int, *, text: bool = False) -> Document | None:
    """Return a document that has been published, with its process and that one's phases, or None.

    `text` brings its text along, for what will read it.
    """
    return db.session.scalars(_published_with_process(text), {"id": id}).unique().first()


@cache
def _published_with_process(text: bool) -> sa.Select[Document]:
    """Return the question that nearly every page of a text begins with, built once."""
    chosen = sa.select(Document).where(Document.id == sa.bindparam("id"), Document.state != State.DRAFT)
    phases = Document.process.property.mapper.class_.phases  # processes stand in a package above this one
    chosen = chosen.options(joinedload(Document.process).joinedload(phases))
    return chosen.options(undefer(Document.text)) if text else chosen


# --- versions ---------------------------------------------------------------------------------------------


def current(document: Document) -> Row:
    """Return the number, day, digest and text of the present version, as it was rendered when the version was born."""
    chosen = sa.select(Version.number, Version.created_at, Version.sha256, Version.html)
    chosen = chosen.where(Version.document_id == document.id, Version.number == document.version)
    return db.session.execute(chosen).one()


def version(document: Document, number: int) -> Version | None:
    """Return a version with its rendered text, or None."""
    chosen = sa.select(Version).where(Version.document_id == document.id, Version.number == number)
    return db.session.scalars(chosen.options(undefer(Version.html))).first()


class _Process(NamedTuple):
    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison of two versions says of their document; number, day and digest of each that is there."""

    id: int
    title: str
    language: str
    version: int
    process: _Process
    versions: dict[int, Row]


def compared(id: int, old: int, new: int) -> Compared | None:
    """Return a published document and two of its versions, or None where there is nothing to compare.

    One query and no objects of the ORM: comparisons are too many to be found ready.
    """
    rows = db.session.execute(_compared(), {"id": id, "old": old, "new": new}).all()
    if len(rows) != len({old, new}):
        return None
    one = rows[0]
    versions = {row.number: row for row in rows}
    return Compared(one.id, one.title, one.language, one.version, _Process(one.process_title, one.slug), versions)


@cache
def _compared() -> sa.Select[Any]:
    process = Document.process.property.mapper.class_
    return (
        sa.select(Document.id, Document.title, Document.language, Document.version)
        .add_columns(process.title.label("process_title"), process.slug)
        .add_columns(Version.number, Version.created_at, Version.sha256)
        .join(process, process.id == Document.process_id)
        .join(Version, Version.document_id == Document.id)
        .where(Document.id == sa.bindparam("id"), Document.state != State.DRAFT)
        .where(Version.number.in_((sa.bindparam("old"), sa.bindparam("new"))))
    )


def versions(document: Document, before: int | None = None) -> Sequence[Row]:
    """Return up to PAGE + 1 versions, newest first, older than number `before`, each with its author's name."""
    chosen = (
        sa.select(Version.number, Version.title, Version.cause, Version.reason, Version.restored, Version.created_at)
        .add_columns(User.name.label("by"))
        .outerjoin(User, User.id == Version.by_id)
        .where(Version.document_id == document.id)
        .order_by(Version.number.desc())
        .limit(PAGE + 1)
    )
    return db.session.execute(chosen if before is None else chosen.where(Version.number < before)).all()


def name_of(user_id: int | None) -> str:
    """Return the name of a person, or "" for nobody and for an erased account."""
    return db.session.scalar(sa.select(User.name).where(User.id == user_id)) or ""


def _sources(document: Document) -> Any:
    """Return the beginning of every question about where words of a document come from."""
    return (
        sa.select(User.name.label("user"), Body.name.label("body"), Amendment.author_name.label("other"))
        .select_from(Source)
        .join(Change, Change.id == Source.change_id)
        .join(Amendment, Amendment.id == Change.amendment_id)
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
        .where(Source.document_id == document.id)
    )


def credits(document: Document, most: int = 20) -> list[str]:
    """Return the names of those whose words were accepted into the document, the latest first."""
    people = (User.name, Body.name, Amendment.author_name, Amendment.author_id, Amendment.body_id)
    stands = Source.decision_id.in_(sa.select(Decision.id).where(Decision.undone.is_(None)))
    chosen = _sources(document).where(stands).group_by(*people).order_by(sa.func.max(Source.version).desc(), User.name)
    return [_credited(row) for row in db.session.execute(chosen.limit(most))]


def credits_by_version(document: Document, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Return, for each of some versions, the names of those whose words it brought."""
    chosen = _sources(document).add_columns(Source.version, Amendment.number).where(Source.version.in_(list(numbers)))
    found: dict[int, list[str]] = defaultdict(list)
    for row in db.session.execute(chosen.order_by(Source.id)):
        if _credited(row) not in found[row.version]:
            found[row.version].append(_credited(row))
    return found


def sources(document: Document, number: int) -> list[Row]:
    """Return the changes a version is made of: words, amendment, author, and how it was decided."""
    chosen = _sources(document).add_columns(
        Amendment.number.label("amendment"),
        Change.number.label("change"),
        Change.old,
        Change.new,
        Decision.outcome,
        Decision.reason,
    )
    chosen = chosen.join(Decision, Decision.id == Source.decision_id).where(Source.version == number)
    return list(db.session.execute(chosen.order_by(Source.id)))


def _credited(row: Any) -> str:
    """Return the name under which words are credited: of the body, of the person, or as it was written down."""
    return row.body or row.user or row.other


# --- support ----------------------------------------------------------------------------------------------


def supporters_visible(process: Any, user: User | None) -> bool:
    """Say whether the person sees who supports the documents of a process, and not only how many."""
    return bool(process.supporters_shown == "public" or (process.supporters_shown == "signed_in" and user is not None))


def supporters(document: Document, most: int, before: int | None = None) -> Sequence[Row]:
    """Return up to `most` supporters of a document, the latest first, older than support `before`."""
    chosen = (
        sa.select(Support.id, User.name, Support.given_to, Support.created_at)
        .join(User, User.id == Support.user_id)
        .where(Support.document_id == document.id, Support.amendment_id.is_(None))
        .order_by(Support.id.desc())
        .limit(most)
    )
    return db.session.execute(chosen if before is None else chosen.where(Support.id < before)).all()


_SUPPORT = sa.select(Support.given_to).where(
    Support.document_id == sa.bindparam("document"),
    Support.user_id == sa.bindparam("user"),
    Support.amendment_id.is_not_distinct_from(sa.bindparam("amendment", type_=sa.Integer)),
)


def support_of(user: User | None, document_id: int, amendment_id: int | None = None) -> int | None:
    """Return the version (of an amendment: the revision) a person's support was given to, or None."""
    if user is None:
        return None
    return db.session.scalar(_SUPPORT, {"document": document_id, "user": user.id, "amendment": amendment_id})


def is_todays_text(document: Document, version: int) -> bool:
    """Say whether the words of a version are those of today: it is the present one, or they came back."""
    if version == document.version:
        return True
    numbers = {"document": document.id, "one": version, "other": document.version}
    return db.session.scalar(_DIGESTS, numbers) == 1


_DIGESTS = sa.select(sa.func.count(Version.sha256.distinct())).where(
    Version.document_id == sa.bindparam("document"),
    Version.number.in_((sa.bindparam("one"), sa.bindparam("other"))),
)


def supports_of_today(document: Document) -> int:
    """Count the supports of a document that were given to the words of today."""
    today = sa.select(Version.sha256).where(Version.document_id == document.id, Version.number == document.version)
    chosen = sa.select(sa.func.count(Support.id)).join(
        Version, sa.and_(Version.document_id == Support.document_id, Version.number == Support.given_to)
    )
    chosen = chosen.where(Support.document_id == document.id, Support.amendment_id.is_(None))
    return db.session.scalar(chosen.where(Version.sha256 == today.scalar_subquery())) or 0
