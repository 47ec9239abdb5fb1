# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of bodies: the list, by name; and what a body has to do with processes and proposals.

Names are unique, so a page of the list begins after a name, by the index: the last page costs what the first does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, State
from auth.models import Body, Mandate, User
from auth.words import folded
from db import db
from processes.meetings.models import Meeting, Presence
from processes.models import Process
from processes.sheet.models import Involvement

PAGE = 50
MOST_PROPOSALS = MOST_MEETINGS = 50


@dataclass(frozen=True)
class Wish:
    """What a reader asked the list for; it begins after one name, or ends before one."""

    words: str = ""
    kind: str = ""
    province: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Found:
    """One page of the list, and the names at which the pages before and after begin."""

    rows: Sequence[Any]
    before: str | None
    after: str | None


def listed(wish: Wish) -> Found:
    """Return one page of the bodies that were asked for, by name; one query."""
    chosen = sa.select(Body.id, Body.name, Body.place, Body.province, Body.kind).where(Body.merged_into_id.is_(None))
    for word in folded(wish.words).split():
        chosen = chosen.where(Body.folded.contains(word, autoescape=True))
    for column, value in ((Body.kind, wish.kind), (Body.province, wish.province)):
        chosen = chosen.where(column == value) if value else chosen
    if wish.before:
        chosen = chosen.where(Body.name < wish.before).order_by(Body.name.desc())
    else:
        chosen = chosen.where(Body.name > wish.after).order_by(Body.name)
    rows = list(db.session.execute(chosen.limit(PAGE + 1)))
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if wish.before:
        rows.reverse()
    has_before, has_after = (more, True) if wish.before else (bool(wish.after), more)
    return Found(
        rows,
        rows[0].name if rows and has_before else None,
        rows[-1].name if rows and has_after else None,
    )


def processes_of(body: Body, before: int | None = None) -> tuple[list[tuple[Process, list[str]]], int | None]:
    """Return a page of the processes in which a body has roles, newest first, each with them; and where to go on."""
    mine = sa.select(Involvement.process_id).where(Involvement.body_id == body.id)
    chosen = sa.select(Process).where(Process.id.in_(mine)).order_by(Process.id.desc())
    if before is not None:
        chosen = chosen.where(Process.id < before)
    found = db.session.scalars(chosen.limit(PAGE + 1)).all()
    shown = found[:PAGE]
    roles = sa.select(Involvement.process_id, Involvement.role).where(
        Involvement.body_id == body.id, Involvement.process_id.in_([process.id for process in shown])
    )
    by_process: dict[int, list[str]] = {}
    for id, role in db.session.execute(roles.order_by(Involvement.id)):
        by_process.setdefault(id, []).append(role)
    return [(p, by_process.get(p.id, [])) for p in shown], shown[-1].id if len(found) > PAGE else None


def meetings_of(body: Body) -> Sequence[Any]:
    """Return the latest meetings in which a body had a part, each once, with the address of its process."""
    there = sa.select(Presence.meeting_id).where(Presence.body_id == body.id)
    chosen = sa.select(Meeting.id, Meeting.heading, Meeting.title, Meeting.held_on, Process.slug)
    chosen = chosen.join(Process, Process.id == Meeting.process_id).where(Meeting.id.in_(there))
    return db.session.execute(chosen.order_by(Meeting.held_on.desc(), Meeting.id.desc()).limit(MOST_MEETINGS)).all()


def proposals_of(body: Body) -> Sequence[Any]:
    """Return the latest published proposals that a body wrote."""
    chosen = sa.select(Document.id, Document.title, Document.state, Document.language, Document.published_at).where(
        Document.body_id == body.id, Document.kind == "proposal", Document.state != State.DRAFT
    )
    return db.session.execute(chosen.order_by(Document.id.desc()).limit(MOST_PROPOSALS)).all()


def people_of(body: Body) -> Sequence[Any]:
    """Return the names of those who act for a body and agreed that everybody reads so, referents first."""
    chosen = sa.select(User.name, Mandate.referent).join(Mandate, Mandate.user_id == User.id)
    shown = chosen.where(Mandate.body_id == body.id, Mandate.shown)
    return db.session.execute(shown.order_by(Mandate.referent.desc(), User.name)).all()


def alike(body: Body, most: int = 20) -> Sequence[Body]:
    """Return bodies that may be the same: with one of its codes, or one of the long words of its name."""
    words = [word for word in folded(body.name).split() if len(word) > 3 and word not in COMMON]
    likes = [Body.folded.contains(word, autoescape=True) for word in words]
    codes = [column == value for column, value in ((Body.ipa, body.ipa), (Body.istat, body.istat)) if value]
    if not likes and not codes:
        return []
    chosen = sa.select(Body).where(Body.id != body.id, Body.merged_into_id.is_(None), sa.or_(*likes, *codes))
    return db.session.scalars(chosen.order_by(Body.name).limit(most)).all()


# Words in so many names that they say nothing.
COMMON = frozenset("comune unione comuni provincia regione ente della delle dello degli associazione".split())
