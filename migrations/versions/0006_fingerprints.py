# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep published fingerprints; let the hash of an event hold a mark of the person instead of the pseudonym itself.

Every chain is computed anew, since no fingerprint of it was ever published: from now on that would be noticed.
"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("id", "chain", "number", "kind", "pseudonym", "commitment", "previous", "hash")
EVENT = sa.table("event", *map(sa.column, COLUMNS), sa.column("at", sa.DateTime(timezone=True)))
CHAIN = sa.table("chain", sa.column("key"), sa.column("head"))


def upgrade():
    op.create_table(
        "fingerprint",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_fingerprint"),
    )
    _link_anew(_pseudonym, _mark)


def downgrade():
    _link_anew(_mark, _pseudonym)
    op.drop_table("fingerprint")


def _pseudonym(event):
    return event.pseudonym


def _mark(event):
    return _sha256(event.pseudonym, event.chain, event.number) if event.pseudonym else ""


def _link_anew(before, after):
    """Put what `after` makes of an event in the place of what `before` makes; a chain that was broken stays broken."""
    connection = op.get_bind()
    for key in connection.scalars(sa.select(CHAIN.c.key)).all():
        old = new = "0" * 64
        events = connection.execute(sa.select(EVENT).where(EVENT.c.chain == key).order_by(EVENT.c.number)).all()
        for event in events:
            if event.previous != old or event.hash != _link(old, event, before(event)):
                break
            previous, old, new = new, event.hash, _link(new, event, after(event))
            chosen = sa.update(EVENT).where(EVENT.c.id == event.id)
            connection.execute(chosen.values(previous=previous, hash=new))
        else:
            connection.execute(sa.update(CHAIN).where(CHAIN.c.key == key, CHAIN.c.head == old).values(head=new))


def _link(previous, event, person):
    at = event.at if event.at.tzinfo else event.at.replace(tzinfo=UTC)
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return _sha256(previous, event.chain, event.number, event.kind, moment, person, event.commitment)


def _sha256(*parts):
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
