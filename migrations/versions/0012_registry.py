# SPDX-License-Identifier: AGPL-3.0-or-later
"""Number the changes of sheets for the registry, and keep the words by which processes are found.

Processes of before are found by their words once they change; the registry lists them at once.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

OLD_INDEXES = {"facts": ("area_id", "theme_id", "group_id", "started", "region"), "territory": ("name",)}


def upgrade() -> None:
    op.add_column("facts", sa.Column("change", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_facts_change", "facts", ["change"])
    for table, names in OLD_INDEXES.items():  # filters are counted in memory
        for name in names:
            op.drop_index(f"ix_{table}_{name}", table)
    op.execute(
        "INSERT INTO facts (process_id, certified, funded, others, edition, change, changed_at) "
        "SELECT id, false, false, '{}', 0, 1, created_at FROM process WHERE id NOT IN (SELECT process_id FROM facts)"
    )
    op.execute(
        "INSERT INTO chain (key, length, head, stamp) SELECT 'registry', 0, "
        "'0000000000000000000000000000000000000000000000000000000000000000', 1 WHERE EXISTS (SELECT 1 FROM facts)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TABLE search_process ("
            "process_id integer NOT NULL CONSTRAINT pk_search_process PRIMARY KEY "
            "CONSTRAINT fk_search_process_process REFERENCES process (id) ON DELETE CASCADE, words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_search_process_words ON search_process USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_process_fts USING fts5"
            "(title, body, tokenize = 'unicode61 remove_diacritics 2')"
        )


def downgrade() -> None:
    ending = "" if op.get_bind().dialect.name == "postgresql" else "_fts"
    op.execute(f"DROP TABLE search_process{ending}")
    op.execute("DELETE FROM chain WHERE key = 'registry'")
    op.execute("DELETE FROM facts WHERE edition = 0")
    for table, names in OLD_INDEXES.items():
        for name in names:
            op.create_index(f"ix_{table}_{name}", table, [name])
    op.drop_index("ix_facts_change", "facts")
    op.drop_column("facts", "change")
