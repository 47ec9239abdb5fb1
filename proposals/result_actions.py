# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verb that says from which meetings a proposal came; and what those meetings forget when they are removed."""

import sqlalchemy as sa

from auth.models import User
from db import db, lock, now
from journal.actions import record, stamp
from permissions import require
from processes.meetings.models import Meeting
from proposals.models import MeetingResult, Proposal
from proposals.result_queries import meetings_of


def name_meetings(proposal: Proposal, meeting_ids: set[int], *, by: User) -> None:
    """Say from which meetings of its process a proposal came; others are left out."""
    require(by, "proposal.arrange", proposal, now())
    lock(proposal.document)
    before = meetings_of(proposal.document_id)
    chosen = sa.select(Meeting).where(Meeting.id.in_(meeting_ids), Meeting.process_id == proposal.process_id)
    after = db.session.scalars(chosen.order_by(Meeting.held_on, Meeting.id)).all()
    if [meeting.id for meeting in before] == [meeting.id for meeting in after]:
        return
    db.session.execute(sa.delete(MeetingResult).where(MeetingResult.proposal_id == proposal.document_id))
    db.session.add_all(MeetingResult(meeting_id=one.id, proposal_id=proposal.document_id) for one in after)
    data = {"before": [one.name for one in before], "after": [one.name for one in after]}
    record("proposal.meetings_named", by=by, document=proposal.document, data=data)


def forget_meeting(meeting: Meeting) -> None:
    """Let the proposals that came from a meeting stand without it."""
    db.session.execute(sa.delete(MeetingResult).where(MeetingResult.meeting_id == meeting.id))
    stamp(f"process:{meeting.process_id}")
