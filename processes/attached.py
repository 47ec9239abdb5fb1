# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says to the attachments what a process is, and a meeting, so that files can hang on them."""

from attachments.owners import OWNERS, Owner
from db import db
from processes.meeting_models import Meeting
from processes.models import Process


def owner(id: int) -> Owner | None:
    """Return a process as something that attachments hang on, or None."""
    found = db.session.get(Process, id)
    return Owner("process", id, found.title, f"/processes/{found.slug}", found) if found is not None else None


def meeting(id: int) -> Owner | None:
    """Return a meeting as something that attachments hang on, or None."""
    found = db.session.get(Meeting, id)
    if found is None:
        return None
    return Owner("meeting", id, found.name, f"/processes/{found.process.slug}/meetings/{id}", found.process)


def register() -> None:
    """Let files hang on processes and meetings."""
    OWNERS.update(process=owner, meeting=meeting)
