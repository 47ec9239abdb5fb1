# SPDX-License-Identifier: AGPL-3.0-or-later
"""Migrations go up, down and up again, on the database that was asked for; there is one head."""

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from config import ROOT
from db import db

FOLDER = str(ROOT / "migrations")


def tables() -> set[str]:
    """Return the names of the tables there are, but for what the migrations themselves keep."""
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_migrations_have_one_head_and_plain_numbers() -> None:
    scripts = ScriptDirectory.from_config(_configured())
    assert len(scripts.get_heads()) == 1
    revisions = sorted(script.revision for script in scripts.walk_revisions())
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]


def _configured() -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return config


def test_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    before = tables()
    db.session.remove()
    try:
        downgrade(FOLDER, revision="base")
        assert tables() == set()
    finally:
        upgrade(FOLDER)
    assert tables() == before
