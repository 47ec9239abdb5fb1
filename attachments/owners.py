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
    body: Any = None
    is_public: bool = True

    @property
    def holder_ids(self) -> set[int]:
        """The bodies whose referents look after what hangs on it, for the permissions table."""
        held = self.body or self.process
        return set() if held is None else set(held.holder_ids)


def _document(id: int) -> Owner | None:
    found = db.session.get(Document, id)
    if found is None or found.kind != "proposal":  # files about a sheet hang on its process
        return None
    public = found.state != State.DRAFT
    return Owner("document", id, found.title, f"/proposals/{id}", found.process, found, is_public=public)


# By the kind that stands in the table and in addresses: returns the owner of a number, or None.
OWNERS: dict[str, Callable[[int], Owner | None]] = {"document": _document}


def find(kind: str, id: int) -> Owner | None:
    """Return what a kind and a number name, or None."""
    finder = OWNERS.get(kind)
    return finder(id) if finder is not None else None
