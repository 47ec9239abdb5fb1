# SPDX-License-Identifier: AGPL-3.0-or-later
"""The counters that stand beside texts and amendments: the database does the sum, by statements that are built once."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from amendments.request_models import Amendment
from db import db


def count(thing: Document | Amendment, what: str, step: int) -> None:
    """Add a step to a counter ("supports", "comments") of a document or an amendment."""
    db.session.execute(_adding(type(thing), what), {"of": thing.id, "step": step})
    db.session.expire(thing, [what])


@cache
def _adding(model: Any, what: str) -> sa.Update:
    table = model.__table__
    return sa.update(table).where(table.c.id == sa.bindparam("of")).values({what: table.c[what] + sa.bindparam("step")})
