# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let news be about a meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    with op.batch_alter_table("post") as batch_op:
        batch_op.add_column(sa.Column("meeting_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_post_meeting_id_meeting"), "meeting", ["meeting_id"], ["id"])
        batch_op.create_index(op.f("ix_post_meeting_id"), ["meeting_id"])


def downgrade() -> None:
    with op.batch_alter_table("post") as batch_op:
        batch_op.drop_index(op.f("ix_post_meeting_id"))
        batch_op.drop_constraint(op.f("fk_post_meeting_id_meeting"), type_="foreignkey")
        batch_op.drop_column("meeting_id")
