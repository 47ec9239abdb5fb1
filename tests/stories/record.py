# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must hold of the record of a document after any deed, read from its rows alone."""

import sqlalchemy as sa

from amendments.desk.models import Staged
from amendments.documents.texts import texts_of
from amendments.handling.models import Clarification
from amendments.models import Cause, Document, Support, Version
from amendments.request_models import Amendment, AmendmentState, Change, Decision, Outcome, Revision, Source
from comments.anchor_models import Anchor
from comments.models import Comment
from db import db
from journal.models import Message
from tests.stories.deeds import words_of

Row = type[Amendment | Comment | Support | Source | Anchor | Staged]


def rows(table: Row, *conditions: "sa.ColumnElement[bool]") -> int:
    """Count the rows of a table."""
    return db.session.scalars(sa.select(sa.func.count()).select_from(table).where(*conditions)).one()


def check_counts(document: Document) -> None:
    """Check that every counter equals its rows."""
    shown, mine = Amendment.visibility == "shown", Amendment.document_id == document.id
    seen = (Comment.document_id == document.id, Comment.visibility == "shown", Comment.deleted_at.is_(None))
    assert document.amendments == rows(Amendment, mine, shown)
    assert document.pending == rows(Amendment, mine, shown, Amendment.state == "pending")
    assert document.supports == rows(Support, Support.document_id == document.id, Support.amendment_id.is_(None))
    assert document.comments == rows(Comment, Comment.amendment_id.is_(None), *seen)
    for amendment in db.session.scalars(sa.select(Amendment).where(mine)):
        assert amendment.supports == rows(Support, Support.amendment_id == amendment.id)
        assert amendment.comments == rows(Comment, Comment.amendment_id == amendment.id, *seen)


def check_versions(document: Document) -> None:
    """Check that accepted words stand in the version they were accepted in, and that words left only by a decision."""
    numbers = range(1, document.version + 1)
    found = texts_of((document.id, number) for number in numbers)
    texts = {number: words_of(found[document.id, number]) for number in numbers}
    causes = sa.select(Version.number, Version.cause, Version.reason).where(Version.document_id == document.id)
    for number, cause, reason in db.session.execute(causes):
        if number > 1 and texts[number - 1] - texts[number]:
            decided = rows(Source, Source.document_id == document.id, Source.version == number)
            assert decided if cause == Cause.AMENDMENTS else reason, f"words left in version {number}, nobody said why"
    chosen = sa.select(Decision, Change, Revision.base).join(Change, Change.id == Decision.change_id)
    same = Revision.amendment_id == Change.amendment_id, Revision.number == Change.revision
    accepted = Decision.document_id == document.id, Decision.outcome == Outcome.ACCEPTED
    for decision, change, base in db.session.execute(chosen.join(Revision, sa.and_(*same)).where(*accepted)):
        assert decision.version is not None, "accepted words made no version"
        new = words_of(change.new) - texts[base]
        assert new <= texts[decision.version], f"words accepted in version {decision.version} are not in it"


def check_handling(document: Document) -> None:
    """Check what belongs together: open decisions, staged rulings, questions and messages."""
    for amendment in db.session.scalars(sa.select(Amendment).where(Amendment.document_id == document.id)):
        waits = amendment.state == AmendmentState.PENDING
        standing = sa.select(Decision.id).join(Change).where(Change.amendment_id == amendment.id, Decision.stands())
        assert bool(db.session.scalars(standing).all()) == (amendment.state == AmendmentState.DECIDED)
        asked = sa.select(Clarification.id).where(Clarification.amendment_id == amendment.id)
        if waits:
            still = db.session.scalars(asked.where(Clarification.ended_at.is_(None))).all()
            assert len(still) == int(amendment.paused_at is not None)
            told = db.session.scalars(sa.select(Message).where(Message.kind == "amendment_decided"))
            assert not [m for m in told if m.data["amendment"] == amendment.id], "an undone decision is told"
        outcomes = sa.select(Change.outcome).where(
            Change.amendment_id == amendment.id, Change.revision == amendment.revision
        )
        assert {outcome is None for outcome in db.session.scalars(outcomes)} == {
            amendment.state != AmendmentState.DECIDED
        }
