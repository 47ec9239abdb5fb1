# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about comments, read when the letter leaves: rows of the outbox hold numbers only."""

from typing import Any

from amendments.request_models import Visibility
from amendments.requests.letters import quote
from comments.models import Comment
from db import db
from journal.letters import words_for
from journal.models import Message


@words_for("comment_waiting", "comment_reported")
def about(message: Message) -> dict[str, Any] | None:
    """Return what a letter to a moderator says of a comment; None once nobody need look at it any more."""
    comment = db.session.get(Comment, message.data.get("comment"))
    if comment is None or comment.deleted_at is not None:
        return None
    waiting = message.kind == "comment_waiting"
    if comment.visibility != Visibility.WAITING if waiting else not comment.reports:
        return None  # somebody was faster than the mail
    path = f"/processes/{comment.document.process.slug}/comments?show={'waiting' if waiting else 'reported'}"
    author = comment.body.name if comment.body is not None else comment.author.name
    return {"author": author, "title": comment.document.title, "text": quote(comment.text), "path": path}
