# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long what follows from a version of accepted amendments is held: until then it can be undone."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from amendments.models import Cause, Document, Version
from db import db, now

HELD = timedelta(minutes=10)


def deed_of(document: Document, version: int) -> str:
    """Return the name under which the messages that follow from a version are held."""
    return f"document:{document.id}:version:{version}"


def undoable_until(document: Document) -> datetime | None:
    """Return until when the present version can be undone, or None where it cannot."""
    chosen = sa.select(Version.cause, Version.created_at).where(Version.document_id == document.id)
    found = db.session.execute(chosen.where(Version.number == document.version)).first()
    if found is None or found.cause != Cause.AMENDMENTS:
        return None
    until: datetime = found.created_at + HELD
    return until if until > now() else None
