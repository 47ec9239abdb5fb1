# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application starts, and its models are what its migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from db import db


def test_models_equal_migrations(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, parents: not (name or "").startswith("search")}
        )
        assert compare_metadata(context, db.metadata) == []
