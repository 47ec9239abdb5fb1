# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the table of staged rulings; let decisions be undone, and messages be held with the deed they tell of."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

OUTCOMES = "'accepted', 'modified', 'rejected', 'absorbed', 'precluded', 'in_part'"


def upgrade() -> None:
    op.create_table(
        "staged",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("clashes", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_staged_outcome")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_staged_document_id_document")),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_staged_amendment_id_amendment")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_staged_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged")),
        sa.UniqueConstraint("amendment_id", "change", name=op.f("uq_staged_amendment_id_change")),
    )
    op.create_index("ix_staged_document", "staged", ["document_id"])
    op.add_column("decision", sa.Column("undone", sa.Integer(), nullable=True))
    op.add_column("message", sa.Column("deed", sa.String(length=60), nullable=False, server_default=""))
    op.create_index("ix_message_deed", "message", ["deed"])


def downgrade() -> None:
    op.drop_index("ix_message_deed", "message")
    op.drop_column("message", "deed")
    op.drop_column("decision", "undone")
    op.drop_table("staged")
