# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep what people typed into forms and did not send yet."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "unsent",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_unsent_user_id_user")),
        sa.PrimaryKeyConstraint("user_id", "path", name=op.f("pk_unsent")),
    )


def downgrade() -> None:
    op.drop_table("unsent")
