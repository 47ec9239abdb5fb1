# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments as a page shows them to one reader, arranged in threads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup

from amendments.models import Document
from amendments.request_models import Visibility

DEEPEST = 2


@dataclass(frozen=True)
class About:
    """The passage that a thread is about: its words, and what became of them."""

    version: int
    quote: str
    standing: str
    now_quote: str
    changed_in: list[int]
    paragraph: int | None


@dataclass
class Entry:
    """A comment as a page shows it to one reader. Where `html` is None, a note stands in its place."""

    id: int
    parent_id: int | None
    thread_id: int | None
    author_id: int
    body_id: int | None
    visibility: str
    html: Markup | None
    hidden_reason: str
    wording: int
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    author: str
    body: str | None
    document: Document
    about: About | None = None
    depth: int = 0
    answers: str = ""
    below: list["Entry"] = field(default_factory=list)

    @property
    def process(self) -> Any:
        """The process it belongs to, for the permissions table."""
        return self.document.process


def entry_of(row: Any, document: Document, reader_id: int | None) -> Entry:
    """Return a comment as it is shown to a reader, from a row of its columns."""
    columns = dict(row._mapping)
    about = {name.removeprefix("about_"): columns.pop(name) for name in list(columns) if name.startswith("about_")}
    entry = Entry(**columns | {"html": Markup(row.html)}, document=document)  # noqa: S704 - by redline
    entry.about = About(**about) if about["version"] is not None else None
    own_waiting = entry.visibility == Visibility.WAITING and entry.author_id == reader_id
    if entry.deleted_at is not None or not (entry.visibility == Visibility.SHOWN or own_waiting):
        entry.html = None
    return entry


def arranged(entries: Iterable[Entry], reader_id: int | None) -> list[Entry]:
    """Return first comments with their replies below, at most DEEPEST levels deep; cost linear.

    Deeper replies stand beside the one they answer and name whom they answer. A comment comes after the one it
    answers, so one walk back finds which notes still have something below them, and one forward arranges.
    """
    by_id = {entry.id: entry for entry in entries}
    kept: set[int] = set()
    for entry in reversed(by_id.values()):
        stands = entry.html is not None or (entry.deleted_at is None and entry.visibility == Visibility.HIDDEN)
        if stands or entry.id in kept:
            kept.update({entry.id, entry.parent_id or 0})
    first: list[Entry] = []
    holder: dict[int, Entry] = {}  # under whom a comment stands on the page
    for entry in by_id.values():
        if entry.id not in kept:
            continue
        parent = by_id.get(entry.parent_id or 0)
        if parent is None:
            first.append(entry)
            continue
        above = parent if parent.depth < DEEPEST else holder[parent.id]
        entry.answers = parent.body or parent.author if above is not parent else ""
        entry.depth, holder[entry.id] = above.depth + 1, above
        above.below.append(entry)
    return first
