# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let staff order the bodies of a sheet."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("involvement", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE involvement SET position = id")  # as they stood before


def downgrade() -> None:
    with op.batch_alter_table("involvement") as batch_op:
        batch_op.drop_column("position")
