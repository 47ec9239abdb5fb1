# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on a process: create it, change its sheet."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date

import sqlalchemy as sa

from amendments.handling.deadline_actions import renew_deadlines
from auth.models import Body, User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Moderation, Participation, Process, SupportersShown
from processes.queries import SLUG
from processes.registry.listing import list_anew
from processes.sheet.actions import hold

# What a new process offers as the template of its proposals; its staff choose others.
HEADINGS = ("Obiettivo", "Modalità di attuazione", "Destinatari", "Tempi di realizzazione")
RESERVED = frozenset({"new", "places", "report", "groups"})  # addresses that would hide a process of this name
PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@dataclass(frozen=True)
class Sheet:
    """What may be set of a process."""

    slug: str
    title: str
    prefix: str
    description: str = ""
    headings: list[str] = field(default_factory=list)
    participation: str = Participation.OPEN
    domains: list[str] = field(default_factory=list)
    supporters_shown: str = SupportersShown.PUBLIC
    amendment_moderation: str = Moderation.AFTER
    comment_moderation: str = Moderation.AFTER
    answer_days: int | None = None
    answer_by: date | None = None
    support_threshold: int | None = None


def create(sheet: Sheet, body: Body | None = None, *, by: User) -> Process:
    """Create a process without phases, held by a body where one is given; raise Invalid when it cannot stand."""
    require(by, "process.create", body, now())
    _check(sheet, None)
    process = Process(created_at=now(), **asdict(sheet))
    db.session.add(process)
    db.session.flush()
    list_anew(process)
    record("process.created", by=by, process=process, data={"title": sheet.title})
    if body is not None:
        hold(process, body, by=by)
    return process


def change(process: Process, sheet: Sheet, *, by: User) -> None:
    """Change the sheet of a process; raise Invalid when it cannot stand."""
    require(by, "process.change", process, now())
    _check(sheet, process)
    lock(process)  # first: it reads the row anew
    promised = process.answer_days, process.answer_by
    for name, value in asdict(sheet).items():
        setattr(process, name, value)
    if promised != (process.answer_days, process.answer_by):
        renew_deadlines(process)
    list_anew(process)
    record("process.changed", by=by, process=process, data={"title": sheet.title})


def _check(sheet: Sheet, process: Process | None) -> None:
    if not SLUG.fullmatch(sheet.slug) or sheet.slug in RESERVED:
        raise Invalid("slug", N_("Usa solo lettere minuscole, cifre e trattini, per esempio piano-2026."))
    taken = db.session.scalar(sa.select(Process.id).where(Process.slug == sheet.slug))
    if taken is not None and (process is None or taken != process.id):
        raise Invalid("slug", N_("Questo indirizzo è già di un altro processo: scegline un altro."))
    if sheet.answer_days is not None and sheet.answer_by is not None:
        raise Invalid("answer_by", N_("Scrivi un numero di giorni oppure una data: non tutti e due."))
    if not PREFIX.fullmatch(sheet.prefix):
        raise Invalid("prefix", N_("Usa lettere, cifre e trattini, e comincia con una lettera, per esempio par."))
    if any(not _DOMAIN.fullmatch(domain) for domain in sheet.domains):
        raise Invalid("domains", N_("Scrivi un dominio per riga, senza @, per esempio comune.esempio.it."))
    if sheet.participation == Participation.DOMAIN and not sheet.domains:
        raise Invalid("domains", N_("Scrivi almeno un dominio, oppure scegli un’altra forma di partecipazione."))
