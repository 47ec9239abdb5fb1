# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is counted by theme, over the whole site: of the themes that most processes have, and of no others.

Cost: three questions; requests, supports and comments are read once each, those of these themes alone.
"""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, State, Support
from amendments.request_models import Amendment
from comments.models import Comment
from db import db
from figures.queries import ASKED, SAID
from processes.sheet.models import Facts, Term
from proposals.report_queries import OUTCOME_OR_STATE

MOST = 20


def themes() -> Sequence[Any]:
    """Return each theme with how many processes have it, and how many published proposals these have, most first."""
    published = (
        sa.select(Document.process_id, sa.func.count().label("count"))
        .where(Document.kind == "proposal", Document.state != State.DRAFT)
        .group_by(Document.process_id)
        .subquery()
    )
    processes = sa.func.count().label("processes")
    written = sa.func.coalesce(sa.func.sum(published.c.count), 0).label("proposals")
    chosen = (
        sa.select(Term.id, Term.name, processes, written)
        .join(Facts, Facts.theme_id == Term.id)
        .outerjoin(published, published.c.process_id == Facts.process_id)
        .group_by(Term.id, Term.name)
        .order_by(processes.desc(), Term.name)
        .limit(MOST)
    )
    return db.session.execute(chosen).all()


def requests(themes: Collection[int]) -> dict[tuple[int, str], int]:
    """Count the requests that everybody sees by theme and by outcome, else by state."""
    chosen = sa.select(Facts.theme_id, OUTCOME_OR_STATE, sa.func.count())
    chosen = chosen.join(Facts, Facts.process_id == Amendment.process_id).where(Facts.theme_id.in_(themes), ASKED)
    rows = db.session.execute(chosen.group_by(Facts.theme_id, OUTCOME_OR_STATE))
    return {(row[0], row[1]): row[2] for row in rows}


def people(themes: Collection[int]) -> dict[int, Any]:
    """Count by theme the people who took part (asked, supported or commented), who supported, and who commented."""
    supports = sa.join(Support, Document, Support.document_id == Document.id)
    asked = _deeds("asked", Amendment, Amendment.process_id, Amendment.author_id).where(ASKED)
    supported = _deeds("supported", supports, Document.process_id, Support.user_id)
    commented = _deeds("commented", Comment, Comment.process_id, Comment.author_id).where(SAID)
    deeds = sa.union(*(one.where(Facts.theme_id.in_(themes)) for one in (asked, supported, commented))).subquery()
    chosen = sa.select(
        deeds.c.theme_id,
        sa.func.count(deeds.c.person.distinct()).label("took_part"),
        sa.func.count().filter(deeds.c.deed == "supported").label("supported"),
        sa.func.count().filter(deeds.c.deed == "commented").label("commented"),
    )
    return {row.theme_id: row for row in db.session.execute(chosen.group_by(deeds.c.theme_id))}


def _deeds(deed: str, source: Any, process_id: Any, person: Any) -> sa.Select[Any]:
    """Return who did something, by theme."""
    found = sa.select(Facts.theme_id, person.label("person"), sa.literal(deed).label("deed")).select_from(source)
    return found.join(Facts, Facts.process_id == process_id).where(person.is_not(None))
