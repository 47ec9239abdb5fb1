# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the queue of a process reads: the amendments that wait for somebody, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from amendments.amendment_queries import Row
from amendments.foreseen import with_outcome
from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Revision, Visibility
from auth.models import Body, User
from db import db

PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the queue."""

    words: str = ""
    document: int | None = None
    show: str = ""  # "waiting": not yet public; "": everything
    outlook: str = ""  # one of `foreseen.OUTCOMES`: what would become of it today
    after: int | None = None


def process(slug: str) -> Any:
    """Return the process at an address, or None. Texts know their process only through their relationship to it."""
    kind = sa.inspect(Document).relationships["process"].mapper.class_
    return db.session.scalars(sa.select(kind).where(kind.slug == slug)).first()


def waiting(process_id: int, wanted: Wanted) -> Sequence[Row]:
    """Return up to PAGE + 1 pending amendments of a process, the oldest first, each with its document."""
    chosen = (
        sa.select(Amendment, Document.title, Document.version, Revision.base)
        .add_columns(User.name.label("user"), Body.name.label("body"))
        .join(Amendment.document)
        .join(Revision, sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision))
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
        .where(Amendment.process_id == process_id, Amendment.state == AmendmentState.PENDING)
        .order_by(Amendment.id)
        .limit(PAGE + 1)
        .options(contains_eager(Amendment.document))
    )
    if wanted.outlook:
        chosen = chosen.where(Amendment.id.in_(with_outcome(process_id, wanted.outlook)))
    return db.session.execute(_narrowed(chosen, wanted)).all()


def _narrowed(chosen: Any, wanted: Wanted) -> sa.Select[Any]:
    if wanted.show == "waiting":
        chosen = chosen.where(Amendment.visibility == Visibility.WAITING)
    else:
        chosen = chosen.where(Amendment.visibility != Visibility.HIDDEN)
    if wanted.document is not None:
        chosen = chosen.where(Amendment.document_id == wanted.document)
    if wanted.after is not None:
        chosen = chosen.where(Amendment.id > wanted.after)
    places = (Amendment.first_words, Amendment.author_name, User.name, Body.name, Document.title, Revision.reason)
    for word in wanted.words.split()[:8]:
        chosen = chosen.where(sa.or_(*(place.icontains(word, autoescape=True) for place in places)))
    return chosen


def documents(process_id: int) -> Sequence[Row]:
    """Return number and title of the documents of a process that have pending amendments."""
    chosen = sa.select(Document.id, Document.title, Document.pending)
    chosen = chosen.where(Document.process_id == process_id, Document.pending > 0)
    return db.session.execute(chosen.order_by(Document.title).limit(500)).all()
