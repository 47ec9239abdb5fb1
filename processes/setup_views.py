# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first-run page: who runs the site, who administers it, and its first process. It works once."""

from datetime import timedelta
from typing import Any

from flask import Response, after_this_request, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import SecurityError

from auth import account_actions, limits, passwords, queries, setup_code, site_actions
from auth.session import begin_session, settings
from auth.site_views import site_data
from auth.words import email_address, person_name
from db import N_, Invalid, begin_writing, hashes_first
from fields import refuse
from processes import actions
from processes.actions import HEADINGS, Sheet
from processes.blueprint import bp
from processes.setup_forms import SetupForm, named

WITHOUT_SITE = frozenset({"static", "processes.setup", "journal.health", "journal.metrics"})
WRONG_CODE = N_("Questo codice non è giusto: scrivi quello che stampa il comando «flask prepare».")


@bp.before_app_request
def lead_to_setup() -> Response | None:
    """Lead every page to the first-run page until it was filled in; afterwards nothing is asked any more."""
    known = current_app.extensions
    if known.get("site_is_set_up") or request.endpoint in WITHOUT_SITE:
        return None
    if isinstance(request.routing_exception, SecurityError):
        return None  # asked under a name that is not ours: no address can be made, app.py answers
    if queries.site() is None:
        return redirect(url_for("processes.setup"), 303)  # type: ignore[return-value]
    known["site_is_set_up"] = True
    return None


@bp.route("/setup", methods=["GET", "POST"])
@hashes_first
def setup() -> Any:
    """Set up the site: body, contacts, mail, administrator and first process, on one page."""
    if queries.site() is not None:
        return redirect(url_for("auth.sign_in"), 303)
    form = SetupForm(request.form or request.args)
    if form.validate_on_submit():
        limits.count(f"setup:{limits.caller()}", 20, timedelta(hours=1))
        try:
            return redirect(_set_up(form), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("processes/setup.html", form=form), 422 if form.is_submitted() else 200


def _set_up(form: Any) -> str:
    """Check everything, hash before the lock, write all of it, and return where to go."""
    if not setup_code.fits(settings().instance, form.code.data):
        raise Invalid("code", WRONG_CODE)
    with named("admin_"):
        name, email = person_name(form.admin_name.data), email_address(form.admin_email.data)
        passwords.check_new(form.admin_password.data, email)
    password_hash = passwords.hashed(form.admin_password.data)
    begin_writing()
    administrator = account_actions.appoint_administrator(name, email, password_hash)
    site_actions.first_set_up(site_data(form), administrator)
    with named("process_"):
        process = actions.create(
            Sheet(
                slug=form.process_slug.data,
                title=form.process_title.data,
                prefix=form.process_prefix.data,
                headings=list(HEADINGS),
            ),
            by=administrator,
        )
    begin_session(administrator)
    after_this_request(_forget_code)
    return f"{request.script_root}/processes/{process.slug}"


def _forget_code(response: Response) -> Response:
    """Remove the code once everything is kept."""
    if response.status_code < 400:
        setup_code.forget(settings().instance)
    return response
