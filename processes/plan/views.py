# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff order the parts of a plan."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from fields import attempt
from processes import queries
from processes.blueprint import bp, changeable, person, status
from processes.forms import PartForm
from processes.plan import actions as plan_actions


@bp.route("/processes/<slug>/parts", methods=["GET", "POST"])
def parts(slug: str) -> Any:
    """List the parts of the plan, and add one."""
    process, form = changeable(slug), PartForm()
    if form.validate_on_submit():
        attempt(form, lambda: plan_actions.add_part(process, form.number.data, form.title.data, by=person()))
        if not form.errors:
            flash(_("La parte è stata aggiunta."))
            return redirect(url_for("processes.parts", slug=slug), 303)
    return render_template(
        "processes/plan/parts.html", form=form, process=process, parts=queries.parts(process)
    ), status(form)


@bp.route("/processes/<slug>/parts/<int(max=2147483647):id>", methods=["GET", "POST"])
def edit_part(slug: str, id: int) -> Any:
    """Change the number and title of a part."""
    process = changeable(slug)
    part = queries.part(process, id) or abort(404)
    form = PartForm(obj=part)
    if form.validate_on_submit():
        attempt(form, lambda: plan_actions.rename_part(part, form.number.data, form.title.data, by=person()))
        if not form.errors:
            flash(_("La parte è stata cambiata."))
            return redirect(url_for("processes.parts", slug=slug), 303)
    return render_template("processes/plan/part.html", form=form, process=process, part=part), status(form)


@bp.post("/processes/<slug>/parts/<int(max=2147483647):id>/move")
def move_part(slug: str, id: int) -> Any:
    """Move a part up or down."""
    process = changeable(slug)
    part = queries.part(process, id) or abort(404)
    plan_actions.move_part(part, request.form.get("to") == "up", by=person())
    return redirect(url_for("processes.parts", slug=slug) + f"#part-{part.id}", 303)
