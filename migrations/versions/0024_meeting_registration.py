# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let meetings have an agenda and registrations with a limit, and proposals say which meetings they came from."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("meeting", sa.Column("agenda", sa.Text(), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("agenda_html", sa.Text(), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("registers", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("meeting", sa.Column("seats", sa.Integer(), nullable=True))
    op.add_column("meeting", sa.Column("reminded_for", sa.Date(), nullable=True))
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_registration_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_registration_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("meeting_id", "user_id", name=op.f("uq_registration_meeting_id_user_id")),
    )
    op.create_index(op.f("ix_registration_user_id"), "registration", ["user_id"])
    op.create_table(
        "meeting_result",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_result_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.document_id"], name=op.f("fk_meeting_result_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "proposal_id", name=op.f("pk_meeting_result")),
    )
    op.create_index(op.f("ix_meeting_result_proposal_id"), "meeting_result", ["proposal_id"])


def downgrade() -> None:
    op.drop_table("meeting_result")
    op.drop_table("registration")
    with op.batch_alter_table("meeting") as batch_op:
        for name in ("reminded_for", "seats", "registers", "agenda_html", "agenda"):
            batch_op.drop_column(name)
