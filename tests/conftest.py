# SPDX-License-Identifier: AGPL-3.0-or-later
"""What all tests share: a database (SQLite, or PostgreSQL with --database), the application, the cast."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from auth.models import User
from config import ROOT, Settings
from db import db
from processes.registry.registry import Registry
from store import Store
from tests.browser import browser, served, window  # noqa: F401 - fixtures
from tests.make import Cast, make_cast
from tests.page import Visitor
from tests.postgres import running


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --database, which chooses what the same tests run on."""
    parser.addoption("--database", default="sqlite", choices=["sqlite", "postgresql"])


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database of the kind that was asked for."""
    if request.config.getoption("--database") == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"
    else:
        with running() as url:
            yield url


@pytest.fixture(scope="session")
def built_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, built once, over a database made by the migrations."""
    instance = tmp_path_factory.mktemp("instance")
    app = create_app(Settings(secret="a secret for tests only", database_url=database_url, instance=instance))
    app.testing = True
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(built_app: Flask) -> Iterator[Flask]:
    """The application over an empty database, inside its context."""
    built_app.extensions.update(kept_pages=Store(1_000_000), kept_of_site={}, registry=Registry())
    built_app.extensions["site_is_set_up"] = True  # the tests of the first-run page say otherwise
    with built_app.app_context():
        yield built_app
        empty_database()
        storage = built_app.extensions["storage"]
        for name in list(storage.names()):
            storage.delete(name)


def empty_database() -> None:
    """Delete every row of every table, whatever refers to it, after the session let go of what it was reading."""
    db.session.remove()
    with db.engine.connect().execution_options(emenda_writing=True) as connection, connection.begin():
        names = [name for name in sa.inspect(connection).get_table_names() if name != "alembic_version"]
        if connection.dialect.name == "postgresql":
            listed = ", ".join(f'"{name}"' for name in names)
            connection.exec_driver_sql(f"TRUNCATE {listed} RESTART IDENTITY CASCADE")
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name in names:
                if "_fts_" not in name:  # the shadow tables of a search index empty themselves
                    connection.exec_driver_sql(f'DELETE FROM "{name}"')


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The standing cast: Ada proposes, Bruno drafts for the office, Mara moderates, Sami supports."""
    return make_cast()


@pytest.fixture
def visit(app: Flask) -> Callable[..., Visitor]:
    """Return a browser without JavaScript, signed in as somebody: `visit(cast.ada)`, or nobody: `visit()`."""

    def open_browser(person: User | None = None) -> Visitor:
        return Visitor(app, person)

    return open_browser
