# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs migrations on the application's own database, inside one transaction.

SQLite changes a table by making it anew and dropping the old one, which it refuses while other rows refer to it. So
references are looked at before the end instead of at each step.
"""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from db import UtcDateTime

database = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args
SHADOWS = ("search",)  # tables of the search index, made by hand, not by models


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave the search index out of the comparison of models and tables."""
    return not (kind == "table" and (name or "").startswith(SHADOWS))


def render(kind: str, thing: object, context: object) -> str | bool:
    """Write our type of moments as the plain column it is, so that migrations depend on no code of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def let_tables_change(connection: sa.Connection, freely: bool) -> None:
    """Let SQLite drop a table that others refer to, which is how it changes one; to be said outside a transaction."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.cursor().execute(f"PRAGMA foreign_keys = {'OFF' if freely else 'ON'}")


def check_references(connection: sa.Connection) -> None:
    """Refuse to keep what refers to rows that are not there."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not broken, f"rows refer to nothing: {broken[:3]}"


with database.engine.connect().execution_options(emenda_writing=True) as connection:
    let_tables_change(connection, freely=True)
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        include_name=is_ours,
        render_item=render,
        **options,
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
            check_references(connection)
        connection.commit()
    finally:
        connection.rollback()
        let_tables_change(connection, freely=False)
