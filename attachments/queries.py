# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of attachments."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from attachments.models import Attachment
from db import db


def attachments(kind: str, id: int) -> Sequence[Attachment]:
    """Return what hangs on something, in the order its staff gave."""
    chosen = sa.select(Attachment).where(Attachment.owner_kind == kind, Attachment.owner_id == id)
    return db.session.scalars(chosen.order_by(Attachment.position, Attachment.id)).all()


def logos(ids: Collection[int]) -> dict[int, Attachment]:
    """Return the logo of each body that has one: the first picture that hangs on it."""
    chosen = sa.select(Attachment).where(
        Attachment.owner_kind == "body", Attachment.owner_id.in_(ids), Attachment.media_type.startswith("image/")
    )
    found: dict[int, Attachment] = {}
    for attachment in db.session.scalars(chosen.order_by(Attachment.position, Attachment.id)):
        found.setdefault(attachment.owner_id, attachment)
    return found


def by_key(key: str) -> Attachment | None:
    """Return the attachment whose bytes are stored under a name, or None."""
    return db.session.scalars(sa.select(Attachment).where(Attachment.key == key)).first()
