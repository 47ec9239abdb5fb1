# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of groups of processes: the groups by name, and how much was proposed and asked for in one."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.models import Document, State
from amendments.request_models import Amendment, Visibility
from db import db
from processes.sheet.models import Facts, Term

VOCABULARY = "group"


def groups() -> Sequence[Term]:
    """Return all groups with the bodies that run them, the latest years first, then by name."""
    chosen = sa.select(Term).where(Term.vocabulary == VOCABULARY).options(joinedload(Term.body))
    return db.session.scalars(chosen.order_by(sa.func.coalesce(Term.started, 0).desc(), Term.name)).all()


def group(id: int) -> Term | None:
    """Return a group with the body that runs it, or None."""
    chosen = sa.select(Term).where(Term.id == id, Term.vocabulary == VOCABULARY).options(joinedload(Term.body))
    return db.session.scalars(chosen).first()


def proposals_and_requests(group: Term) -> tuple[int, int]:
    """Count the published proposals of a group's processes, and the requests for changes that everybody sees."""
    mine = sa.select(Facts.process_id).where(Facts.group_id == group.id)
    proposals = _count(Document, Document.kind == "proposal", Document.state != State.DRAFT, within=mine)
    requests = _count(Amendment, Amendment.visibility == Visibility.SHOWN, within=mine)
    row = db.session.execute(sa.select(proposals, requests)).one()
    return row[0], row[1]


def _count(kind: Any, *conditions: sa.ColumnElement[bool], within: Any) -> Any:
    counted = sa.select(sa.func.count()).select_from(kind).where(kind.process_id.in_(within), *conditions)
    return counted.scalar_subquery()
