# SPDX-License-Identifier: AGPL-3.0-or-later
"""What attachments may hang on. Packages above say how their things are found, so none of them is imported here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from amendments.models import Document, State
from db import db


@dataclass(frozen=True)
class Owner:
    """Something with attachments: its name and page, and what the permissions table and the journal ask about it."""

    kind: str
    id: int
    title: str
    path: str
    process: Any = None
    document: Any = None
    is_public: bool = True


def _document(id: int) -> Owner | None:
    found = db.session.get(Document, id)
    if found is None:
        return None
    public = found.state != State.DRAFT
    return Owner("document", id, found.title, f"/proposals/{id}", found.process, found, public)


# By the kind that stands in the table and in addresses: returns the owner of a number, or None.
OWNERS: dict[str, Callable[[int], Owner | None]] = {"document": _document}


def find(kind: str, id: int) -> Owner | None:
    """Return what a kind and a number name, or None."""
    finder = OWNERS.get(kind)
    return finder(id) if finder is not None else None
