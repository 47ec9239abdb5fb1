# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator types about people: `flask admin create`, `flask roles`."""

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale, gettext

from auth import passwords, roles
from auth.account_actions import appoint_administrator
from auth.words import email_address, person_name
from db import Invalid, transaction
from languages import DEFAULT, found

admin = AppGroup("admin", help="The people who administer the site.")


@admin.command("create")
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail")
@click.option("--password", prompt="Password", hide_input=True, confirmation_prompt=True)
def create(name: str, email: str, password: str) -> None:
    """Open an account that administers the site, or make an existing one do so with a new password."""
    try:
        name, email = person_name(name), email_address(email)
        passwords.check_new(password, email)
    except Invalid as error:
        with force_locale("en"):
            raise click.ClickException(gettext(error.message, **error.words)) from error
    password_hash = passwords.hashed(password)
    with transaction():
        appoint_administrator(name, email, password_hash)
    click.echo(f"{email} administers the site.")


@click.command("roles")
@click.option("--language", default=DEFAULT, type=click.Choice(found()))
@with_appcontext
def list_roles(language: str) -> None:
    """Print who may do what, as Markdown."""
    with force_locale(language):
        click.echo(roles.markdown(gettext), nl=False)


def register(app: Flask) -> None:
    """Add these commands to the application."""
    app.cli.add_command(admin)
    app.cli.add_command(list_roles)
