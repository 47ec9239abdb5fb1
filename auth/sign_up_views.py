# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening an account: sign-up, the link that confirms it, and a new password for who forgot it."""

from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from auth import account_actions, errand_actions, limits, passwords, queries, tokens
from auth.door import check_password, let_in, way_back
from auth.forms import ConfirmForm, ForgotForm, ResetForm, SignUpForm
from auth.paths import local_path
from auth.session import bp, me, site
from auth.words import email_address, person_name
from db import N_, Invalid, begin_writing, hashes_first
from fields import refuse
from languages import language

HOUR = timedelta(hours=1)
LETTERS = 5  # that strangers may have sent to one address within an hour


@bp.route("/sign-up", methods=["GET", "POST"])
@hashes_first
def sign_up() -> Any:
    """Open an account; the answer is the same whether or not the address is known."""
    form = SignUpForm(request.form or request.args)
    if me() is not None:
        return redirect(way_back(form), 303)
    if form.validate_on_submit():
        limits.count(f"sign-up:{limits.caller()}", 20, HOUR)
        limits.count(f"letters-to:{form.email.data.strip().lower()}", LETTERS, HOUR)
        try:
            _open_account(form)
            return redirect(url_for("auth.sent"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/sign_up.html", form=form), 422 if form.is_submitted() else 200


def _open_account(form: Any) -> None:
    """Check and hash before the lock, then write."""
    person_name(form.name.data), email_address(form.email.data)
    passwords.check_new(form.password.data, form.email.data)
    password_hash = passwords.hashed(form.password.data)
    begin_writing()
    here = site()
    account_actions.sign_up(
        form.name.data,
        form.email.data,
        password_hash,
        privacy_version=here.privacy_version if here is not None else "1",
        language=language(),
        errand=_errand_key(form),
    )


def _errand_key(form: Any) -> str:
    """Return the errand that travels with the mail; a bare path becomes one."""
    if queries.errand(form.errand.data or "") is not None:
        return str(form.errand.data)
    path = local_path(form.next.data)
    return errand_actions.keep(path).key if path != "/" else ""


@bp.get("/sign-up/sent")
def sent() -> Any:
    """Say that a message is on its way."""
    days, hours = tokens.CONFIRM_WITHIN.days, tokens.RESET_WITHIN.seconds // 3600
    return render_template("auth/sent.html", days=days, hours=hours)


@bp.route("/confirm/<token>", methods=["GET", "POST"])
@hashes_first
def confirm(token: str) -> Any:
    """Confirm an address: the link alone is not enough, so that nobody confirms what a stranger signed up."""
    user, form = tokens.confirmed_by(token), ConfirmForm(request.form or request.args)
    if user is None:
        return render_template("auth/link_expired.html"), 410
    if form.validate_on_submit():
        if check_password(user.email or "", form.password.data) is user:
            begin_writing()
            account_actions.confirm(user)
            flash(_("Il tuo account è pronto: ora puoi sostenere, commentare e proporre modifiche."))
            return let_in(user, form)
        wrong = N_("La password non è quella scelta per questo account: riprova, o chiedine una nuova.")
        refuse(form, Invalid("password", wrong))
    return render_template("auth/confirm.html", form=form, user=user), 422 if form.is_submitted() else 200


@bp.route("/password", methods=["GET", "POST"])
def forgot() -> Any:
    """Send a link to choose a new password; the answer is the same for every address."""
    form = ForgotForm()
    if form.validate_on_submit():
        limits.count(f"reset:{limits.caller()}", 20, HOUR)
        limits.count(f"letters-to:{form.email.data.strip().lower()}", LETTERS, HOUR)
        account_actions.ask_for_reset(form.email.data)
        return redirect(url_for("auth.sent"), 303)
    return render_template("auth/forgot.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/password/<token>", methods=["GET", "POST"])
@hashes_first
def reset(token: str) -> Any:
    """Choose a new password after following the link."""
    user, form = tokens.reset_by(token), ResetForm()
    if user is None:
        return render_template("auth/link_expired.html"), 410
    if form.validate_on_submit():
        try:
            passwords.check_new(form.password.data, user.email or "")
        except Invalid as error:
            refuse(form, error)
        else:
            return _take_new_password(token, passwords.hashed(form.password.data))
    return render_template("auth/reset.html", form=form), 422 if form.is_submitted() else 200


def _take_new_password(token: str, password_hash: str) -> Any:
    begin_writing()
    user = tokens.reset_by(token)  # once more, under the lock: the link works once
    if user is None:
        return render_template("auth/link_expired.html"), 410
    account_actions.reset_password(user, password_hash)
    flash(_("La password è cambiata: ora puoi accedere."))
    return redirect(url_for("auth.sign_in"), 303)
