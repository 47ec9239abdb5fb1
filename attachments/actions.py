# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on attachments: add, change, move, remove; each is on record with what it hangs on.

The bytes are stored before the lock is taken and deleted by a job after the commit, so that neither waits for a
storage while others wait, and nothing is deleted for a deed that was not kept.
"""

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from attachments.contents import Content
from attachments.models import Attachment, Kind, Licence
from attachments.owners import Owner
from attachments.sweeping import DELETE
from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from journal.jobs import later
from permissions import require

MOST = 200
LONGEST_TITLE, LONGEST_REASON = 200, 1_000


@dataclass(frozen=True)
class Label:
    """What people say about a file: its title, what it is, and what others may do with it."""

    title: str
    kind: str
    licence: str


def add(owner: Owner, label: Label, content: Content, key: str, sha256: str, *, by: User) -> Attachment:
    """Hang a file, whose bytes are stored under `key`, on something; raise Invalid where it cannot be."""
    require(by, "attachment.change", owner, now())
    _check(label)
    _hold(owner)
    mine = sa.and_(Attachment.owner_kind == owner.kind, Attachment.owner_id == owner.id)
    count, last = db.session.execute(sa.select(sa.func.count(), sa.func.max(Attachment.position)).where(mine)).one()
    if count >= MOST:
        raise Invalid("file", N_("Gli allegati sono già %(most)s: togline qualcuno."), most=MOST)
    attachment = Attachment(
        owner_kind=owner.kind,
        owner_id=owner.id,
        position=(last or 0) + 1,
        name=content.name,
        media_type=content.media_type,
        size=len(content.data),
        sha256=sha256,
        key=key,
        by_id=by.id,
        created_at=now(),
        **asdict(label),
    )
    db.session.add(attachment)
    db.session.flush()
    _record("attachment.added", attachment, by, {"sha256": sha256, "size": len(content.data)})
    return attachment


def change(attachment: Attachment, label: Label, *, by: User) -> None:
    """Change what is said about an attachment; its bytes stay."""
    require(by, "attachment.change", attachment, now())
    _check(label)
    before = {name: getattr(attachment, name) for name in asdict(label)}
    for name, value in asdict(label).items():
        setattr(attachment, name, value)
    _record("attachment.changed", attachment, by, {"before": before})


def move(attachment: Attachment, up: bool, *, by: User) -> bool:
    """Let an attachment change places with the one before it (or after); say whether there was one."""
    require(by, "attachment.change", attachment, now())
    _hold(attachment.owner)
    db.session.refresh(attachment)
    place = Attachment.position
    others = sa.select(Attachment).where(
        Attachment.owner_kind == attachment.owner_kind, Attachment.owner_id == attachment.owner_id
    )
    before = others.where(place < attachment.position).order_by(place.desc())
    after = others.where(place > attachment.position).order_by(place)
    other = db.session.scalars((before if up else after).limit(1)).first()
    if other is None:
        return False
    attachment.position, other.position = other.position, attachment.position
    _record("attachment.moved", attachment, by, {})
    return True


def remove(attachment: Attachment, reason: str, *, by: User) -> None:
    """Remove an attachment for ever, bytes included; why is read by everybody."""
    require(by, "attachment.change", attachment, now())
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("reason", N_("Scrivi perché lo togli, in poche parole: lo leggeranno tutti."))
    _record("attachment.removed", attachment, by, {"reason": reason})
    later(DELETE, {"key": attachment.key})
    db.session.delete(attachment)
    db.session.flush()


def _check(label: Label) -> None:
    if not label.title or len(label.title) > LONGEST_TITLE:
        raise Invalid("title", N_("Scrivi il titolo, al massimo %(most)s caratteri."), most=LONGEST_TITLE)
    if label.kind not in list(Kind):
        raise Invalid("kind", N_("Scegli di che cosa si tratta."))
    if label.licence not in list(Licence):
        raise Invalid("licence", N_("Scegli una licenza."))


def _hold(owner: Owner) -> None:
    """Let nobody else add or move among the same attachments until the transaction ends."""
    held = owner.document or owner.process or owner.body
    if held is not None:
        lock(held)


def _record(kind: str, attachment: Attachment, by: User, more: dict[str, Any]) -> None:
    """Record a deed with the document, process or site that the attachment belongs to."""
    owner = attachment.owner
    data = {"attachment": attachment.id, "title": attachment.title} | more
    process = owner.process if owner.document is None else None
    record(kind, by=by, document=owner.document, process=process, data=data)
