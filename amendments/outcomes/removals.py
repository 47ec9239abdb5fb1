# SPDX-License-Identifier: AGPL-3.0-or-later
"""What took words out of a text: the version, why it was born, and the decisions that brought it, where it has any.

A version may be made of several decisions; they are named together, and nothing is guessed. Of amendments that not
everybody sees, none is named.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, Version
from amendments.request_models import Amendment, Change, Decision, Source, Visibility
from auth.models import User
from db import db


@dataclass(frozen=True)
class Removal:
    """A version that took words out: its row, and the decisions it is made of."""

    version: Any
    decisions: tuple[Any, ...]


def removals(document: Document, numbers: Collection[int]) -> dict[int, Removal]:
    """Return what brought some versions about, by their numbers: two queries, or none."""
    if not numbers:
        return {}
    chosen = sa.select(Version.number, Version.cause, Version.reason, Version.restored, User.name.label("by"))
    chosen = chosen.outerjoin(User, User.id == Version.by_id).where(Version.document_id == document.id)
    made = _decisions(document, numbers)
    rows = db.session.execute(chosen.where(Version.number.in_(numbers)))
    return {row.number: Removal(row, tuple(made[row.number])) for row in rows}


def _decisions(document: Document, numbers: Collection[int]) -> dict[int, list[Any]]:
    chosen = (
        sa.select(Source.version, Amendment.number.label("amendment"), Decision.reason, Decision.organ)
        .add_columns(User.name.label("by"))
        .join(Change, Change.id == Source.change_id)
        .join(Amendment, Amendment.id == Change.amendment_id)
        .join(Decision, Decision.id == Source.decision_id)
        .outerjoin(User, User.id == Decision.by_id)
        .where(Source.document_id == document.id, Source.version.in_(numbers), Amendment.visibility == Visibility.SHOWN)
        .distinct()
        .order_by(Amendment.number)
    )
    found = defaultdict(list)
    for row in db.session.execute(chosen):
        found[row.version].append(row)
    return found
