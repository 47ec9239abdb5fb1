# SPDX-License-Identifier: AGPL-3.0-or-later
"""Create the search index of proposals.

On PostgreSQL a configuration `emenda_italian` removes accents and stems; where the role may not create the
extension `unaccent` it stems only, and the words it is given have lost their accents before.
"""

from alembic import op
from sqlalchemy.exc import DBAPIError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    if op.get_bind().dialect.name == "postgresql":
        _upgrade_postgresql()
    else:
        op.execute(
            "CREATE VIRTUAL TABLE search_proposal_fts USING fts5"
            "(title, body, process_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')"
        )


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE search_proposal")
        op.execute("DROP TEXT SEARCH CONFIGURATION emenda_italian")
    else:
        op.execute("DROP TABLE search_proposal_fts")


def _upgrade_postgresql():
    op.execute("CREATE TEXT SEARCH CONFIGURATION emenda_italian (COPY = pg_catalog.italian)")
    if _can_unaccent(op.get_bind()):
        op.execute(
            "ALTER TEXT SEARCH CONFIGURATION emenda_italian "
            "ALTER MAPPING FOR hword, hword_part, word WITH unaccent, italian_stem"
        )
    op.execute(
        "CREATE TABLE search_proposal ("
        "document_id integer NOT NULL CONSTRAINT pk_search_proposal PRIMARY KEY "
        "CONSTRAINT fk_search_proposal_document REFERENCES document (id) ON DELETE CASCADE, "
        "process_id integer NOT NULL, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_proposal_words ON search_proposal USING gin (words)")


def _can_unaccent(connection):
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS unaccent")
    except DBAPIError:
        return False
    return True
