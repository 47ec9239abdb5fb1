# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep how open amendments were brought onto newer versions, and which revision a person worded last."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = "state IN ('carried', 'asked', 'answered', 'replaced')"


def upgrade():
    op.add_column("amendment", sa.Column("worded", sa.Integer(), nullable=False, server_default="1"))
    op.execute("UPDATE amendment SET worded = revision")
    op.create_table(
        "carry_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made", sa.Integer(), nullable=True),
        sa.Column("proof", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name="ck_carry_over_state"),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name="fk_carry_over_amendment_id_amendment"),
        sa.PrimaryKeyConstraint("id", name="pk_carry_over"),
        sa.UniqueConstraint("amendment_id", "revision", "version", name="uq_carry_over_amendment_id_revision_version"),
    )


def downgrade():
    op.drop_table("carry_over")
    op.drop_column("amendment", "worded")
