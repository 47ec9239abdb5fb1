# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff set the phases of a process."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from fields import attempt
from processes import queries
from processes.blueprint import bp, changeable, person, status
from processes.forms import PhaseForm
from processes.phases import actions as phase_actions


@bp.get("/processes/<slug>/phases")
def phases(slug: str) -> Any:
    """List the phases of a process, to change them."""
    return render_template("processes/phases/phases.html", process=changeable(slug))


@bp.route("/processes/<slug>/phases/new", methods=["GET", "POST"])
def new_phase(slug: str) -> Any:
    """Add a phase."""
    process, form = changeable(slug), PhaseForm.of(None)
    if form.validate_on_submit():
        attempt(form, lambda: phase_actions.add_phase(process, form.period(), by=person()))
        if not form.errors:
            flash(_("La fase è stata aggiunta."))
            return redirect(url_for("processes.phases", slug=slug), 303)
    return render_template("processes/phases/phase.html", form=form, process=process, phase=None), status(form)


@bp.route("/processes/<slug>/phases/<int(max=2147483647):id>", methods=["GET", "POST"])
def edit_phase(slug: str, id: int) -> Any:
    """Change a phase."""
    process = changeable(slug)
    phase = queries.phase(process, id) or abort(404)
    form = PhaseForm.of(phase)
    if form.validate_on_submit():
        attempt(form, lambda: phase_actions.change_phase(phase, form.period(), by=person()))
        if not form.errors:
            flash(_("La fase è stata cambiata."))
            return redirect(url_for("processes.phases", slug=slug), 303)
    return render_template("processes/phases/phase.html", form=form, process=process, phase=phase), status(form)


@bp.post("/processes/<slug>/phases/<int(max=2147483647):id>/remove")
def remove_phase(slug: str, id: int) -> Any:
    """Remove a phase."""
    process = changeable(slug)
    phase_actions.remove_phase(queries.phase(process, id) or abort(404), by=person())
    flash(_("La fase è stata tolta."))
    return redirect(url_for("processes.phases", slug=slug), 303)
