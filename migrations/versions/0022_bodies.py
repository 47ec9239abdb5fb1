# SPDX-License-Identifier: AGPL-3.0-or-later
"""Let bodies have codes, contacts and other names, be merged, and have referents who are invited."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

WORDS = {"ipa": 20, "istat": 10, "website": 500, "email": 254, "pec": 254, "phone": 40, "address": 300}


def upgrade() -> None:
    op.add_column("body", sa.Column("kind", sa.String(20), nullable=False, server_default="other"))
    for name, length in WORDS.items():
        op.add_column("body", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("body", sa.Column("other_names", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("body", sa.Column("privacy_text", sa.Text(), nullable=False, server_default=""))
    op.add_column("body", sa.Column("merged_into_id", sa.Integer(), nullable=True))
    op.add_column("body", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_body_merged_into_id", "body", ["merged_into_id"])
    op.create_index("ix_document_body_id", "document", ["body_id"])
    op.create_index("ix_body_ipa", "body", ["ipa"])
    op.create_index("ix_body_istat", "body", ["istat"])
    for name in ("referent", "shown"):
        op.add_column("mandate", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "body_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("referent", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_body_invitation_body_id_body")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_body_invitation_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_invitation")),
        sa.UniqueConstraint("body_id", "email", name=op.f("uq_body_invitation_body_id_email")),
    )
    op.create_index("ix_body_invitation_email", "body_invitation", ["email"])
    _fold()


def _fold() -> None:
    """Write what bodies are searched by, as `auth.words.folded` does."""
    body = sa.table("body", sa.column("id"), sa.column("name"), sa.column("place"), sa.column("folded"))
    for id, name, place in op.get_bind().execute(sa.select(body.c.id, body.c.name, body.c.place)).all():
        bare = unicodedata.normalize("NFKD", f"{name} {place}".casefold())
        plain = "".join(c if c.isalnum() or c == "_" else " " for c in bare if not unicodedata.combining(c))
        op.execute(body.update().where(body.c.id == id).values(folded=" ".join(plain.split())))


def downgrade() -> None:
    op.drop_table("body_invitation")
    for name in ("shown", "referent"):
        op.drop_column("mandate", name)
    op.drop_index("ix_document_body_id", "document")
    for name in ("merged_into_id", "ipa", "istat"):
        op.drop_index(f"ix_body_{name}", "body")
    for name in ("folded", "merged_into_id", "privacy_text", "other_names", *WORDS, "kind"):
        op.drop_column("body", name)
