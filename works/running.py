# SPDX-License-Identifier: AGPL-3.0-or-later
"""Carry out long work as a job, and write down how it ended.

Where a worker died the job comes back after its lease, a minute after the last word (`journal.jobs`). What fails is
told to whoever asked, who lets it go on; only a database that does not answer makes the job itself try again.
"""

import logging
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from db import N_, Invalid, db, now, transaction
from journal.actions import tell
from journal.jobs import does
from permissions import Refused
from turns import Busy
from works.course import Course, Overtaken, Stopped
from works.kinds import KINDS, End
from works.models import LongWork, WorkState

CARRY_OUT, FORGET = "long_work", "forget_long_work"
LONG = timedelta(minutes=1)
OURS = N_("Qualcosa è andato storto. Puoi riprendere; se succede ancora, scrivi a chi gestisce la piattaforma.")
HALTED = N_("Fermato a %(done)s di %(total)s. Quello che era già scritto resta; puoi riprendere da qui.")
UNBEGUN = N_("Fermato prima di cominciare. Puoi farlo partire di nuovo.")
log = logging.getLogger(__name__)


@does(CARRY_OUT)
def carry_out(about: dict[str, Any]) -> None:
    """Carry out a piece of work that waits, or that a worker left behind."""
    work = db.session.get(LongWork, about["work"])
    if work is not None and work.is_open:
        course, language = Course(work), work.user.language
        try:
            with force_locale(language):
                end = _end(work, course)
        except Overtaken:
            db.session.rollback()
            return
        with transaction():
            _write_end(about["work"], end)
    else:
        db.session.rollback()


def _end(work: LongWork, course: Course) -> End:
    """Do the work, and return how it ended, however it did."""
    try:
        return KINDS[work.kind].do(work, course)
    except (Overtaken, OperationalError, Busy):
        raise
    except Stopped:
        db.session.rollback()
        return halted(work)
    except Refused as error:
        return End(WorkState.FAILED, error.why)
    except Invalid as error:
        return End(WorkState.FAILED, error.message, error.words)
    except Exception:
        log.exception("long work of kind %s failed", work.kind)
        return End(WorkState.FAILED, OURS)
    finally:
        db.session.rollback()


def halted(work: LongWork) -> End:
    """Return how work ends that a person stopped."""
    if not work.total:
        return End(WorkState.STOPPED, UNBEGUN)
    return End(WorkState.STOPPED, HALTED, {"done": work.done, "total": work.total})


def _write_end(id: int, end: End) -> None:
    work = db.session.scalars(sa.select(LongWork).where(LongWork.id == id).with_for_update()).first()
    if work is None:
        return
    work.state, work.result, work.stopping = end.state, end.result(), False
    work.told_at = work.ended_at = now()
    if end.state == WorkState.DONE:
        work.about = {}
    if work.ended_at - work.asked_at > LONG:
        tell("work_ended", {"work": work.id}, user=work.user)


@does(FORGET)
def forget(about: dict[str, Any]) -> None:
    """Delete a piece of work that was asked for long ago."""
    with transaction():
        db.session.execute(sa.delete(LongWork).where(LongWork.id == about["work"]))
