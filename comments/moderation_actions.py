# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs of those who moderate a conversation: hide, publish, keep. Each answers the open reports."""

import sqlalchemy as sa

from amendments.request_models import Visibility
from auth.models import User
from comments.actions import GONE, REWORDED
from comments.models import Comment, Report
from comments.shared import clean_reason, count_as_seen, facts, hold
from db import N_, Changed, begin_writing, db, now
from journal.actions import record
from permissions import require

NO_REASON = N_("Scrivi il motivo: lo leggeranno tutti.")


def hide(comment: Comment, reason: str, *, by: User, seen: int) -> None:
    """Hide a comment from everybody, with a reason that everybody reads. `seen` is the wording that was read.

    Raises Changed when it was reworded or deleted meanwhile, Invalid without a reason.
    """
    require(by, "comment.moderate", comment, now())
    reason = clean_reason(reason, NO_REASON)
    _look_at(comment, seen)
    if comment.visibility == Visibility.HIDDEN:
        return
    count_as_seen(comment, -1 if comment.is_seen else 0)
    comment.visibility, comment.hidden_reason = Visibility.HIDDEN, reason
    record("comment.hidden", by=by, document=comment.document, data=facts(comment) | {"reason": reason})


def publish(comment: Comment, reason: str, *, by: User, seen: int) -> None:
    """Show everybody a comment that waits or, with a reason, one that was hidden.

    Raises Changed when it was reworded or deleted meanwhile, Invalid without the reason.
    """
    require(by, "comment.moderate", comment, now())
    again = comment.visibility == Visibility.HIDDEN
    if again:
        reason = clean_reason(reason, NO_REASON)
    _look_at(comment, seen)
    if comment.visibility == Visibility.SHOWN:
        return
    comment.visibility, comment.hidden_reason = Visibility.SHOWN, ""
    count_as_seen(comment, 1)
    kind, more = ("comment.shown_again", {"reason": reason}) if again else ("comment.shown", {})
    record(kind, by=by, document=comment.document, data=facts(comment) | more)


def keep(comment: Comment, reason: str, *, by: User, seen: int) -> None:
    """Leave a reported comment where it is, with a reason. Raises like `hide`."""
    require(by, "comment.moderate", comment, now())
    reason = clean_reason(reason, NO_REASON)
    if not _look_at(comment, seen):
        return
    record("comment.kept", by=by, document=comment.document, data=facts(comment) | {"reason": reason})


def _look_at(comment: Comment, seen: int) -> int:
    """Hold a comment that is still as it was read, and answer its open reports; return how many there were."""
    begin_writing()
    hold(comment)
    if comment.deleted_at is not None:
        raise Changed(GONE)
    if comment.wording != seen:
        raise Changed(REWORDED)
    answered, comment.reports = comment.reports, 0
    open_reports = sa.update(Report).where(Report.comment_id == comment.id, Report.handled_at.is_(None))
    db.session.execute(open_reports.values(handled_at=now()))
    return answered
