# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of attachments."""

from collections.abc import Sequence

import sqlalchemy as sa

from attachments.models import Attachment
from db import db


def attachments(kind: str, id: int) -> Sequence[Attachment]:
    """Return what hangs on something, in the order its staff gave."""
    chosen = sa.select(Attachment).where(Attachment.owner_kind == kind, Attachment.owner_id == id)
    return db.session.scalars(chosen.order_by(Attachment.position, Attachment.id)).all()


def by_key(key: str) -> Attachment | None:
    """Return the attachment whose bytes are stored under a name, or None."""
    return db.session.scalars(sa.select(Attachment).where(Attachment.key == key)).first()
