# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep how the site of a body looks."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

COLUMNS = {
    "colour": sa.String(7),
    "foot_colour": sa.String(7),
    "footer_links": sa.Text(),
    "reference_prefix": sa.String(20),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("site", sa.Column(name, kind, nullable=False, server_default=""))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("site", name)
