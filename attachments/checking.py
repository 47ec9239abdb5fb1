# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check that every file is the one its event recorded, and cover unlawful words in what is said about files."""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from amendments.models import Document
from amendments.record.covering import Cover
from amendments.record.verify import Tally
from attachments.models import Attachment
from attachments.queries import attachments
from attachments.sweeping import storage
from db import db
from journal.models import Event
from journal.queries import covered
from storage import Missing, Unreachable


def breaks(tally: Tally) -> Iterator[str]:
    """Yield a sentence for every attachment whose bytes or row are not as they were recorded."""
    recorded = _recorded()
    for row in db.session.scalars(sa.select(Attachment).order_by(Attachment.id)).all():
        tally.files += 1
        digest = recorded.pop(row.id, None)
        if digest is None:
            yield f"attachment {row.id}: no event recorded it"
        elif digest != row.sha256:
            yield f"attachment {row.id}: its digest is not the one its event recorded"
        yield from _byte_breaks(row)
    for number in sorted(recorded):
        yield f"attachment {number}: recorded, but not there"


def cover(document: Document, cover: Cover) -> None:
    """Cover the words in the titles and names of what hangs on a document."""
    for row in attachments("document", document.id):
        cover.row("attachments", row, "title", "name")


def _byte_breaks(row: Attachment) -> Iterator[str]:
    try:
        content = storage().get(row.key)
    except (Missing, Unreachable) as error:
        yield f"attachment {row.id}: its file cannot be read ({type(error).__name__}: {error})"
        return
    if (len(content), hashlib.sha256(content).hexdigest()) != (row.size, row.sha256):
        yield f"attachment {row.id}: its file is not the one that was added"


def _recorded() -> dict[int, str]:
    """Return the digest of every attachment that was added and not removed, by number."""
    chosen = sa.select(Event.chain, Event.number, Event.kind, Event.data).where(
        Event.kind.in_(("attachment.added", "attachment.removed"))
    )
    found: dict[int, str] = {}
    for chain, number, kind, data in db.session.execute(chosen.order_by(Event.id)).all():
        said = data if data is not None else covered(chain).get(number, {})
        if kind == "attachment.added":
            found[said.get("attachment", 0)] = said.get("sha256", "")
        else:
            found.pop(said.get("attachment", 0), None)
    return found
