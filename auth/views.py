# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door: sign-in, sign-out, errands. The other pages of people stand in the *_views.py beside."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from auth import (
    account_actions,
    account_views,
    address_views,
    administrator_views,
    errand_actions,
    limits,
    page_views,
    paths,
    sign_up_views,
    site_views,
)
from auth.door import check_password, let_in, way_back
from auth.forms import SignInForm
from auth.session import bp, end_session, login_manager, me, site
from db import N_, Invalid, begin_writing, hashes_first
from fields import refuse

# Each hangs its pages on `bp`.
PAGES = (account_views, address_views, administrator_views, page_views, sign_up_views, site_views)
__all__ = ["here", "local_path", "me", "register", "site"]

local_path = paths.local_path
WRONG = N_("L’indirizzo e-mail o la password non sono giusti. Controllali e riprova.")


@bp.route("/sign-in", methods=["GET", "POST"])
@hashes_first
def sign_in() -> Any:
    """Let a person in who knows the password."""
    form = SignInForm(request.form or request.args)
    if me() is not None and request.method == "GET":
        return redirect(way_back(form), 303)
    if form.validate_on_submit():
        user = check_password(form.email.data, form.password.data)
        if user is not None:
            return _welcome(user, form)
        refuse(form, Invalid("", WRONG))
    return render_template("auth/sign_in.html", form=form), 422 if form.is_submitted() else 200


def _welcome(user: Any, form: Any) -> Any:
    if user.confirmed_at is None:
        limits.count(f"letters-to:{user.email}", sign_up_views.LETTERS, sign_up_views.HOUR)
    begin_writing()
    if user.confirmed_at is not None:
        return let_in(user, form)
    account_actions.send_confirmation(user, form.errand.data or "")
    return redirect(url_for("auth.sent"), 303)


@bp.post("/sign-out")
def sign_out() -> Any:
    """End the session, and those of the same person elsewhere."""
    person = me()
    if person is not None:
        account_actions.sign_out(person, by=person)
    end_session()
    flash(_("Sei uscito, anche dagli altri dispositivi."))
    return redirect(url_for("auth.sign_in"), 303)


@bp.post("/errands")
def errand() -> Any:
    """Keep what a visitor has half written and ask them to sign in."""
    if _from_elsewhere():
        abort(403)
    limits.count(f"errand:{limits.caller()}", 30, timedelta(hours=1))
    kept = errand_actions.keep(request.form.get("path", ""), request.form.get("text", ""))
    return redirect(url_for("auth.sign_in", errand=kept.key), 303)


def here() -> str:
    """Return the path to come back to after signing in: this page, or the one whose form was sent."""
    if request.method == "GET":
        return local_path(request.script_root + request.full_path)
    return paths.of_same_site(request.referrer, request.host)


def _from_elsewhere() -> bool:
    """Say whether another site sent the form; it carries no token, because visitors have no session."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("Origin")  # from browsers too old to say more
    return origin is not None and origin.partition("://")[2] != request.host


@bp.after_request
def _never_kept(response: Response) -> Response:
    """Keep pages with forms of accounts out of every cache: they carry tokens."""
    if "ETag" not in response.headers:
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def register(app: Flask) -> None:
    """Add these pages to the application."""
    login_manager.init_app(app)
    app.before_request(limits.count_posting)
    app.extensions["csrf"].exempt(errand)
    app.register_blueprint(bp)
