# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changing the address of one's account: asked for here, confirmed by the link that the new address receives."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import address_actions, limits, tokens
from auth.door import check_password
from auth.forms import AddressForm, Form
from auth.session import bp, me, signed_in
from auth.sign_up_views import HOUR, LETTERS
from auth.words import email_address
from db import N_, Invalid, begin_writing, hashes_first
from fields import attempt, refuse, status

NOT_YOURS = N_("La password non è quella del tuo account.")


@bp.route("/account/email", methods=["GET", "POST"])
@hashes_first
def address() -> Any:
    """Ask for another address, after the password; the answer is the same for every address."""
    person, form = signed_in(), AddressForm()
    if form.validate_on_submit():
        try:
            email = email_address(form.email.data or "")
            if check_password(person.email or "", form.password.data or "") is not person:
                raise Invalid("password", NOT_YOURS)
            limits.count(f"letters-to:{email}", LETTERS, HOUR)
            begin_writing()
            address_actions.ask_for_address(person, email, by=person)
            return redirect(url_for("auth.sent"), 303)
        except Invalid as error:
            refuse(form, error)
    return render_template("auth/address.html", form=form), status(form)


@bp.route("/account/email/<token>", methods=["GET", "POST"])
def confirm_address(token: str) -> Any:
    """Take the new address: a button, because programs that read mail follow links by themselves."""
    found, form = tokens.address_by(token), Form()
    if found is None:
        return render_template("auth/link_expired.html"), 410
    user, email = found
    if form.validate_on_submit():
        attempt(form, lambda: address_actions.change_address(user, email))
        if not form.errors:
            flash(_("Il tuo indirizzo ora è %(email)s.", email=email))
            return redirect(url_for("auth.account" if me() is user else "auth.sign_in"), 303)
    return render_template("auth/confirm_address.html", form=form, email=email), status(form)
