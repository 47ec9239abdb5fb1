# SPDX-License-Identifier: AGPL-3.0-or-later
"""Count the supports of today's text, keep who was told of what since, and let a process set a threshold."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

COUNT = """
UPDATE document SET supports_now = (
  SELECT count(*) FROM support
  JOIN version AS given ON given.document_id = support.document_id AND given.number = support.given_to
  JOIN version AS present ON present.document_id = support.document_id AND present.number = document.version
  WHERE support.document_id = document.id AND support.amendment_id IS NULL AND given.sha256 = present.sha256
)
"""


def upgrade() -> None:
    op.add_column("document", sa.Column("supports_now", sa.Integer(), nullable=False, server_default="0"))
    op.execute(COUNT)
    op.add_column("support", sa.Column("told_to", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE support SET told_to = given_to")
    op.add_column("process", sa.Column("support_threshold", sa.Integer(), nullable=True))
    op.create_table(
        "support_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_support_notice_process_id_process")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_support_notice_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_notice")),
        sa.UniqueConstraint("user_id", "process_id", name=op.f("uq_support_notice_user_id_process_id")),
    )


def downgrade() -> None:
    op.drop_table("support_notice")
    op.drop_column("process", "support_threshold")
    op.drop_column("support", "told_to")
    op.drop_column("document", "supports_now")
