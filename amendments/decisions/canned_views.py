# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where the canned reasons of a process are kept."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from amendments.common_views import bp, missing, person
from amendments.decisions import canned_actions, canned_queries
from amendments.decisions.canned_forms import CannedForm
from amendments.handling import queue_queries
from db import now
from fields import attempt, status
from permissions import require


def _process(slug: str) -> Any:
    """Return the process at this address, if the person may keep its canned reasons."""
    process = queue_queries.process(slug) or missing()
    require(person(), "process.canned", process, now())
    return process


@bp.route("/processes/<slug>/reasons", methods=["GET", "POST"])
def canned(slug: str) -> Any:
    """List the canned reasons of a process, and add one."""
    process, form = _process(slug), CannedForm()
    if form.validate_on_submit():
        attempt(form, lambda: canned_actions.add_canned(process, form.title.data, form.text.data, by=person()))
        if not form.errors:
            flash(_("Il motivo è stato aggiunto."))
            return redirect(url_for("amendments.canned", slug=slug), 303)
    reasons = canned_queries.canned_reasons(process.id)
    page = render_template("amendments/decisions/canned.html", form=form, process=process, reasons=reasons)
    return page, status(form)


@bp.route("/processes/<slug>/reasons/<int(max=2147483647):id>", methods=["GET", "POST"])
def edit_canned(slug: str, id: int) -> Any:
    """Change a canned reason."""
    process = _process(slug)
    found = canned_queries.canned_reason(process.id, id) or missing()
    form = CannedForm(obj=found)
    if form.validate_on_submit():
        canned_actions.change_canned(found, form.title.data, form.text.data, by=person())
        flash(_("Il motivo è stato cambiato."))
        return redirect(url_for("amendments.canned", slug=slug), 303)
    return render_template("amendments/decisions/canned_one.html", form=form, process=process, canned=found), status(
        form
    )


@bp.post("/processes/<slug>/reasons/<int(max=2147483647):id>/remove")
def remove_canned(slug: str, id: int) -> Any:
    """Remove a canned reason."""
    process = _process(slug)
    canned_actions.remove_canned(canned_queries.canned_reason(process.id, id) or missing(), by=person())
    flash(_("Il motivo è stato tolto. Le decisioni che l’hanno usato lo conservano."))
    return redirect(url_for("amendments.canned", slug=slug), 303)
