# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let the first page find what closes soon, what is new, what was decided last and who meets next, in an index."""

from alembic import op

revision = "0023"
down_revision = "0022"

INDEXES = (("phase", "ends_at"), ("meeting", "held_on"), ("amendment", "decided_at"), ("document", "published_at"))


def upgrade() -> None:
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table, column in INDEXES:
        op.drop_index(f"ix_{table}_{column}", table)
