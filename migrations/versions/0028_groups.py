# SPDX-License-Identifier: AGPL-3.0-or-later
"""Give each group of processes a page of its own: what it is, its years, and the body that runs it."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    with op.batch_alter_table("term") as table:
        table.add_column(sa.Column("description", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("started", sa.Integer(), nullable=True))
        table.add_column(sa.Column("closed", sa.Integer(), nullable=True))
        table.add_column(sa.Column("body_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))
        table.create_foreign_key(op.f("fk_term_body_id_body"), "body", ["body_id"], ["id"])
        table.create_index(op.f("ix_term_body_id"), ["body_id"])
    op.create_index("ix_facts_group_id", "facts", ["group_id"])


def downgrade() -> None:
    op.drop_index("ix_facts_group_id", "facts")
    with op.batch_alter_table("term") as table:
        table.drop_index(op.f("ix_term_body_id"))
        table.drop_constraint(op.f("fk_term_body_id_body"), type_="foreignkey")
        for name in ("edition", "body_id", "closed", "started", "description"):
            table.drop_column(name)
