# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types to bring a process in: `flask import process FILE`."""

import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import force_locale, gettext

from auth.models import User
from auth.queries import administrators, by_email
from importing.importer import carry_out
from importing.tree import Mistake
from importing.work import ADDED, CHANGED, SAME, Done
from languages import DEFAULT, found
from permissions import Refused

MOST_NAMED = 100
TRIED = {ADDED: "would be added", CHANGED: "would change", SAME: "is there already"}
WRITTEN = {ADDED: "added", CHANGED: "changed", SAME: "is there already"}

importing = AppGroup("import", help="Bring in what was written elsewhere.")


@importing.command("process")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--by", "email", help="The e-mail of who does it; else the first administrator by name.")
@click.option("--quiet", is_flag=True, help="Do not name each entry as it is done.")
@click.option("--language", default=DEFAULT, type=click.Choice(found()), help="Of the sentences about mistakes.")
def process(file: Path, dry_run: bool, email: str | None, quiet: bool, language: str) -> None:
    """Bring in the process that FILE (YAML or JSON, docs/importing.md) describes, or bring it up to date."""
    words = TRIED if dry_run else WRITTEN
    tell = (lambda done: None) if quiet else (lambda done: _tell(done, words))
    with current_app.test_request_context(), force_locale(language):  # forms belong to requests
        try:
            work = carry_out(_text(file), by=_person(email), trial=dry_run, tell=tell)
        except Refused as error:
            raise click.ClickException(gettext(error.why)) from error
        for mistake in sorted(work.mistakes, key=lambda one: one.line)[:MOST_NAMED]:
            click.echo(f"{file.name}:{mistake.line}: {_sentence(mistake)}", err=True)
    if work.mistakes:
        click.echo(f"Nothing was written: {len(work.mistakes)} to be mended in {file.name}.", err=True)
        sys.exit(1)
    counts = ", ".join(f"{sum(one.what == what for one in work.done)} {words[what]}" for what in words)
    click.echo(counts + "." + (" Nothing was written: this was a trial." if dry_run else ""))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is no text in UTF-8.") from error


def _person(email: str | None) -> User:
    found = by_email(email) if email else next(iter(administrators()), None)
    if found is None or not found.is_active:
        raise click.ClickException(f"Nobody has the address {email}." if email else "Nobody administers the site yet.")
    return found


def _tell(done: Done, words: dict[str, str]) -> None:
    click.echo(f"{done.line:>6}  {done.section:<10} {done.name or '–'}: {words[done.what]}")


def _sentence(mistake: Mistake) -> str:
    return gettext(mistake.sentence, **mistake.words)


def register(app: Flask) -> None:
    """Add this command to the application."""
    app.cli.add_command(importing)
