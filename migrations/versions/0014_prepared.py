# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep who prepared a decision on the desk, where somebody else published it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("prepared_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_decision_prepared_by_id_user"), "user", ["prepared_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f("fk_decision_prepared_by_id_user"), type_="foreignkey")
        table.drop_column("prepared_by_id")
