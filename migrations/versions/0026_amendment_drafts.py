# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep what people gather for a request before they send it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "amendment_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_amendment_draft_document_id_document")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_amendment_draft_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment_draft")),
        sa.UniqueConstraint("document_id", "user_id", name=op.f("uq_amendment_draft_document_id_user_id")),
    )
    op.create_index(op.f("ix_amendment_draft_user_id"), "amendment_draft", ["user_id"])


def downgrade() -> None:
    op.drop_table("amendment_draft")
