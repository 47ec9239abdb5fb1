# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let processes promise an answer, and keep what handling a request needs: questions, notes, who looks after it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("process", sa.Column("answer_days", sa.Integer(), nullable=True))
    op.add_column("process", sa.Column("answer_by", sa.Date(), nullable=True))
    op.add_column("amendment", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("amendment", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("amendment", sa.Column("paused_days", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_amendment_process_due", "amendment", ["process_id", "state", "due_at", "id"])
    _create_clarification()
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_note_amendment_id_amendment")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_note_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_amendment_id"), "note", ["amendment_id"])
    op.create_table(
        "assignment",
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_assignment_amendment_id_amendment")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id_user")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_assignment_by_id_user")),
        sa.PrimaryKeyConstraint("amendment_id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_user_id"), "assignment", ["user_id"])


def _create_clarification() -> None:
    op.create_table(
        "clarification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_clarification_amendment_id_amendment")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_clarification_asked_by_id_user")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_clarification_answered_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarification")),
        sa.UniqueConstraint("amendment_id", "number", name=op.f("uq_clarification_amendment_id_number")),
    )


def downgrade() -> None:
    op.drop_table("assignment")
    op.drop_table("note")
    op.drop_table("clarification")
    op.drop_index("ix_amendment_process_due", "amendment")
    for column in ("paused_days", "paused_at", "due_at"):
        op.drop_column("amendment", column)
    for column in ("answer_by", "answer_days"):
        op.drop_column("process", column)
