# SPDX-License-Identifier: AGPL-3.0-or-later
"""The timeline of a document and of a process: what happened, as sentences in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from amendments.models import Document, State
from amendments.request_models import Amendment, Visibility
from auth.models import Role, User
from auth.views import me
from db import N_, db
from journal.kinds import SENTENCES
from journal.models import Event
from journal.queries import PAGE, covered, timeline, timeline_of_process
from pages import kept
from processes.models import Process, SupportersShown
from processes.sheet import words as facts_words

bp = Blueprint("history", __name__)

LARGEST = 2**31 - 1
OF_AUTHORS = {"amendment.proposed", "amendment.revised", "amendment.updated", "amendment.withdrawn"}
OF_AUTHORS |= {"amendment.question_answered"}
OF_SUPPORTERS = {"support.given", "support.withdrawn", "amendment.supported", "amendment.unsupported"}
ROLES = {Role.STAFF: N_("staff"), Role.MODERATOR: N_("chi modera"), Role.PARTICIPANT: N_("partecipante")}


@dataclass(frozen=True)
class Happening:
    """One line of a timeline; `path` leads to what it tells of, "" to nowhere."""

    number: int
    words: str
    at: datetime
    subject: str
    path: str = ""
    label: str = ""
    obscured: bool = False
    outcome: str = ""


class _Words(dict[str, Any]):
    """The words of a sentence; one that was deleted, or never was, is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


@bp.get(f"/documents/<int(max={LARGEST}):id>/history")
@kept("document", visitors_only=True)
def document(id: int) -> Any:
    """Show what happened to a published document, newest first."""
    found = db.session.get(Document, id)
    if found is None or found.state == State.DRAFT:
        abort(404)
    events = timeline(f"document:{id}", before=_before())
    older = events[PAGE - 1].number if len(events) > PAGE else None
    happenings = _told(events[:PAGE], found.process)
    return render_template(
        "processes/history.html", document=found, process=found.process, told=happenings, older=older
    )


@bp.get("/processes/<slug>/history")
@kept("process", visitors_only=True)
def process(slug: str) -> Any:
    """Show what happened in a process and to its published documents, newest first."""
    found = db.session.scalars(sa.select(Process).where(Process.slug == slug)).first() or abort(404)
    drafts = sa.select(Document.id).where(Document.process_id == found.id, Document.state == State.DRAFT)
    events = timeline_of_process(found.id, drafts, before=_before())
    older = events[PAGE - 1].id if len(events) > PAGE else None
    told = _told(events[:PAGE], found)
    return render_template("processes/history.html", document=None, process=found, told=told, older=older)


def _before() -> int | None:
    """Return from where the page goes on, or None for the newest; what is no number is nowhere to be found."""
    value = request.args.get("before")
    if value is None:
        return None
    if not (value.isascii() and value.isdigit()) or len(value) > 10 or int(value) > LARGEST:
        abort(404)
    return int(value)


def _told(events: Sequence[Event], process: Process) -> list[Happening]:
    """Return the events as lines, with four queries for names, amendments, titles and covered words."""
    names = _names({event.pseudonym for event in events if event.pseudonym})
    titles = _titles({event.document_id for event in events if event.document_id is not None})
    shown = _shown_amendments(set(titles))
    instead = {key: covered(key) for key in {event.chain for event in events if event.data is None}}
    told = []
    for event in events:
        data = event.data if event.data is not None else instead[event.chain].get(event.number, {})
        who = names.get(event.pseudonym, _("La piattaforma"))
        if _is_discreet(event, process, shown):
            who = _("Una persona")
        words = _Words(data, who=who)
        if "role" in data:
            words["role"] = _(ROLES.get(data["role"], data["role"]))
        path, label = _target(event, data, shown)
        if "changes" in data:
            words["changes"] = facts_words.told(data["changes"])
        happened = _(SENTENCES[event.kind]) % words
        subject, label = event.kind.partition(".")[0], label or titles.get(event.document_id, "")
        outcome = data.get("outcome", "") if event.kind == "amendment.decided" else ""
        told.append(Happening(event.number, happened, event.at, subject, path, label, event.data is None, outcome))
    return told


def _is_discreet(event: Event, process: Process, shown: set[tuple[int | None, int]]) -> bool:
    """Say whether the reader may not know who did it: who wrote what is not public, who supports by the setting."""
    if event.kind in OF_AUTHORS:
        return (event.document_id, (event.data or {}).get("amendment", 0)) not in shown
    if event.kind not in OF_SUPPORTERS or process.supporters_shown == SupportersShown.PUBLIC:
        return False
    return process.supporters_shown == SupportersShown.COUNT or me() is None


def _names(pseudonyms: set[str]) -> dict[str, str]:
    chosen = sa.select(User.pseudonym, User.name, User.erased_at).where(User.pseudonym.in_(pseudonyms))
    return {row.pseudonym: _("Utente cancellato") if row.erased_at else row.name for row in db.session.execute(chosen)}


def _titles(ids: set[int]) -> dict[int | None, str]:
    chosen = sa.select(Document.id, Document.title).where(Document.id.in_(ids))
    return {row.id: row.title for row in db.session.execute(chosen)}


def _shown_amendments(documents: set[int | None]) -> set[tuple[int | None, int]]:
    chosen = sa.select(Amendment.document_id, Amendment.number).where(
        Amendment.document_id.in_(documents), Amendment.visibility == Visibility.SHOWN
    )
    return {(row.document_id, row.number) for row in db.session.execute(chosen)}


def _target(event: Event, data: dict[str, Any], shown: set[tuple[int | None, int]]) -> tuple[str, str]:
    """Return the path and the words of the link to what an event tells of, as far as everybody may see it."""
    base = f"/documents/{event.document_id}"
    subject = event.kind.partition(".")[0]
    if subject == "comment":
        return f"{base}/comments", _("Commenti")
    if "amendment" in data and (event.document_id, data["amendment"]) in shown:
        return f"{base}/amendments/{data['amendment']}", _("Modifica %(number)s", number=data["amendment"])
    if "version" in data and subject == "document":
        return f"{base}/versions/{data['version']}", _("Versione %(number)s", number=data["version"])
    return (base.replace("/documents/", "/proposals/"), "") if event.document_id is not None else ("", "")


def register(app: Any) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
