# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the letter that invites to a process."""

from typing import Any

from auth.models import Invitation
from db import db
from journal.letters import words_for
from journal.models import Message
from processes.models import Process


@words_for("invitation")
def invited(message: Message) -> dict[str, Any] | None:
    """Return the process and the role; None when the invitation was accepted or taken back."""
    invitation = db.session.get(Invitation, message.data.get("invitation"))
    if invitation is None or invitation.accepted_at is not None:
        return None
    process = db.session.get_one(Process, invitation.process_id)
    return {"process": process.title, "slug": process.slug, "role": invitation.role}
