# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tell people that what they support reads otherwise today: at most once a week for each process, in one letter.

A job follows the birth of a version (once it cannot be undone any more) and the rewording of an amendment. It looks at
what is there: who supports words that are no longer those of today, and was not told of these yet. Whoever had a letter
less than a week ago waits, and one job comes back when the first of them may be told. A job that runs again finds
nothing to do; of two that run at once, one loses on the row that says when a person was told, and tries again.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from amendments.decisions.holding import HELD
from amendments.hooks import version_born
from amendments.models import Document, State, Support, SupportNotice, Version
from amendments.request_models import Amendment, AmendmentState, Visibility
from auth.models import User
from db import db, now, transaction
from journal.actions import tell_all
from journal.jobs import does, later, waits

KIND = "support_notices"
WEEK = timedelta(days=7)
BATCH = 200
Row = Any


def tell_supporters(process_id: int, wait: timedelta = timedelta(0)) -> None:
    """Write down that supporters are to be told of what was changed in a process."""
    later(KIND, {"process": process_id}, now() + wait)


def tell_later(document: Document, text: str = "") -> None:
    """Let supporters be told of a version, as soon as it cannot be undone any more."""
    if document.supports:
        tell_supporters(document.process_id, HELD)


version_born.append(tell_later)


def forget_notices(user: User) -> None:
    """Delete when a person was told."""
    db.session.execute(sa.delete(SupportNotice).where(SupportNotice.user_id == user.id))


@does(KIND)
def tell_all_supporters(about: dict[str, Any]) -> None:
    """Tell the supporters of the texts of a process, a few hundred people at a time."""
    process_id = about["process"]
    people = sorted({row.user_id for row in _behind(process_id)})
    db.session.rollback()
    for start in range(0, len(people), BATCH):
        _tell(process_id, people[start : start + BATCH])
    _come_back(process_id)


def _tell(process_id: int, people: Collection[int]) -> None:
    """Write one letter to each of some people who had none for a week, and write down that they were told."""
    with transaction():
        last = {row.user_id: row for row in db.session.scalars(_notices(process_id, people).with_for_update())}
        due = [id for id in people if id not in last or last[id].told_at <= now() - WEEK]
        found: dict[int, list[Row]] = defaultdict(list)
        for row in _behind(process_id, due):
            found[row.user_id].append(row)
        if not found:
            return
        for id in found:
            if id in last:
                last[id].told_at = now()
            else:
                db.session.add(SupportNotice(user_id=id, process_id=process_id, told_at=now()))
        told = [{"id": row.id, "told_to": row.present} for rows in found.values() for row in rows]
        db.session.execute(sa.update(Support), told)
        known = db.session.execute(sa.select(User.id, User.language).where(User.id.in_(found)).order_by(User.id))
        tell_all("support_notice", [(user, {"supports": [row.id for row in found[user.id]]}) for user in known])


def _notices(process_id: int, people: Collection[int]) -> Any:
    chosen = sa.select(SupportNotice).where(SupportNotice.process_id == process_id)
    return chosen.where(SupportNotice.user_id.in_(people)).order_by(SupportNotice.user_id)


def _come_back(process_id: int) -> None:
    """Write down a job for when the first of those who wait may be told, unless one is to come anyway."""
    people = {row.user_id for row in _behind(process_id)}
    chosen = sa.select(sa.func.min(SupportNotice.told_at)).where(SupportNotice.process_id == process_id)
    first: datetime | None = db.session.scalar(chosen.where(SupportNotice.user_id.in_(people)))
    waiting = waits(KIND, {"process": process_id})
    db.session.rollback()
    if first is not None and not waiting:
        with transaction():
            later(KIND, {"process": process_id}, first + WEEK)


def _behind(process_id: int, people: Collection[int] | None = None) -> Sequence[Row]:
    """Return the supports of words that are no longer today's, of which their people were not told yet."""
    found: list[Row] = []
    for chosen in (_of_texts(process_id), _of_amendments(process_id)):
        chosen = chosen.join(User, User.id == Support.user_id).where(User.erased_at.is_(None))
        if people is not None:
            chosen = chosen.where(Support.user_id.in_(people))
        found += db.session.execute(chosen.order_by(Support.id)).all()
    return found


def _of_texts(process_id: int) -> Any:
    """Return the question for the supports of open texts whose words changed, in a version that will stay."""
    given, present = aliased(Version), aliased(Version)
    chosen = sa.select(Support.id, Support.user_id, present.number.label("present"))
    chosen = chosen.join(Document, Document.id == Support.document_id)
    chosen = chosen.join(given, sa.and_(given.document_id == Document.id, given.number == Support.given_to))
    chosen = chosen.join(present, sa.and_(present.document_id == Document.id, present.number == Document.version))
    chosen = chosen.where(Document.process_id == process_id, Document.state == State.OPEN)
    chosen = chosen.where(Support.amendment_id.is_(None), Support.told_to < Document.version)
    return chosen.where(given.sha256 != present.sha256, present.created_at <= now() - HELD)


def _of_amendments(process_id: int) -> Any:
    """Return the question for the supports of open amendments that their authors reworded, and everybody reads."""
    chosen = sa.select(Support.id, Support.user_id, Amendment.worded.label("present"))
    chosen = chosen.join(Amendment, Amendment.id == Support.amendment_id)
    chosen = chosen.join(Document, Document.id == Amendment.document_id)
    chosen = chosen.where(Document.process_id == process_id, Document.state == State.OPEN)
    chosen = chosen.where(Amendment.state == AmendmentState.PENDING, Amendment.visibility == Visibility.SHOWN)
    return chosen.where(Support.told_to < Amendment.worded, Support.user_id.is_distinct_from(Amendment.author_id))
