# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bodies and the people confirmed to act for them, for administrators."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import body_actions, queries
from auth.forms import BodyForm, MandateForm
from auth.models import Body, Mandate, User
from auth.session import bp, signed_in
from db import Invalid, db, now
from fields import refuse
from permissions import require


@bp.route("/bodies", methods=["GET", "POST"])
def bodies() -> Any:
    """List bodies and who acts for them; register another."""
    person, form = _administrator("body.create"), BodyForm()
    if form.validate_on_submit():
        try:
            body_actions.create(form.name.data, by=person, place=form.place.data, province=form.province.data)
            flash(_("L’ente è registrato."))
            return redirect(url_for("auth.bodies"), 303)
        except Invalid as error:
            refuse(form, error)
    return _page(form, MandateForm(formdata=None))


@bp.post("/bodies/<int:id>/people")
def entrust(id: int) -> Any:
    """Confirm that a person acts for a body."""
    person, body, form = _administrator("body.entrust"), db.get_or_404(Body, id), MandateForm()
    if form.validate_on_submit():
        try:
            body_actions.entrust(body, form.email.data, by=person)
            flash(_("La persona ora può agire per l’ente."))
            return redirect(url_for("auth.bodies"), 303)
        except Invalid as error:
            refuse(form, error)
    return _page(BodyForm(formdata=None), form, body.id)


@bp.post("/bodies/mandates/<int:id>/remove")
def dismiss(id: int) -> Any:
    """End a mandate."""
    person = _administrator("body.entrust")
    body_actions.dismiss(db.get_or_404(Mandate, id), by=person)
    flash(_("La persona non agisce più per l’ente."))
    return redirect(url_for("auth.bodies"), 303)


def _administrator(deed: str) -> User:
    person = signed_in()
    require(person, deed, None, now())
    return person


def _page(form: Any, mandate_form: Any, chosen: int | None = None) -> Any:
    """Show all bodies; `chosen` is the one whose small form came back with something to mend."""
    status = 422 if form.errors or mandate_form.errors else 200
    words = {"bodies": queries.bodies(), "mandates": queries.mandates()}
    return render_template("auth/bodies.html", form=form, mandate_form=mandate_form, chosen=chosen, **words), status
