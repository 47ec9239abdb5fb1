# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types: `flask work` does what must follow from what happened; `flask fingerprint` vouches for it."""

import signal
import threading
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from db import db, transaction
from journal import chain, fingerprints
from journal.jobs import do_due
from journal.letters import Office
from journal.outbox import send_due

REST = 2.0
LONG_REST = 15.0


def office() -> Office:
    """Return the office of the running application."""
    return Office(current_app.config["SETTINGS"], current_app.jinja_env)


@click.command("work")
@click.option("--once", is_flag=True, help="Do and send what is due now, then end.")
@with_appcontext
def work(once: bool) -> None:
    """Do the jobs and send the messages that are due, now and whenever there are new ones, until told to stop."""
    if once:
        while do_due() + send_due(office()):
            pass
        return
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()  # what is in hand is finished first

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    while not stop.is_set():
        stop.wait(_round())


@click.command("fingerprint")
@with_appcontext
def fingerprint() -> None:
    """Publish the fingerprint of everything recorded until now; without anything new, say so."""
    with transaction():
        made = fingerprints.publish()
        found = made or fingerprints.newest()
        if found is None:
            click.echo("Nothing was recorded yet.")
            return
        words = f"Fingerprint {found.number} of {found.count} chains, {chain.written(found.at)}: {found.digest}"
    click.echo(words if made else f"Nothing happened since the last one. {words}")


def _round() -> float:
    """Do a job, send a few messages; return how long to rest. A database that does not answer is asked again later."""
    try:
        return 0 if do_due(1) + send_due(office(), limit=10) else REST
    except OperationalError as error:
        db.session.rollback()
        current_app.logger.warning("the database does not answer, trying again: %s", error.orig)
        return LONG_REST
    finally:
        db.session.remove()


def register(app: Flask) -> None:
    """Add these commands to the application."""
    for command in (work, fingerprint):
        app.cli.add_command(command)
