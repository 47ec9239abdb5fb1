# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff create a process and change its settings."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from auth.models import Body
from auth.views import me
from db import db, now
from fields import attempt, only_looks
from permissions import require
from processes import actions
from processes.blueprint import bp, changeable, offered_prefix, person, status
from processes.forms import SheetForm
from processes.prose import rendered


@bp.route("/processes/new", methods=["GET", "POST"])
def new() -> Any:
    """Create a process, of the body that the address names."""
    number = request.args.get("body", type=int)
    body = db.get_or_404(Body, number) if number is not None and 0 < number < 2**31 else None
    require(me(), "process.create", body, now())
    form = SheetForm(data={"prefix": offered_prefix()})
    if form.validate_on_submit() and not only_looks():
        made = attempt(form, lambda: actions.create(form.sheet(), body, by=person()))
        if made is not None:
            flash(_("Il processo è stato creato. Ora scrivi le fasi e le parti del piano."))
            return redirect(url_for("processes.phases", slug=made.slug), 303)
    page = render_template("processes/new.html", form=form, body=body, preview=_preview(form))
    return page, status(form)


@bp.route("/processes/<slug>/edit", methods=["GET", "POST"])
def edit(slug: str) -> Any:
    """Change the sheet of a process."""
    process = changeable(slug)
    form = SheetForm.of(process)
    if form.validate_on_submit() and not only_looks():
        attempt(form, lambda: actions.change(process, form.sheet(), by=person()))
        if not form.errors:
            flash(_("Le impostazioni sono state salvate."))
            return redirect(url_for("processes.show", slug=form.slug.data), 303)
    page = render_template("processes/edit.html", form=form, process=process, preview=_preview(form))
    return page, status(form)


def _preview(form: SheetForm) -> Markup | None:
    """Return how the description will look, where that was asked for."""
    return Markup(rendered(form.description.data)) if only_looks() else None  # noqa: S704 - cleaned by redline
