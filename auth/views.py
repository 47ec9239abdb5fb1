# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of people: sign-up, sign-in, sign-out, password, account."""

from typing import Any

from flask import Blueprint, Flask, g
from flask_login import LoginManager, current_user

from auth import queries
from auth.models import Site, User
from pages import has_session

bp = Blueprint("auth", __name__)
login_manager = LoginManager()
login_manager.user_loader(queries.person)


def me() -> User | None:
    """Return the person who is asking, as a real object, or None for a visitor."""
    if not has_session() or not current_user.is_authenticated:
        return None
    person: User = current_user._get_current_object()
    return person


def site() -> Site | None:
    """Return the body that runs the site, read once a request."""
    if "site" not in g:
        g.site = queries.site()
    found: Site | None = g.site
    return found


def local_path(address: str | None) -> str:
    """Return the path and query of an address of this site, or "/" for anything else."""
    path = address or ""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Let a person in."""
    return "sign in"


def register(app: Flask) -> None:
    """Add these pages to the application."""
    login_manager.init_app(app)
    app.register_blueprint(bp)
