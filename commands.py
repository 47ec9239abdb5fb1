# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects what an operator types: each package brings its own commands; `flask --help` lists them."""

import click
from flask import Flask
from flask.cli import with_appcontext
from flask_migrate import upgrade

import amendments.commands
import journal.commands
from config import ROOT

PACKAGES = (journal, amendments)


@click.command("prepare")
@click.option("--demo/--no-demo", default=True, help="Load demo content into an empty database.")
@with_appcontext
def prepare(demo: bool) -> None:
    """Make the secret, the database and its tables, and say where the site is."""
    upgrade(str(ROOT / "migrations"))


def add_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(prepare)
    for package in PACKAGES:
        package.commands.register(app)
