# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types: `flask prepare`; and the commands that each package brings. `flask --help` lists them."""

from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

import amendments.commands
import amendments.handling.letters
import amendments.requests.letters
import amendments.support.letters
import auth.commands
import auth.letters
import importing.commands
import journal.commands
import processes.letters
import works.letters
from auth import setup_code
from auth.models import User
from auth.queries import site
from backup import BadBackup, back_up
from backup import restore as bring_back
from config import ROOT, Settings
from db import db
from demo import people, story
from progress import Follow, quietly
from storage import Unreachable

PACKAGES = (journal, auth, amendments, importing)
# What is imported, `flask work` can write.
LETTERS = (
    auth.letters,
    amendments.requests.letters,
    amendments.handling.letters,
    amendments.support.letters,
    processes.letters,
    works.letters,
)


@click.command("prepare")
@click.option("--demo/--no-demo", "with_demo", default=True, help="Load demo content into an empty database.")
@with_appcontext
def prepare(with_demo: bool) -> None:
    """Make the secret, the database and its tables, and say where the site is."""
    settings: Settings = current_app.config["SETTINGS"]
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade(str(ROOT / "migrations"))
    if with_demo and not settings.production and _is_empty():
        _load_demo()
    click.echo(f"Emenda is at {settings.public_url}/")
    if site() is None:
        click.echo(f"To set it up, open {settings.public_url}/setup?code={setup_code.read(settings.instance)}")
    elif _has_demo_people() and settings.production:
        click.echo("The database holds demo content: nobody can sign in with its accounts in production.")
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


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@quietly
@with_appcontext
def backup(file: Path, follow: Follow) -> None:
    """Pack the database and the files into FILE (.tar.gz), while the service runs."""
    try:
        counts = back_up(current_app.config["SETTINGS"], file, follow)
    except Unreachable as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(f"{file}: {sum(counts.values())} rows of {len(counts)} tables, {file.stat().st_size:,} bytes.")
    click.echo("It holds everything people wrote, and the secret: keep it as closed as the service itself.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--yes", is_flag=True, help="What is in the database now may go.")
@quietly
@with_appcontext
def restore(file: Path, yes: bool, follow: Follow) -> None:
    """Bring FILE back: an archive made by `flask backup`, from SQLite or PostgreSQL. Stop the service first."""
    try:
        counts = bring_back(current_app.config["SETTINGS"], file, over=yes, follow=follow)
    except (BadBackup, Unreachable) as reason:
        raise click.ClickException(str(reason)) from reason
    click.echo(
        f"Restored {sum(counts.values())} rows of {len(counts)} tables. `flask verify` says whether all is whole."
    )


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
    for command in (load_demo, backup, restore):
        app.cli.add_command(command)
    for package in PACKAGES:
        package.commands.register(app)
