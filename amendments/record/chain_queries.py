# SPDX-License-Identifier: AGPL-3.0-or-later
"""The record of a text as everybody may download it, to check it without us.

Of every event it tells what the timeline tells too: place, kind and moment; and the hashes. The data, with the salt
that proves it, only of the kinds named here, whose data are on public pages: of anything else, drafts, comments,
supports and requests nobody may read, only the commitment, which reveals nothing. Whoever adds a kind of event thus
adds nothing to the download.
"""

from typing import Any

import sqlalchemy as sa

from amendments.models import Document, Version
from amendments.request_models import Amendment, Visibility
from db import db
from journal import chain
from journal.models import Event

FORMAT = "emenda-chain-1"

# Not "document.obscured": it holds, for `flask verify`, what stands in the place of data that nobody may read.
OF_DOCUMENTS = {
    "document.published",
    "document.version",
    "document.corrected",
    "document.restored",
    "document.closed",
    "document.reopened",
    "document.adopted",
    "document.not_adopted",
    "document.withdrawn",
}
# Only while everybody may read the amendment.
OF_AMENDMENTS = {
    "amendment.proposed",
    "amendment.entered",
    "amendment.revised",
    "amendment.updated",
    "amendment.withdrawn",
    "amendment.lapsed",
    "amendment.decided",
}


def record_of(document: Document) -> dict[str, Any]:
    """Return the chain of a published document and the digests of its versions, as plain JSON."""
    shown = set(_shown_amendments(document))
    key = f"document:{document.id}"
    events = db.session.execute(sa.select(*_COLUMNS).where(Event.chain == key).order_by(Event.number))
    return {
        "format": FORMAT,
        "chain": key,
        "title": document.title,
        "events": [_told(event, shown) for event in events],
        "versions": _versions(document),
    }


_NAMES = ("chain", "number", "kind", "at", "pseudonym", "commitment", "previous", "hash", "data", "salt")
_COLUMNS = [getattr(Event, name) for name in _NAMES]


def _told(event: Any, shown: set[int]) -> dict[str, Any]:
    """Return what everybody may know of an event."""
    told = {
        "number": event.number,
        "kind": event.kind,
        "at": chain.written(event.at),
        "who": chain.mark(event.pseudonym, event.chain, event.number),
        "commitment": event.commitment,
        "previous": event.previous,
        "hash": event.hash,
    }
    if event.data is None:
        return told | {"obscured": True}
    return told | ({"data": event.data, "salt": event.salt} if _is_public(event, shown) else {})


def _is_public(event: Any, shown: set[int]) -> bool:
    if event.kind in OF_AMENDMENTS:
        return event.data.get("amendment") in shown
    if event.kind == "document.carried_over":  # it tells of many amendments at once
        return {row[0] for row in event.data["carried"] + event.data["asked"]} <= shown
    return event.kind in OF_DOCUMENTS


def _shown_amendments(document: Document) -> sa.ScalarResult[int]:
    chosen = sa.select(Amendment.number).where(Amendment.document_id == document.id)
    return db.session.scalars(chosen.where(Amendment.visibility == Visibility.SHOWN))


def _versions(document: Document) -> list[dict[str, Any]]:
    chosen = sa.select(Version.number, Version.sha256, Version.obscured).where(Version.document_id == document.id)
    return [dict(row._mapping) for row in db.session.execute(chosen.order_by(Version.number))]
