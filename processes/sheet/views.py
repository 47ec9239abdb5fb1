# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff write the sheet of a process: its facts, and the bodies that have a role in it."""

from itertools import groupby
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from auth import queries as people
from fields import attempt, only_looks
from processes.blueprint import bp, changeable, person, status
from processes.models import Process
from processes.prose import rendered
from processes.sheet import actions as facts_actions
from processes.sheet import queries as facts_queries
from processes.sheet import text as sheet_text
from processes.sheet.facts import FACTS, GROUPS, KIND, ROLES, TERMS
from processes.sheet.forms import BodyRoleForm, FactsForm
from processes.sheet.models import Involvement
from redline.text import body


@bp.route("/processes/<slug>/facts", methods=["GET", "POST"])
def facts(slug: str) -> Any:
    """Write the facts of a sheet."""
    process = changeable(slug)
    known = facts_queries.facts_of(process)
    form = FactsForm.of(facts_queries.values(process), known.edition if known else 0)
    looks = only_looks()
    if form.validate_on_submit() and not looks:
        attempt(form, lambda: _write(process, form))
        if not form.errors:
            flash(_("La scheda è stata salvata."))
            return redirect(url_for("processes.show", slug=slug), 303)
    text = sheet_text.compose(process.title, form.values()) if looks and not form.errors else ""
    preview = Markup(rendered(body(text))) if text else None  # noqa: S704 - cleaned by redline
    terms = {name: facts_queries.terms(name) for name in TERMS}
    words = {"preview": preview, "groups": GROUPS, "kind": KIND, "terms": terms}
    return render_template("processes/sheet/form.html", form=form, process=process, **words), status(form)


@bp.route("/processes/<slug>/facts/bodies", methods=["GET", "POST"])
def facts_bodies(slug: str) -> Any:
    """List the bodies that have a role in a process, and add one."""
    process, form = changeable(slug), BodyRoleForm()
    if form.validate_on_submit():
        attempt(form, lambda: _name(process, form))
        if not form.errors:
            flash(_("L’ente è nella scheda."))
            return redirect(url_for("processes.facts_bodies", slug=slug), 303)
    by_role = groupby(sorted(facts_queries.involvements(process), key=_role), key=_role)
    roles = [(ROLES[place], list(found)) for place, found in by_role]
    words = {"roles": roles, "facts": FACTS, "bodies": people.bodies()}
    return render_template("processes/sheet/bodies.html", form=form, process=process, **words), status(form)


@bp.post("/processes/<slug>/facts/bodies/<int:id>/move")
def move_facts_body(slug: str, id: int) -> Any:
    """Move a body up or down among those of its role."""
    process = changeable(slug)
    found = facts_queries.involvement(process, id) or abort(404)
    facts_actions.move_body(process, found, request.form.get("to") == "up", by=person())
    return redirect(url_for("processes.facts_bodies", slug=slug) + f"#body-{id}", 303)


@bp.post("/processes/<slug>/facts/bodies/<int:id>/remove")
def remove_facts_body(slug: str, id: int) -> Any:
    """Take a role away from a body."""
    process = changeable(slug)
    facts_actions.drop_body(process, facts_queries.involvement(process, id) or abort(404), by=person())
    flash(_("L’ente non è più nella scheda con quel ruolo."))
    return redirect(url_for("processes.facts_bodies", slug=slug), 303)


def _role(involvement: Involvement) -> int:
    return ROLES.index(involvement.role)


def _write(process: Process, form: FactsForm) -> None:
    """Write what was entered."""
    reason = form.reason.data or _("Scheda aggiornata.")
    facts_actions.change_facts(process, form.values(), by=person(), seen=form.seen.data, reason=reason)


def _name(process: Process, form: BodyRoleForm) -> None:
    """Give the body that was entered the role that was chosen."""
    entered = form.name.data, form.place.data, form.province.data
    body = facts_actions.body_for(process, *entered, by=person())
    facts_actions.name_body(process, form.role.data, body, form.office.data, by=person())
