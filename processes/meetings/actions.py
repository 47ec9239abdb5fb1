# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the meetings of a process: add, change, remove; confirm who joined the network; declare figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from auth import body_actions
from auth.models import Body, User
from db import N_, Changed, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.hooks import meeting_removed
from processes.meetings import queries as meeting_queries
from processes.meetings.models import BodyRole, Figure, Meeting, MeetingKind, Mode, Presence
from processes.meetings.registration_models import Registration
from processes.meetings.reminders import plan_reminder, tell_called_off, tell_changes
from processes.models import Process
from processes.news.models import Post
from processes.prose import rendered

MEANWHILE = N_("Qualcun altro ha cambiato questo incontro mentre scrivevi.")
_BODY = re.compile(r"(?P<name>.+?)(?:\s*\((?P<province>[A-Za-z]{2})\))?")
Bodies = Mapping[str, Sequence[str]]  # by role, a name each, with the province where it is known


@dataclass(frozen=True)
class Gathering:
    """What may be set of a meeting, but for the bodies."""

    heading: str
    held_on: date
    kind: str = MeetingKind.PUBLIC
    series: str = ""
    title: str = ""
    hour: str = ""
    mode: str = Mode.IN_PERSON
    place: str = ""
    text: str = ""
    tables: list[str] = field(default_factory=list)
    needs: str = ""
    people: int | None = None
    people_about: bool = False
    people_note: str = ""
    body_count: int | None = None
    body_count_about: bool = False
    minutes: str = ""
    agenda: str = ""
    registers: bool = False
    seats: int | None = None


def add_meeting(process: Process, gathering: Gathering, bodies: Bodies, *, by: User) -> Meeting:
    """Add a meeting with the bodies that have a role in it; raise Invalid where a line names no body."""
    require(by, "process.change", process, now())
    meeting = Meeting(process=process, created_at=now())
    _write(meeting, gathering)
    db.session.add(meeting)
    _name_bodies(meeting, bodies, by)
    db.session.flush()
    plan_reminder(meeting)
    record("meeting.added", by=by, process=process, data={"title": meeting.name, "after": plain(meeting)})
    return meeting


def change_meeting(meeting: Meeting, gathering: Gathering, bodies: Bodies, *, by: User, seen: int) -> None:
    """Change a meeting; raise Changed when somebody else did since revision `seen`, Invalid where no body is named."""
    require(by, "process.change", meeting.process, now())
    lock(meeting)
    if meeting.revision != seen:
        raise Changed(MEANWHILE)
    before = plain(meeting)
    _write(meeting, gathering)
    _name_bodies(meeting, bodies, by)
    db.session.flush()
    plan_reminder(meeting)
    tell_changes(meeting, before)
    after = plain(meeting)
    names = [name for name in after if after[name] != before[name]]
    if names:
        meeting.revision += 1
        kept = {"before": {n: before[n] for n in names}, "after": {n: after[n] for n in names}}
        record("meeting.changed", by=by, process=meeting.process, data={"title": meeting.name} | kept)


def remove_meeting(meeting: Meeting, *, by: User) -> None:
    """Remove a meeting that should not be there; what it said stays on record, and news about it stay."""
    process = meeting.process
    require(by, "process.change", process, now())
    data = {"title": meeting.name, "before": plain(meeting)}
    tell_called_off(meeting)
    db.session.execute(sa.delete(Registration).where(Registration.meeting_id == meeting.id))
    for forget in meeting_removed:
        forget(meeting)
    db.session.execute(sa.update(Post).where(Post.meeting_id == meeting.id).values(meeting_id=None))
    db.session.delete(meeting)
    record("meeting.removed", by=by, process=process, data=data)


def confirm_joining(meeting: Meeting, body_ids: set[int], *, by: User) -> None:
    """Confirm which bodies joined the network at a meeting."""
    require(by, "process.change", meeting.process, now())
    lock(meeting)
    before = [presence.body.name for presence in meeting.joining]
    told: set[int] = set()
    for presence in meeting.presences:  # a body with two roles joins once
        presence.joined = presence.body_id in body_ids and presence.body_id not in told
        told |= {presence.body_id} if presence.joined else set()
    after = [presence.body.name for presence in meeting.joining]
    if before != after:
        data = {"title": meeting.name, "before": before, "after": after}
        record("meeting.joined", by=by, process=meeting.process, data=data)


def declare_figures(process: Process, figures: Sequence[Figure], *, by: User) -> None:
    """Declare how many activities of each kind there were; one without a number and a word is no longer declared."""
    require(by, "process.change", process, now())
    lock(process)
    known = meeting_queries.figures(process)
    before = {kind: [figure.label, figure.declared] for kind, figure in known.items()}
    for figure in known.values():
        db.session.delete(figure)
    db.session.flush()
    wanted = [figure for figure in figures if figure.declared is not None or figure.label]
    db.session.add_all(wanted)
    after = {figure.kind: [figure.label, figure.declared] for figure in wanted}
    if before == after:
        return
    record("meeting.figures_declared", by=by, process=process, data={"before": before, "after": after})


def plain(meeting: Meeting) -> dict[str, Any]:
    """Return what may be set of a meeting, as plain JSON."""
    values = {name: getattr(meeting, name) for name in Gathering.__dataclass_fields__}
    bodies = {role.value: [presence.body.name for presence in meeting.with_role(role)] for role in BodyRole}
    return values | {"held_on": meeting.held_on.isoformat()} | bodies


def _write(meeting: Meeting, gathering: Gathering) -> None:
    for name, value in asdict(gathering).items():
        setattr(meeting, name, value)
    meeting.html, meeting.minutes_html = rendered(gathering.text), rendered(gathering.minutes)
    meeting.agenda_html = rendered(gathering.agenda)
    meeting.has_minutes, meeting.updated_at = bool(gathering.minutes), now()


def _name_bodies(meeting: Meeting, bodies: Bodies, by: User) -> None:
    """Give bodies their roles; those that had them already keep their rows, and with them whether they joined."""
    known = {(presence.role, presence.body_id): presence for presence in meeting.presences}
    wanted: list[Presence] = []
    for role in BodyRole:
        for number, line in enumerate(bodies.get(role, ()), 1):
            body = _body(meeting.process, role, number, line, by)
            if all((one.role, one.body_id) != (role, body.id) for one in wanted):
                wanted.append(known.get((role, body.id)) or Presence(role=role, body=body, body_id=body.id))
    meeting.presences = wanted


def _body(process: Process, role: str, number: int, line: str, by: User) -> Body:
    """Return the body that a line names, such as "Comune di Valchiara (BO)"."""
    found = _BODY.fullmatch(line)
    try:
        name, province = (found["name"], found["province"] or "") if found else (line, "")
        return body_actions.named(name, by=by, process=process, province=province.upper())
    except Invalid as error:
        raise Invalid(role, N_("Riga %(line)s: controlla il nome dell’ente."), line=number) from error
