# SPDX-License-Identifier: AGPL-3.0-or-later
"""Store the bytes of what is added before it is kept, and delete those of what was removed after that is."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import current_app

from attachments.models import Attachment
from attachments.queries import by_key
from db import db
from journal.jobs import does
from storage import Storage, new_name

DELETE = "attachment_bytes"


def storage() -> Storage:
    """Return the storage of the running application."""
    found: Storage = current_app.extensions["storage"]
    return found


@contextmanager
def stored(data: bytes) -> Iterator[tuple[str, str]]:
    """Store bytes; yield their name and their digest. Where what follows fails they do not stay."""
    key = new_name()
    storage().put(key, data)
    try:
        yield key, hashlib.sha256(data).hexdigest()
    except BaseException:
        storage().delete(key)
        raise


@does(DELETE)
def delete(about: dict[str, Any]) -> None:
    """Delete the bytes under a name that no attachment bears any more."""
    found: Attachment | None = by_key(about["key"])
    db.session.rollback()  # nothing is held while the storage works
    if found is None:
        storage().delete(about["key"])
