# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the phases of a process: add, change and remove them; what they were and are is on record."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Phase, Process
from processes.phases.turns import plan_turns, record_turns

ACTIVITIES = ("proposing", "amending", "supporting", "commenting")


@dataclass(frozen=True)
class Period:
    """What may be set of a phase."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    proposing: bool = False
    amending: bool = False
    supporting: bool = False
    commenting: bool = False


def add_phase(process: Process, period: Period, *, by: User) -> Phase:
    """Add a phase to a process; raise Invalid when it ends before it begins."""
    require(by, "process.change", process, now())
    _check(period)
    phase = Phase(**asdict(period))
    process.phases.append(phase)
    db.session.flush()
    plan_turns(phase)
    _record(process, period.title, {}, _plain(period), by)
    return phase


def change_phase(phase: Phase, period: Period, *, by: User) -> None:
    """Change a phase; raise Invalid when it ends before it begins."""
    process = phase.process
    require(by, "process.change", process, now())
    _check(period)
    lock(process)
    db.session.refresh(phase)
    record_turns(phase)
    before = _plain(phase)
    for name, value in asdict(period).items():
        setattr(phase, name, value)
    plan_turns(phase)
    _record(process, period.title, before, _plain(period), by)


def remove_phase(phase: Phase, *, by: User) -> None:
    """Remove a phase."""
    process = phase.process
    require(by, "process.change", process, now())
    lock(process)
    record_turns(phase)
    process.phases.remove(phase)
    _record(process, phase.title, _plain(phase), {}, by)


def _plain(period: Period | Phase) -> dict[str, Any]:
    """Return what may be set of a phase, as plain JSON."""
    values = {field.name: getattr(period, field.name) for field in fields(Period)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _record(process: Process, title: str, before: dict[str, Any], after: dict[str, Any], by: User) -> None:
    """Write down what differs, before and after."""
    names = [name for name in before | after if before.get(name) != after.get(name)]
    kept = {"before": {n: before[n] for n in names if n in before}, "after": {n: after[n] for n in names if n in after}}
    record("process.phases_changed", by=by, process=process, data={"title": title} | kept)


def _check(period: Period) -> None:
    if period.ends_at is not None and period.ends_at <= period.starts_at:
        raise Invalid("last_day", N_("L’ultimo giorno viene prima del primo: correggi una delle due date."))
    if not any(getattr(period, activity) for activity in ACTIVITIES) and period.ends_at is None:
        raise Invalid("last_day", N_("Una fase in cui non si apre nulla deve avere una fine: scrivi l’ultimo giorno."))
