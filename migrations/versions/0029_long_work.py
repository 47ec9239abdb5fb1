# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep long work that people ask for, and how far it came."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "long_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("step", sa.String(100), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stopping", sa.Boolean(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'ready', 'done', 'failed', 'stopped')", name=op.f("ck_long_work_state")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_long_work_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_long_work")),
    )
    op.create_index(op.f("ix_long_work_user_id"), "long_work", ["user_id"])


def downgrade() -> None:
    op.drop_table("long_work")
