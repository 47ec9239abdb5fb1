# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types about texts: `flask verify`, `flask render`."""

import sys

import click
import sqlalchemy as sa
from flask import Flask
from flask.cli import with_appcontext

from amendments.documents.texts import render_anew
from amendments.hooks import also_renders, renders_besides
from amendments.models import Document
from amendments.record.verify import verify as check
from db import db, transaction
from progress import Follow, quietly

MOST_NAMED = 20


@click.command("verify")
@quietly
@with_appcontext
def verify(follow: Follow) -> None:
    """Rebuild every version and check every hash; end with 1 and name the first break when something was changed."""
    tally = check(follow)
    counted = ("events", "documents", "versions", "revisions", "decisions", "fingerprints", "files")
    click.echo("Checked: " + ", ".join(f"{getattr(tally, name)} {name}" for name in counted) + ".")
    for where in tally.obscured:
        click.echo(f"obscured: {where}")
    for found in tally.breaks[:MOST_NAMED]:
        click.echo(f"BROKEN: {found}", err=True)
    if len(tally.breaks) > MOST_NAMED:
        click.echo(f"… and {len(tally.breaks) - MOST_NAMED} more.", err=True)
    if tally.breaks:
        sys.exit(1)
    click.echo("The record is whole.")


@click.command("render")
@quietly
@with_appcontext
def render(follow: Follow) -> None:
    """Make the pages of versions and comments anew, after an update that changed how they are rendered."""
    count = 0
    for number in follow(db.session.scalars(sa.select(Document.id)).all(), "Documents"):
        with transaction():
            document = db.session.get_one(Document, number)
            count += render_anew(document) + sum(more(document) for more in also_renders)
    for more in renders_besides:
        with transaction():
            count += more()
    click.echo(f"{count} pages changed.")


def register(app: Flask) -> None:
    """Add these commands to the application."""
    for command in (verify, render):
        app.cli.add_command(command)
