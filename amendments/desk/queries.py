# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk of a document reads: the open amendments with their changes, and what is staged of them by whom.

Cost: five queries and the texts that the amendments were written on, however many amendments there are.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from amendments.desk.models import Staged
from amendments.documents.texts import fingerprint, texts_of
from amendments.models import Document
from amendments.request_models import Amendment, AmendmentState, Change, Revision, Visibility
from auth.models import Body, User
from db import db
from redline import changes
from redline.merging.amendment import Amendment as Request


@dataclass(frozen=True)
class OnDesk:
    """An open amendment on the desk: who asks for it and why, what it asks for, and what is staged of it by number.

    Who asked hears of the outcome (`is_told`) where they have an account.
    """

    amendment: Amendment
    author: str
    is_told: bool
    reason: str
    base: int
    request: Request
    staged: Mapping[int, Staged]

    @property
    def number(self) -> int:
        """The number of the amendment."""
        return self.amendment.number

    @property
    def numbers(self) -> set[int]:
        """The numbers of its changes."""
        return {change.number for change in self.request.changes}

    @property
    def revisions(self) -> set[int]:
        """The revisions for which something is staged."""
        return {row.revision for row in self.staged.values()}

    @property
    def is_carried(self) -> bool:
        """Whether it stands on its base as the same request that its author wrote on an earlier version."""
        return self.amendment.revision > self.amendment.worded


@dataclass(frozen=True)
class Gone:
    """An amendment that was staged and does not wait any more: decided elsewhere, withdrawn, lapsed or hidden."""

    amendment: Amendment
    staged: Sequence[Staged]


@dataclass(frozen=True)
class Desk:
    """The desk of a document at one moment. `names` holds who staged, by id."""

    document: Document
    open: Sequence[OnDesk]
    gone: Sequence[Gone]
    names: Mapping[int, str]

    @cached_property
    def by_number(self) -> dict[int, OnDesk]:
        """The open amendments by number."""
        return {one.number: one for one in self.open}

    @cached_property
    def seal(self) -> str:
        """What tells this state of the desk from any other: all that is staged, and of what."""
        rows = [
            [one.number, one.amendment.worded, sorted(map(_told, one.staged.values()))]
            for one in self.open
            if one.staged
        ]
        gone = [[one.amendment.number, one.amendment.state, one.amendment.visibility] for one in self.gone]
        return fingerprint(json.dumps([rows, gone], sort_keys=True))


def _told(row: Staged) -> list[Any]:
    words = json.dumps(row.clashes, sort_keys=True)
    return [row.change, row.revision, row.version, row.outcome, row.words or "", row.reason, words, row.by_id]


def desk_of(document: Document) -> Desk:
    """Return the desk of a document as it is now."""
    staged: dict[int, dict[int, Staged]] = defaultdict(dict)
    names = {}
    chosen = sa.select(Staged, User.name).join(User, User.id == Staged.by_id)
    chosen = chosen.where(Staged.document_id == document.id, Staged.published.is_(None)).order_by(Staged.change)
    for row, name in db.session.execute(chosen):
        staged[row.amendment_id][row.change] = row
        names[row.by_id] = name
    found = _open(document, staged)
    left = set(staged) - {one.amendment.id for one in found}
    return Desk(document, found, _gone(left, staged), names)


def _open(document: Document, staged: Mapping[int, Mapping[int, Staged]]) -> list[OnDesk]:
    asked, worded = _changes(document), aliased(Revision)
    chosen = (
        sa.select(
            Amendment, Revision.base, worded.reason, User.name.label("user"), User.erased_at, Body.name.label("body")
        )
        .join(Revision, sa.and_(Revision.amendment_id == Amendment.id, Revision.number == Amendment.revision))
        .join(worded, sa.and_(worded.amendment_id == Amendment.id, worded.number == Amendment.worded))
        .outerjoin(User, User.id == Amendment.author_id)
        .outerjoin(Body, Body.id == Amendment.body_id)
        .where(Amendment.document_id == document.id, *WAITING)
        .order_by(Amendment.number)
    )
    rows = db.session.execute(chosen).all()
    bases = texts_of((document.id, row.base) for row in rows)
    return [
        OnDesk(
            row.Amendment,
            row.body or row.user or row.Amendment.author_name,
            row.Amendment.author_id is not None and row.erased_at is None,
            row.reason,
            row.base,
            Request(row.Amendment.number, bases[document.id, row.base], tuple(asked[row.Amendment.id])),
            staged.get(row.Amendment.id, {}),
        )
        for row in rows
    ]


WAITING = (Amendment.state == AmendmentState.PENDING, Amendment.visibility == Visibility.SHOWN)


def _changes(document: Document) -> dict[int, list[changes.Change]]:
    """Return the changes of every open amendment, by its id, in order of their place."""
    chosen = sa.select(Change.amendment_id, Change.detail).join(
        Amendment, sa.and_(Change.amendment_id == Amendment.id, Change.revision == Amendment.revision)
    )
    found: dict[int, list[changes.Change]] = defaultdict(list)
    for row in db.session.execute(chosen.where(Amendment.document_id == document.id, *WAITING)):
        found[row.amendment_id].append(changes.Change.from_json(row.detail))
    for one in found.values():
        one.sort(key=lambda change: (change.start, change.number))
    return found


def _gone(ids: set[int], staged: Mapping[int, Mapping[int, Staged]]) -> list[Gone]:
    if not ids:
        return []
    chosen = sa.select(Amendment).where(Amendment.id.in_(ids)).order_by(Amendment.number)
    return [Gone(one, list(staged[one.id].values())) for one in db.session.scalars(chosen)]
