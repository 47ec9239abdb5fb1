# SPDX-License-Identifier: AGPL-3.0-or-later
"""What those who handle requests keep to themselves: notes, and which moderator looks after a request.

Neither is an event: the record of a document is public, these are not. When the author of a request leaves,
the notes on it go too, because they may speak of a person who is nobody any more.
"""

import sqlalchemy as sa

from amendments.documents.texts import required
from amendments.handling.models import Assignment, Note
from amendments.request_models import Amendment
from auth.models import Member, Role, User
from db import N_, Invalid, db, lock, now
from permissions import require


def add_note(amendment: Amendment, text: str, *, by: User) -> Note:
    """Write an internal note on an amendment."""
    require(by, "amendment.note", amendment, now())
    text = required(text, "text", N_("Scrivi la nota."))
    note = Note(amendment_id=amendment.id, text=text, by_id=by.id, created_at=now())
    db.session.add(note)
    db.session.flush()
    return note


def assign(amendment: Amendment, user_id: int | None, *, by: User) -> None:
    """Give a waiting amendment to a moderator of its process, or to nobody."""
    require(by, "amendment.assign", amendment, now())
    require(by, "amendment.assign", lock(amendment), now())
    db.session.execute(sa.delete(Assignment).where(Assignment.amendment_id == amendment.id))
    if user_id is None:
        return
    if not _moderates(user_id, amendment.process_id):
        raise Invalid("user", N_("Scegli una persona che modera questo processo."))
    db.session.add(Assignment(amendment_id=amendment.id, user_id=user_id, by_id=by.id, created_at=now()))
    db.session.flush()


def forget_person(user: User) -> None:
    """Delete the notes on what an erased person asked for, and take from them what they looked after."""
    theirs = sa.select(Amendment.id).where(Amendment.author_id == user.id)
    db.session.execute(sa.delete(Note).where(Note.amendment_id.in_(theirs)))
    db.session.execute(sa.delete(Assignment).where(Assignment.user_id == user.id))


def _moderates(user_id: int, process_id: int) -> bool:
    chosen = sa.select(Member.id).where(
        Member.user_id == user_id, Member.process_id == process_id, Member.role == Role.MODERATOR
    )
    return db.session.scalar(chosen) is not None
