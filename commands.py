# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types: `flask prepare`, `flask admin create`, and the rest of `flask --help`."""

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_migrate import upgrade

from config import ROOT


@click.command("prepare")
@click.option("--demo/--no-demo", default=True, help="Load demo content into an empty database.")
@with_appcontext
def prepare(demo: bool) -> None:
    """Make the secret, the database and its tables, and say where the site is."""
    upgrade(str(ROOT / "migrations"))


def add_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(prepare)
