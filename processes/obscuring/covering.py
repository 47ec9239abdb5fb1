# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cover unlawful words in what a process keeps besides its texts, and in what belongs to no process.

`WORDS` names the columns that hold people's words; what is made of them (HTML, what registry and searches know) is made
anew. Editions rise, so that nobody who had a form open brings the words back with it.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from amendments.decisions.canned_models import CannedReason
from amendments.record.covering import Cover
from attachments.models import Attachment
from auth.hooks import body_renamed
from auth.models import Body
from db import db
from processes.meetings.models import Figure, Meeting
from processes.models import Part, Phase, Process
from processes.news.models import Post
from processes.path.models import Section
from processes.prose import KEPT, rendered
from processes.registry.listing import list_anew
from processes.sheet.models import Facts, Involvement, Term, Territory
from processes.suggestions.models import Suggestion

OF_PROCESS: dict[Any, tuple[str, ...]] = {
    Facts: ("region", "others"),
    Involvement: ("office",),
    Territory: ("name",),
    Part: ("title",),
    Phase: ("title",),
    Section: ("title", "text"),
    Meeting: (*("series", "heading", "title", "place", "text", "tables", "needs", "people_note", "agenda", "minutes"),),
    Post: ("category", "title", "byline", "summary", "text", "links"),
    Figure: ("label",),
    CannedReason: ("title", "text"),
}
OF_SITE: dict[Any, tuple[str, ...]] = {
    Body: ("name", "place", "other_names", "website", "email", "pec", "phone", "address", "privacy_text"),
    Term: ("name", "description"),
    Suggestion: ("title", "description", "holder", "places", "source", "reporter", "reason"),
}
WORDS = {Process: ("title", "description", "headings"), **OF_PROCESS, **OF_SITE, Attachment: ("title", "name")}
# Of which no two may have the same name: the number of the row keeps those apart that were covered whole.
UNIQUE = (Body, Term, Territory)


def cover_process(process: Process, cover: Cover) -> None:
    """Cover the words in the sheet's short facts, plan, phases, path, meetings, news and attachments of a process."""
    _cover(process, cover)
    for kind in OF_PROCESS:
        for row in db.session.scalars(sa.select(kind).where(kind.process_id == process.id)).all():
            _cover(row, cover)
    _cover_attachments("process", [process.id], cover)
    for name, kind in (("meeting", Meeting), ("post", Post)):
        ids = db.session.scalars(sa.select(kind.id).where(kind.process_id == process.id)).all()
        _cover_attachments(name, ids, cover)
    if cover.apply:
        db.session.flush()
        list_anew(process)


def cover_site(cover: Cover) -> None:
    """Cover the words in bodies, in the lists from which sheets take words, and in what people told of processes."""
    touched = [row for kind in OF_SITE for row in db.session.scalars(sa.select(kind)).all() if _cover(row, cover)]
    bodies = db.session.scalars(sa.select(Body.id)).all()
    _cover_attachments("body", bodies, cover)
    if not cover.apply:
        return
    db.session.flush()
    for body in (row for row in touched if isinstance(row, Body)):
        for renamed in body_renamed:
            renamed(body)
    for term in (row for row in touched if isinstance(row, Term)):
        using = getattr(Facts, f"{term.vocabulary}_id") == term.id
        for process in db.session.scalars(sa.select(Process).join(Facts).where(using).order_by(Process.id)).all():
            list_anew(process)


def _cover_attachments(kind: str, ids: Sequence[int], cover: Cover) -> None:
    mine = sa.select(Attachment).where(Attachment.owner_kind == kind, Attachment.owner_id.in_(ids))
    for row in db.session.scalars(mine).all():
        _cover(row, cover)


def _cover(row: Any, cover: Cover) -> bool:
    """Cover the words in a row and make anew what is made of them; say whether they stood there."""
    kind = type(row)
    found = [name for name in WORDS[kind] if cover.column(kind.__tablename__, row, name)]
    if not found or not cover.apply:
        return bool(found)
    if kind in UNIQUE and "name" in found:
        longest = sa.inspect(kind).columns["name"].type.length - 12
        row.name = f"{row.name[:longest]} {row.id}"
    for text, html in KEPT.get(kind, {}).items():
        setattr(row, html, rendered(getattr(row, text)))
    for edition in ("revision", "edition"):
        if hasattr(row, edition):
            setattr(row, edition, getattr(row, edition) + 1)
    return True
