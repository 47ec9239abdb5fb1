# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep which proposals grew out of amendments."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "offshoot",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_offshoot_document_id_document")),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_offshoot_amendment_id_amendment")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_offshoot")),
        sa.UniqueConstraint("amendment_id", name=op.f("uq_offshoot_amendment_id")),
    )


def downgrade() -> None:
    op.drop_table("offshoot")
