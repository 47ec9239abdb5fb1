# SPDX-License-Identifier: AGPL-3.0-or-later
"""One's own account: name, language, password, roles, erasing; and erasing somebody's as an administrator."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from auth import account_actions, passwords, queries
from auth.door import check_password
from auth.forms import AccountForm, EraseForm, EraseOtherForm, PasswordForm
from auth.models import User
from auth.roles import ROLE_NAMES
from auth.session import begin_session, bp, end_session, signed_in
from auth.words import one_line
from db import N_, Invalid, begin_writing, db, hashes_first, now
from fields import refuse
from permissions import require

NOT_YOURS = N_("La password non è quella del tuo account.")


@bp.route("/account", methods=["GET", "POST"])
def account() -> Any:
    """Show what is kept of the person, and change name and language."""
    person = signed_in()
    form = AccountForm(obj=person)
    if form.validate_on_submit():
        try:
            account_actions.change(person, form.name.data, form.language.data, by=person)
            flash(_("Dati salvati."))
            return redirect(url_for("auth.account"), 303)
        except Invalid as error:
            refuse(form, error)
    words = {"roles": queries.roles_of(person), "role_names": ROLE_NAMES}
    return render_template("auth/account.html", form=form, **words), 422 if form.is_submitted() else 200


@bp.route("/account/password", methods=["GET", "POST"])
@hashes_first
def password() -> Any:
    """Change one's password; sessions elsewhere end, this one goes on."""
    person, form = signed_in(), PasswordForm()
    if form.validate_on_submit():
        try:
            _change_password(person, form)
            flash(_("La password è cambiata. Dove eri entrato con la vecchia dovrai accedere di nuovo."))
            return redirect(url_for("auth.account"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/password.html", form=form), 422 if form.is_submitted() else 200


def _change_password(person: User, form: Any) -> None:
    if check_password(person.email or "", form.present.data) is not person:
        raise Invalid("present", NOT_YOURS)
    passwords.check_new(form.password.data, person.email or "")
    password_hash = passwords.hashed(form.password.data)
    begin_writing()
    account_actions.change_password(person, password_hash, by=person)
    begin_session(person)


@bp.route("/account/erase", methods=["GET", "POST"])
@hashes_first
def erase() -> Any:
    """Erase one's own account, after the password."""
    person, form = signed_in(), EraseForm()
    if form.validate_on_submit():
        try:
            if check_password(person.email or "", form.password.data) is not person:
                raise Invalid("password", NOT_YOURS)
            begin_writing()
            account_actions.erase(person, "", by=person)
            end_session()
            return redirect(url_for("auth.erased"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/erase.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/account/erased")
def erased() -> Any:
    """Say that the account is gone."""
    return render_template("auth/erased.html")


@bp.get("/accounts")
def accounts() -> Any:
    """Find an account by its address, for administrators."""
    person = signed_in()
    require(person, "site.set_up", None, now())
    email = one_line(request.args.get("email", ""))
    return render_template("auth/accounts.html", email=email, found=queries.by_email(email) if email else None)


@bp.route("/accounts/<int:id>/erase", methods=["GET", "POST"])
def erase_other(id: int) -> Any:
    """Erase somebody's account with a reason, as an administrator."""
    person, user, form = signed_in(), db.get_or_404(User, id), EraseOtherForm()
    require(person, "site.set_up", None, now())
    if user.erased_at is not None:
        abort(404)
    if form.validate_on_submit():
        try:
            account_actions.erase(user, form.reason.data, by=person)
            flash(_("L’account è stato cancellato."))
            return redirect(url_for("auth.accounts"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/erase_other.html", form=form, user=user), 422 if form.is_submitted() else 200
