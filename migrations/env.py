# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs migrations on the application's own database, inside one transaction."""

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


with database.engine.connect().execution_options(emenda_writing=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        include_name=is_ours,
        render_item=render,
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
