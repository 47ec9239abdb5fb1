# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types: `flask prepare`; and the commands that each package brings. `flask --help` lists them."""

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
from demo import people, story

PACKAGES = (journal, amendments)
LETTERS = (auth.letters, amendments.letters, processes.letters)  # what is imported, `flask work` can write


@click.command("prepare")
@click.option("--demo/--no-demo", "with_demo", default=True, help="Load demo content into an empty database.")
@with_appcontext
def prepare(with_demo: bool) -> None:
    """Make the secret, the database and its tables, and say where the site is."""
    settings: Settings = current_app.config["SETTINGS"]
    settings.instance.mkdir(parents=True, exist_ok=True)
    upgrade(str(ROOT / "migrations"))
    if with_demo and not settings.production and _is_empty():
        _load_demo()
    click.echo(f"Emenda is at {settings.public_url}/")
    if site() is None:
        click.echo(f"To set it up, open {settings.public_url}/setup?code={setup_code.read(settings.instance)}")
    elif _has_demo_people():
        _print_sign_ins()


@click.command("demo")
@with_appcontext
def load_demo() -> None:
    """Load demo content, with its demo accounts, into an empty database; refused in production."""
    if current_app.config["SETTINGS"].production:
        raise click.ClickException("Demo accounts are refused in production.")
    if not _is_empty():
        raise click.ClickException("The database holds content already: demo content goes into an empty one.")
    _load_demo()
    _print_sign_ins()


def _load_demo() -> None:
    click.echo("Loading demo content …")
    story.load()


def _print_sign_ins() -> None:
    click.echo("Demo sign-ins:")
    for role, email, password in people.sign_ins():
        click.echo(f"  {email:<22} {password:<18} {role}")


def _is_empty() -> bool:
    return site() is None and db.session.scalar(sa.select(sa.func.count(User.id))) == 0


def _has_demo_people() -> bool:
    return db.session.scalars(sa.select(User.id).where(User.is_demo).limit(1)).first() is not None


def add_commands(app: Flask) -> None:
    """Give the application its commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(load_demo)
    for package in PACKAGES:
        package.commands.register(app)
