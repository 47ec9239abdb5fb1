# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep the facts of a process's sheet, the bodies that have a role in it, its places, and the lists of words."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vocabulary", sa.String(10), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("shows_all", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("vocabulary", "name", name=op.f("uq_term_vocabulary_name")),
    )
    _create_facts()
    op.create_table(
        "involvement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_involvement_process_id_process")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_involvement_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_involvement")),
        sa.UniqueConstraint("process_id", "role", "body_id", name=op.f("uq_involvement_process_id_role_body_id")),
    )
    op.create_index("ix_involvement_body_id", "involvement", ["body_id"])
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("province", sa.String(2), nullable=False),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_territory_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_territory")),
        sa.UniqueConstraint("process_id", "name", "province", name=op.f("uq_territory_process_id_name_province")),
    )
    op.create_index("ix_territory_name", "territory", ["name"])


def _create_facts() -> None:
    terms = ("kind", "area", "theme", "group")
    op.create_table(
        "facts",
        sa.Column("process_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=True) for name in terms),
        sa.Column("started", sa.Integer(), nullable=True),
        sa.Column("closed", sa.Integer(), nullable=True),
        sa.Column("progress", sa.String(20), nullable=True),
        sa.Column("region", sa.String(200), nullable=True),
        sa.Column("certified", sa.Boolean(), nullable=False),
        sa.Column("funded", sa.Boolean(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "progress IN ('planned', 'running', 'concluded', 'continuing')", name=op.f("ck_facts_progress")
        ),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_facts_process_id_process")),
        *(sa.ForeignKeyConstraint([f"{n}_id"], ["term.id"], name=op.f(f"fk_facts_{n}_id_term")) for n in terms),
        sa.PrimaryKeyConstraint("process_id", name=op.f("pk_facts")),
    )
    for name in ("area_id", "theme_id", "group_id", "started", "region"):
        op.create_index(f"ix_facts_{name}", "facts", [name])


def downgrade() -> None:
    for table in ("territory", "involvement", "facts", "term"):
        op.drop_table(table)
