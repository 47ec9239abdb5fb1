# SPDX-License-Identifier: AGPL-3.0-or-later
"""Says to the attachments what a process is, a meeting and a news item, so that files can hang on them."""

from attachments.owners import OWNERS, Owner
from db import db, now
from processes.meetings.models import Meeting
from processes.models import Process
from processes.news.models import Post


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


def post(id: int) -> Owner | None:
    """Return a news item as something that attachments hang on, or None; those of a draft wait with it."""
    found = db.session.get(Post, id)
    if found is None:
        return None
    path = f"/processes/{found.process.slug}/news/{id}"
    return Owner("post", id, found.title, path, found.process, is_public=found.is_public(now()))


def register() -> None:
    """Let files hang on processes, meetings and news."""
    OWNERS.update(process=owner, meeting=meeting, post=post)
