# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check that the kept counts of support are those of their rows."""

from collections.abc import Iterator

import sqlalchemy as sa

from amendments.documents import queries
from amendments.models import Document, Support
from amendments.record.verify import Tally
from amendments.request_models import Amendment
from db import db


def breaks(document: Document, tally: Tally) -> Iterator[str]:
    """Yield a sentence for every count of supports, of a text or of its amendments, that is not that of its rows."""
    where = f"document {document.id}"
    rows = db.session.scalar(_counted.where(Support.document_id == document.id, Support.amendment_id.is_(None)))
    if document.supports != rows:
        yield f"{where}: {document.supports} supports are counted, but there are {rows}"
    today = queries.supports_of_today(document)
    if document.supports_now != today:
        yield f"{where}: {document.supports_now} supports of today's text are counted, but there are {today}"
    of_each = _counted.where(Support.amendment_id == Amendment.id).scalar_subquery()
    chosen = sa.select(Amendment.number, Amendment.supports, of_each.label("rows"))
    for row in db.session.execute(chosen.where(Amendment.document_id == document.id).order_by(Amendment.number)):
        if row.supports != row.rows:
            yield f"{where}, amendment {row.number}: {row.supports} supports are counted, but there are {row.rows}"


_counted = sa.select(sa.func.count(Support.id))
