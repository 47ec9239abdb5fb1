# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is asking: the person behind a request, and how a session begins and ends."""

from flask import Blueprint, current_app, session
from flask_login import LoginManager, current_user, login_user, logout_user

from auth import queries
from auth.models import Site, User
from config import Settings
from db import N_
from pages import has_session, while_site_stays
from permissions import Refused

bp = Blueprint("auth", __name__)
login_manager = LoginManager()


@login_manager.user_loader
def person_of(session_id: str) -> User | None:
    """Return whom a session names; demo accounts do not exist in production."""
    person = queries.person(session_id)
    return None if person is not None and person.is_demo and settings().production else person


def me() -> User | None:
    """Return the person who is asking, as a real object, or None for a visitor."""
    if not has_session() or not current_user.is_authenticated:
        return None
    person: User = current_user._get_current_object()
    return person


def named_by_session() -> str:
    """Return the number of the account that the signed cookie names, or ""; the database is not asked."""
    return str(session.get("_user_id", "")).partition(".")[0] if has_session() else ""


def signed_in() -> User:
    """Return the person who is asking; raise Refused, which leads to the sign-in page, for a visitor."""
    person = me()
    if person is None:
        raise Refused("account.change", N_("Accedi per continuare."), sign_in=True)
    return person


def site() -> Site | None:
    """Return the body that runs the site, to be shown: a copy, read again only when something of the site changes."""
    return while_site_stays(("body",), queries.copy_of_site)


def settings() -> Settings:
    """Return the settings of the application that is serving."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def begin_session(user: User) -> None:
    """Throw the old session away, whoever it belonged to, and begin one for the person."""
    session.clear()
    session.permanent = True
    login_user(user)


def end_session() -> None:
    """Throw the session away; the rest of the request is a visitor's."""
    logout_user()
    session.clear()
