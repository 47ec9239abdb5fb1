# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the table of passages that comments are about."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "anchor",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *passage(),
        sa.CheckConstraint("standing IN ('same', 'edited', 'removed')", name=op.f("ck_anchor_standing")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_anchor_comment_id_comment")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_anchor_document_id_document")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_anchor")),
    )
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_anchor_document_id"), ["document_id"], unique=False)


def downgrade():
    with op.batch_alter_table("anchor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_anchor_document_id"))
    op.drop_table("anchor")


def passage():
    """Return the columns of a passage that is followed from version to version."""
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(length=20), nullable=False),
        sa.Column("now_start", sa.Integer(), nullable=False),
        sa.Column("now_end", sa.Integer(), nullable=False),
        sa.Column("now_quote", sa.Text(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=True),
    )
