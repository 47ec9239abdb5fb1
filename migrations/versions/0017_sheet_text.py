# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let the text of a sheet be a document. Prose written before moves into it when the sheet is next saved."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("facts") as table:
        table.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_facts_document_id_document"), "document", ["document_id"], ["id"])
    op.create_index(op.f("ix_facts_document_id"), "facts", ["document_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_facts_document_id"), "facts")
    with op.batch_alter_table("facts") as table:
        table.drop_constraint(op.f("fk_facts_document_id_document"), type_="foreignkey")
        table.drop_column("document_id")
