# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep which functions of the site are switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("site", sa.Column("features_off", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("site", "features_off")
