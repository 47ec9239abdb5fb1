# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits for one person: questions about what they asked for, drafts, and what they decide or look after.

One query for each kind of task, and none for kinds that cannot be theirs. A task is a kind, what it is about, and how
many there are; the page says it in words and links to where it is done.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from amendments.carry.models import CarryOver, CarryState
from amendments.handling.deadline_queries import is_late
from amendments.handling.models import Assignment, Clarification
from amendments.models import Document, State
from amendments.request_models import Amendment, AmendmentState, Visibility
from auth.models import Role, User
from comments.models import Comment
from db import db, now
from processes.models import Process
from processes.suggestions.models import Suggestion, SuggestionState
from proposals.models import CoAuthor, Proposal
from works.kinds import KINDS
from works.queries import unfinished

MOST = 5  # of each kind


@dataclass(frozen=True)
class Task:
    """Something to do: its kind, how many there are of it, and what it is about, by the names its link needs."""

    kind: str
    count: int = 1
    about: dict[str, Any] = field(default_factory=dict)


def tasks_of(person: User) -> list[Task]:
    """Return what waits for a person, what others wait for first."""
    moderated = [m.process_id for m in person.memberships if m.role == Role.MODERATOR]
    found = [*_questions(person), *_clarifications(person)]
    if moderated:
        found += [*_assigned(person), *_queues(moderated), *_comments(moderated)]
    found += [*_drafts(person), *_works(person)]
    if person.is_admin:
        found += _suggestions()
    return found


def _own(person: User) -> sa.ColumnElement[bool]:
    """Return the condition that a pending request is a person's, or of a body they act for."""
    bodies = [mandate.body_id for mandate in person.mandates]
    whose = sa.or_(Amendment.author_id == person.id, Amendment.body_id.in_(bodies))
    return sa.and_(whose, Amendment.state == AmendmentState.PENDING)


def _of_amendments(kind: str, chosen: Any) -> Iterator[Task]:
    named = chosen.add_columns(Amendment.document_id.label("id"), Amendment.number, Document.title)
    named = named.join(Document, Document.id == Amendment.document_id).order_by(Amendment.id).limit(MOST)
    for row in db.session.execute(named):
        yield Task(kind, about={"id": row.id, "number": row.number, "title": row.title})


def _questions(person: User) -> Iterator[Task]:
    """The text changed beneath a request, and only its author knows how it goes on."""
    asked = sa.select(CarryOver.id).join(Amendment, Amendment.id == CarryOver.amendment_id)
    return _of_amendments("update", asked.where(CarryOver.state == CarryState.ASKED, _own(person)))


def _clarifications(person: User) -> Iterator[Task]:
    """Moderators asked for an explanation; the request pauses until it comes."""
    asked = sa.select(Clarification.id).join(Amendment, Amendment.id == Clarification.amendment_id)
    return _of_amendments("answer", asked.where(Clarification.ended_at.is_(None), _own(person)))


def _assigned(person: User) -> Iterator[Task]:
    """Requests that a moderator took upon themselves."""
    mine = sa.select(Process.slug, Process.title, sa.func.count().label("many")).join(
        Amendment, Amendment.process_id == Process.id
    )
    mine = mine.join(Assignment, Assignment.amendment_id == Amendment.id).where(Assignment.user_id == person.id)
    mine = mine.where(Amendment.state == AmendmentState.PENDING, Amendment.visibility != Visibility.HIDDEN)
    for row in db.session.execute(mine.group_by(Process.slug, Process.title).order_by(Process.title)):
        yield Task("assigned", row.many, {"slug": row.slug, "title": row.title, "person": person.id})


def _queues(process_ids: list[int]) -> Iterator[Task]:
    """Requests that wait for an outcome, and how many of them are late."""
    late = sa.func.count().filter(is_late(now())).label("late")
    waiting = sa.select(Process.slug, Process.title, sa.func.count().label("many"), late)
    waiting = waiting.join(Amendment, Amendment.process_id == Process.id).where(Process.id.in_(process_ids))
    waiting = waiting.where(Amendment.state == AmendmentState.PENDING, Amendment.visibility != Visibility.HIDDEN)
    for row in db.session.execute(waiting.group_by(Process.slug, Process.title).order_by(late.desc(), Process.title)):
        yield Task("queue", row.many, {"slug": row.slug, "title": row.title, "late": row.late})


def _comments(process_ids: list[int]) -> Iterator[Task]:
    """Comments that wait to be published, or were reported."""
    waits = sa.and_(
        sa.or_(Comment.visibility == Visibility.WAITING, Comment.reports > 0), Comment.deleted_at.is_(None)
    )
    chosen = sa.select(Process.slug, Process.title, sa.func.count().label("many"))
    chosen = chosen.join(Comment, Comment.process_id == Process.id).where(Process.id.in_(process_ids), waits)
    for row in db.session.execute(chosen.group_by(Process.slug, Process.title).order_by(Process.title)):
        yield Task("comments", row.many, {"slug": row.slug, "title": row.title})


def _drafts(person: User) -> Iterator[Task]:
    """Drafts of proposals that the person writes, last saved first."""
    helped = sa.select(CoAuthor.proposal_id).where(CoAuthor.user_id == person.id)
    chosen = sa.select(Document.id, Document.title).join(Proposal, Proposal.document_id == Document.id)
    writes = sa.or_(Document.author_id == person.id, Document.id.in_(helped))
    chosen = chosen.where(Document.state == State.DRAFT, writes)
    for row in db.session.execute(chosen.order_by(Document.updated_at.desc()).limit(MOST)):
        yield Task("draft", about={"id": row.id, "title": row.title})


def _works(person: User) -> Iterator[Task]:
    """Long work that the person asked for and that is not done."""
    for work in unfinished(person, MOST):
        about = {"id": work.id, "kind": KINDS[work.kind].title, "title": work.title, "state": work.state}
        yield Task("work", about=about)


def _suggestions() -> Iterator[Task]:
    """Processes that people told of, which somebody must read before they appear."""
    waiting = sa.select(sa.func.count()).where(Suggestion.state == SuggestionState.WAITING)
    if count := db.session.scalar(waiting.select_from(Suggestion)):
        yield Task("suggestions", count)
