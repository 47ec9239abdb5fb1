# SPDX-License-Identifier: AGPL-3.0-or-later
"""From which meetings a proposal came, and which proposals came from a meeting."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from amendments.models import Document, State
from db import db
from processes.meetings.models import Meeting
from proposals.models import MeetingResult, Proposal


def meetings_of(document_id: int) -> Sequence[Meeting]:
    """Return the meetings a proposal came from, in the order of their days."""
    chosen = sa.select(Meeting).join(MeetingResult, MeetingResult.meeting_id == Meeting.id)
    chosen = chosen.where(MeetingResult.proposal_id == document_id)
    return db.session.scalars(chosen.order_by(Meeting.held_on, Meeting.id)).all()


def proposals_of(meeting: Meeting) -> Sequence[Any]:
    """Return number, id and title of the published proposals that came from a meeting, in the order of the plan."""
    chosen = (
        sa.select(Document.id, Document.title, Proposal.number)
        .join(Proposal, Proposal.document_id == Document.id)
        .join(MeetingResult, MeetingResult.proposal_id == Proposal.document_id)
        .where(MeetingResult.meeting_id == meeting.id, Document.state != State.DRAFT)
    )
    return db.session.execute(chosen.order_by(Proposal.position, Proposal.document_id)).all()
