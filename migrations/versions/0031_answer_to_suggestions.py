# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep where whoever tells of a process wants the answer, until it is given."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    with op.batch_alter_table("suggestion") as table:
        table.add_column(sa.Column("email", sa.String(254), nullable=False, server_default=""))
        table.add_column(sa.Column("language", sa.String(2), nullable=False, server_default="it"))


def downgrade() -> None:
    with op.batch_alter_table("suggestion") as table:
        table.drop_column("language")
        table.drop_column("email")
