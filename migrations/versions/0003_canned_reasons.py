# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the table of canned reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "canned_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_canned_reason_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_reason")),
    )
    op.create_index(op.f("ix_canned_reason_process_id"), "canned_reason", ["process_id"])


def downgrade() -> None:
    op.drop_table("canned_reason")
