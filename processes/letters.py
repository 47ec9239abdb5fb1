# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the letter that invites to a process."""

from typing import Any
from urllib.parse import urlencode

from auth.models import Invitation
from db import db
from journal.letters import words_for
from journal.models import Message
from processes.models import Process


@words_for("invitation")
def invited(message: Message) -> dict[str, Any] | None:
    """Return the process, the role and where to sign up; None when the invitation was accepted or taken back."""
    invitation = db.session.get(Invitation, message.data.get("invitation"))
    if invitation is None or invitation.accepted_at is not None:
        return None
    process = db.session.get_one(Process, invitation.process_id)
    to_process = ("" if message.language == "it" else f"/{message.language}") + f"/processes/{process.slug}"
    sign_up = "/sign-up?" + urlencode({"email": invitation.email, "next": to_process})
    return {"process": process.title, "slug": process.slug, "role": invitation.role, "sign_up": sign_up}
