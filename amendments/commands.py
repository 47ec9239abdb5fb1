# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types about texts: `flask verify`."""

import sys

import click
from flask import Flask
from flask.cli import with_appcontext

from amendments.verify import verify as check

MOST_NAMED = 20


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Rebuild every version and check every hash; end with 1 and name the first break when something was changed."""
    tally = check()
    counted = ("events", "documents", "versions", "revisions", "decisions")
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


def register(app: Flask) -> None:
    """Add these commands to the application."""
    app.cli.add_command(verify)
