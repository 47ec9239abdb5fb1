# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the meetings of processes, the bodies that had a role in them, and the declared figures."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

KINDS = "kind IN ('public', 'training', 'codesign', 'community', 'networking')"


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=100), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("people_about", sa.Boolean(), nullable=False),
        sa.Column("people_note", sa.String(length=200), nullable=False),
        sa.Column("body_count", sa.Integer(), nullable=True),
        sa.Column("body_count_about", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("minutes_html", sa.Text(), nullable=False),
        sa.Column("has_minutes", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_meeting_kind")),
        sa.CheckConstraint("mode IN ('in_person', 'online', 'both')", name=op.f("ck_meeting_mode")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_meeting_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_process", "meeting", ["process_id", "held_on", "id"])
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role IN ('host', 'co_organiser', 'speaker', 'present')", name=op.f("ck_presence_role")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_presence_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_presence_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("meeting_id", "role", "body_id", name=op.f("uq_presence_meeting_id_role_body_id")),
    )
    op.create_index(op.f("ix_presence_body_id"), "presence", ["body_id"])
    op.create_table(
        "figure",
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("declared", sa.Integer(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.CheckConstraint(KINDS, name=op.f("ck_figure_kind")),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_figure_process_id_process")),
        sa.PrimaryKeyConstraint("process_id", "kind", name=op.f("pk_figure")),
    )


def downgrade() -> None:
    for table in ("figure", "presence", "meeting"):
        op.drop_table(table)
