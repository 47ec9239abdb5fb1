# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who administers the site, for administrators."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from auth import administrator_actions, queries
from auth.forms import AdministratorForm
from auth.models import User
from auth.session import bp, signed_in
from db import db, now
from fields import attempt, status
from permissions import require


@bp.route("/administrators", methods=["GET", "POST"])
def administrators() -> Any:
    """List who administers the site; appoint somebody else."""
    person, form = signed_in(), AdministratorForm()
    require(person, "site.appoint", None, now())
    if form.validate_on_submit() and attempt(
        form, lambda: administrator_actions.appoint(form.email.data or "", by=person)
    ):
        flash(_("La persona ora amministra la piattaforma."))
        return redirect(url_for("auth.administrators"), 303)
    return render_template("auth/administrators.html", form=form, people=queries.administrators()), status(form)


@bp.post("/administrators/<int:id>/remove")
def dismiss_administrator(id: int) -> Any:
    """Let somebody no longer administer the site."""
    person = signed_in()
    require(person, "site.appoint", None, now())
    user = db.get_or_404(User, id)
    administrator_actions.dismiss(user, by=person)
    flash(_("La persona non amministra più la piattaforma."))
    return redirect(url_for("auth.account" if user is person else "auth.administrators"), 303)
