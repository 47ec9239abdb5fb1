# SPDX-License-Identifier: AGPL-3.0-or-later
"""Delete the bytes of what was removed, after the removal is kept."""

from typing import Any

from flask import current_app

from attachments.models import Attachment
from attachments.queries import by_key
from db import db
from journal.jobs import does
from storage import Storage

DELETE = "attachment_bytes"


def storage() -> Storage:
    """Return the storage of the running application."""
    found: Storage = current_app.extensions["storage"]
    return found


@does(DELETE)
def delete(about: dict[str, Any]) -> None:
    """Delete the bytes under a name that no attachment bears any more."""
    found: Attachment | None = by_key(about["key"])
    db.session.rollback()  # nothing is held while the storage works
    if found is None:
        storage().delete(about["key"])
