# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on processes that people tell of: suggest one; let it become a process, or refuse it with a reason."""

from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa

from auth.models import User
from auth.queries import administrators
from auth.words import email_address
from db import N_, Invalid, db, lock, now
from journal.actions import record, tell
from permissions import require
from processes.actions import Sheet, create
from processes.models import Process
from processes.sheet import actions as facts_actions
from processes.sheet.territories import check_places
from processes.suggestions.models import Suggestion, SuggestionState

REPORTED_BY = "Segnalazione dal web"  # as registries write it; sheets are in Italian


@dataclass(frozen=True)
class Told:
    """What may be told of a process."""

    title: str
    description: str = ""
    holder: str = ""
    places: list[str] = field(default_factory=list)
    started: int | None = None
    source: str = ""
    reporter: str = ""
    email: str = ""


def suggest(told: Told, *, by: User | None, language: str = "it") -> Suggestion:
    """Keep what somebody told, to be read before it appears; raise Invalid when a place or the address is none.

    Whoever leaves an address is told that it came, in words of ours alone: anyone may write anybody's address here.
    """
    require(by, "process.suggest", None, now())
    check_places(told.places)
    email = email_address(told.email) if told.email else ""
    suggestion = Suggestion(created_at=now(), language=language, **(asdict(told) | {"email": email}))
    db.session.add(suggestion)
    db.session.flush()
    for administrator in administrators():
        tell("suggestion_received", {"suggestion": suggestion.id, "title": told.title}, user=administrator)
    if email:
        tell("suggestion_noted", {"due": suggestion.due_at.isoformat()}, address=email, language=language)
    return suggestion


def accept(suggestion: Suggestion, slug: str, prefix: str, *, by: User) -> Process:
    """Let a suggestion become a process with a sheet, which its editors complete; raise Invalid when it cannot."""
    require(by, "process.review", None, now())
    _check(lock(suggestion))
    sheet = Sheet(slug=slug, title=suggestion.title, prefix=prefix, description=suggestion.description)
    process = create(sheet, by=by)
    told = {name: getattr(suggestion, name) for name in ("places", "started", "source", "reporter")}
    facts_actions.change_facts(process, told | {"reported_by": REPORTED_BY}, by=by, seen=0)
    if suggestion.holder:
        body = facts_actions.body_for(process, suggestion.holder, by=by)
        facts_actions.name_body(process, "holder", body, by=by)
    suggestion.process_id = process.id
    _end(suggestion, SuggestionState.ACCEPTED, {"slug": process.slug, "reason": ""})
    return process


def refuse(suggestion: Suggestion, reason: str, *, by: User) -> None:
    """Refuse a suggestion, with a reason."""
    require(by, "process.review", None, now())
    _check(lock(suggestion))
    if not reason:
        raise Invalid("reason", N_("Scrivi perché: resta agli atti."))
    suggestion.reason = reason
    _end(suggestion, SuggestionState.REFUSED, {"slug": "", "reason": reason})
    record("suggestion.refused", by=by, data={"title": suggestion.title, "reason": reason})


def forget_person(user: User) -> None:
    """Forget the address of a person who is erased, wherever it waits for an answer."""
    db.session.execute(sa.update(Suggestion).where(Suggestion.email == user.email).values(email=""))


def _check(suggestion: Suggestion) -> None:
    if suggestion.state != SuggestionState.WAITING:
        raise Invalid("", N_("Qualcun altro ha già deciso su questa segnalazione: torna all’elenco."))


def _end(suggestion: Suggestion, state: SuggestionState, answer: dict[str, Any]) -> None:
    """Keep what became of it, answer, and forget what was told: it stands in the sheet, or nobody needs it."""
    if suggestion.email:
        data = {"title": suggestion.title} | answer
        tell("suggestion_answered", data, address=suggestion.email, language=suggestion.language)
    suggestion.state, suggestion.email = state, ""
    suggestion.description = suggestion.holder = suggestion.source = suggestion.reporter = ""
    suggestion.places, suggestion.started = [], None
