# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says to the attachments what a process is, so that files can hang on it."""

from attachments.owners import OWNERS, Owner
from db import db
from processes.models import Process


def owner(id: int) -> Owner | None:
    """Return a process as something that attachments hang on, or None."""
    found = db.session.get(Process, id)
    return Owner("process", id, found.title, f"/processes/{found.slug}", found) if found is not None else None


def register() -> None:
    """Let files hang on processes."""
    OWNERS["process"] = owner
