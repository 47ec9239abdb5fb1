# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the verbs of those who talk and of those who moderate share: parts of deeds that asked who may do them."""

import sqlalchemy as sa

from amendments.documents.texts import required
from auth.models import Member, Role, User
from comments.models import Comment
from db import N_, Invalid, db, lock
from journal.actions import tell
from rows import count

LONGEST_REASON = 1_000


def clean_reason(reason: str, missing: str) -> str:
    """Return a reason without what is invisible; raise Invalid when it is missing or too long."""
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", N_("Scrivi al massimo %(limit)s caratteri."), limit=LONGEST_REASON)
    return required(reason, "reason", missing)


def count_as_seen(comment: Comment, step: int) -> None:
    """Keep the counter right when a comment appears (1) or disappears (-1); the database does the sum."""
    if step:
        count(comment.amendment or comment.document, comments=step)


def facts(comment: Comment) -> dict[str, int]:
    """Return what the journal says of any deed about a comment."""
    about = {"amendment": comment.amendment.number} if comment.amendment is not None else {}
    return {"comment": comment.id} | about


def tell_moderators(kind: str, comment: Comment, by: User) -> None:
    """Tell the moderators of the process, but not the one who acted, to look at a comment."""
    chosen = sa.select(User).join(Member, Member.user_id == User.id)
    chosen = chosen.where(Member.process_id == comment.process_id, Member.role == Role.MODERATOR)
    for moderator in db.session.scalars(chosen.where(User.id != by.id, User.erased_at.is_(None))):
        tell(kind, {"comment": comment.id}, user=moderator)


def hold(comment: Comment) -> None:
    """Hold the document, the amendment and the comment until the transaction ends, always in this order."""
    lock(comment.document)
    if comment.amendment is not None:
        lock(comment.amendment)
    lock(comment)
