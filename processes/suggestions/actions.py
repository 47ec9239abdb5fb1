# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on processes that people tell of: suggest one; let it become a process, or refuse it with a reason."""

from dataclasses import asdict, dataclass, field

from auth.models import User
from auth.queries import administrators
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


def suggest(told: Told, *, by: User | None) -> Suggestion:
    """Keep what somebody told, to be read before it appears; raise Invalid when a place cannot be read."""
    require(by, "process.suggest", None, now())
    check_places(told.places)
    suggestion = Suggestion(created_at=now(), **asdict(told))
    db.session.add(suggestion)
    db.session.flush()
    for administrator in administrators():
        tell("suggestion_received", {"suggestion": suggestion.id, "title": told.title}, user=administrator)
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
    _end(suggestion, SuggestionState.ACCEPTED, "")
    return process


def refuse(suggestion: Suggestion, reason: str, *, by: User) -> None:
    """Refuse a suggestion, with a reason."""
    require(by, "process.review", None, now())
    _check(lock(suggestion))
    if not reason:
        raise Invalid("reason", N_("Scrivi perché: resta agli atti."))
    _end(suggestion, SuggestionState.REFUSED, reason)
    record("suggestion.refused", by=by, data={"title": suggestion.title, "reason": reason})


def _check(suggestion: Suggestion) -> None:
    if suggestion.state != SuggestionState.WAITING:
        raise Invalid("", N_("Qualcun altro ha già deciso su questa segnalazione."))


def _end(suggestion: Suggestion, state: SuggestionState, reason: str) -> None:
    """Keep what became of it, and forget what was told: it stands in the sheet, or nobody needs it."""
    suggestion.state, suggestion.reason = state, reason
    suggestion.description = suggestion.holder = suggestion.source = suggestion.reporter = ""
    suggestion.places, suggestion.started = [], None
