# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the sections of the path; put on record when phases begin and end."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
PHASE = sa.table(
    "phase",
    sa.column("id", sa.Integer),
    sa.column("starts_at", MOMENT),
    sa.column("ends_at", MOMENT),
    sa.column("begin_told", sa.Boolean),
    sa.column("end_told", sa.Boolean),
)
JOB = sa.table(
    "job",
    sa.column("kind", sa.String),
    sa.column("about", sa.JSON),
    sa.column("created_at", MOMENT),
    sa.column("due_at", MOMENT),
    sa.column("tries", sa.Integer),
    sa.column("error", sa.Text),
)


def upgrade() -> None:
    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("folded", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('notes', 'objectives', 'purposes', 'promoters', 'documents', 'expected', 'next_steps', 'free')",
            name=op.f("ck_section_kind"),
        ),
        sa.ForeignKeyConstraint(["process_id"], ["process.id"], name=op.f("fk_section_process_id_process")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
    )
    op.create_index("ix_section_process", "section", ["process_id", "position"])
    for name in ("begin_told", "end_told"):
        op.add_column("phase", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    _plan_turns()


def _plan_turns() -> None:
    """Take what is past of the phases as told, and plan jobs for what is to come."""
    bind, moment = op.get_bind(), datetime.now(UTC)
    for row in bind.execute(sa.select(PHASE.c.id, PHASE.c.starts_at, PHASE.c.ends_at)).all():
        begin, end = _aware(row.starts_at), _aware(row.ends_at)
        told = {"begin_told": begin <= moment, "end_told": end is not None and end <= moment}
        bind.execute(sa.update(PHASE).where(PHASE.c.id == row.id).values(told))
        for day in (begin, end):
            if day is not None and day > moment:
                job = {"kind": "phase.turn", "about": {"phase": row.id}, "tries": 0, "error": ""}
                bind.execute(sa.insert(JOB).values(created_at=moment, due_at=day, **job))


def _aware(day):
    """Give the zone back, which SQLite forgets."""
    return day and day.replace(tzinfo=day.tzinfo or UTC)


def downgrade() -> None:
    job = sa.table("job", sa.column("kind"))
    op.execute(sa.delete(job).where(job.c.kind == "phase.turn"))
    for name in ("end_told", "begin_told"):
        op.drop_column("phase", name)
    op.drop_table("section")
