# SPDX-License-Identifier: AGPL-3.0-or-later
"""The record of phases that begin and end. Nobody acts then: a date passes.

What a phase opens follows from its dates alone (`Process.is_open`), so no page and no deed waits for `flask work`. A
job for each date to come writes down that it came, once: it may run twice, late, or after the phase was changed.
"""

from typing import Any

from db import db, lock, now, transaction
from journal.actions import record
from journal.jobs import does, later
from processes.models import Phase

JOB = "phase.turn"


def plan_turns(phase: Phase) -> None:
    """Plan to write down when a phase that was just written begins and ends; what is past already needs no telling."""
    phase.begin_told = _is_past(phase.starts_at)
    phase.end_told = _is_past(phase.ends_at)
    for moment in (phase.starts_at, phase.ends_at):
        if moment is not None and not _is_past(moment):
            later(JOB, {"phase": phase.id}, moment)


def record_turns(phase: Phase) -> None:
    """Write down that a phase began, and ended, where that is past and not on record."""
    if not phase.begin_told and _is_past(phase.starts_at):
        phase.begin_told = True
        record("process.phase_began", by=None, process=phase.process, data=_facts(phase))
    if not phase.end_told and _is_past(phase.ends_at):
        phase.end_told = True
        record("process.phase_ended", by=None, process=phase.process, data=_facts(phase))


@does(JOB)
def turn(about: dict[str, Any]) -> None:
    """Do the job: a phase that was removed meanwhile, or is told already, leaves nothing to do."""
    with transaction():
        phase = db.session.get(Phase, about["phase"])
        if phase is not None:
            lock(phase.process)
            db.session.refresh(phase)
            record_turns(phase)


def _is_past(moment: Any) -> bool:
    return moment is not None and moment <= now()


def _facts(phase: Phase) -> dict[str, Any]:
    return {
        "title": phase.title,
        "starts_at": phase.starts_at.isoformat(),
        "ends_at": phase.ends_at.isoformat() if phase.ends_at else None,
    }
