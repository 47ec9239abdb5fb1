# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types: `flask prepare`; and the commands that each package brings. `flask --help` lists them."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

import amendments.commands
import amendments.letters
import auth.letters
import journal.commands
import processes.letters
from auth import setup_code
from auth.models import User
from auth.queries import site
from config import ROOT, Settings
from db import db

PACKAGES = (journal, amendments)
LETTERS = (auth.letters, amendments.letters, processes.letters)  # what is imported, `flask work` can write


@click.command("prepare")
@click.option("--demo/--no-demo", default=True, help="Load demo content into an empty database.")
@with_appcontext
def prepare(demo: bool) -> None:
    """Make the secret, the database and its tables, and say where the site is."""
    settings: Settings = current_app.config["SETTINGS"]
    settings.instance.mkdir(parents=True, exist_ok=True)
    upgrade(str(ROOT / "migrations"))
    content = _demo_content()
    if demo and content is not None and not settings.production and _is_empty():
        click.echo("Loading demo content …")
        content.load()
    click.echo(f"Emenda is at {settings.public_url}/")
    if site() is None:
        click.echo(f"To set it up, open {settings.public_url}/setup?code={setup_code.read(settings.instance)}")
    elif content is not None and _has_demo_people():
        click.echo("Demo sign-ins:")
        for name, email, password in content.sign_ins():
            click.echo(f"  {name:<32} {email:<32} {password}")


def _demo_content() -> Any:
    """Return the module that loads demo content, where this release brings it."""
    return import_module("demo") if find_spec("demo") is not None else None


def _is_empty() -> bool:
    return site() is None and db.session.scalar(sa.select(sa.func.count(User.id))) == 0


def _has_demo_people() -> bool:
    return db.session.scalars(sa.select(User.id).where(User.is_demo).limit(1)).first() is not None


def add_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(prepare)
    for package in PACKAGES:
        package.commands.register(app)
