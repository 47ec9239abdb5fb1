# SPDX-License-Identifier: AGPL-3.0-or-later
"""Migrations go up, down and up again, on the database that was asked for; there is one head."""

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect
from sqlalchemy import text as sql

from amendments.decisions.actions import Ruling, decide
from amendments.requests.actions import changes_of, propose
from config import ROOT
from db import db
from tests.make import Cast, published, text, writing

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


def test_migrations_change_tables_whose_rows_others_refer_to(cast: Cast) -> None:
    """As an update of a site that is in use does; SQLite makes a table anew to change it."""
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        rulings = [Ruling(row.number, "accepted") for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    db.session.remove()
    downgrade(FOLDER, revision="0013")
    upgrade(FOLDER)
    assert db.session.scalar(sql("SELECT count(*) FROM decision")) == 1
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(sql("PRAGMA foreign_keys")) == 1, "from now on references are looked at again"
