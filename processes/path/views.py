# SPDX-License-Identifier: AGPL-3.0-or-later
"""The path of a process, and the pages where staff write its sections."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from fields import only_looks
from pages import kept
from processes.blueprint import at, bp, changeable, person, status
from processes.models import Process
from processes.path import actions as path_actions
from processes.path import queries as path_queries
from processes.path.forms import KINDS, SectionForm
from processes.path.models import Section
from processes.prose import rendered


@bp.get("/processes/<slug>/path")
@kept("process")
def path(slug: str) -> Any:
    """Show the path of a process: its sections in order."""
    process = at(slug)
    return render_template("processes/path/path.html", process=process, sections=path_queries.sections(process))


@bp.get("/processes/<slug>/sections")
def sections(slug: str) -> Any:
    """List all sections, to change, order and hide them."""
    process = changeable(slug)
    found = path_queries.sections(process, hidden=True)
    return render_template("processes/path/sections.html", process=process, sections=found, kinds=KINDS)


@bp.route("/processes/<slug>/sections/new", methods=["GET", "POST"])
def new_section(slug: str) -> Any:
    """Add a section."""
    process, form = changeable(slug), SectionForm()
    if form.validate_on_submit() and not only_looks():
        path_actions.add_section(process, form.chapter(), by=person())
        flash(_("La sezione è stata aggiunta."))
        return redirect(url_for("processes.sections", slug=slug), 303)
    return _page(process, form)


@bp.route("/processes/<slug>/sections/<int:id>", methods=["GET", "POST"])
def edit_section(slug: str, id: int) -> Any:
    """Change a section."""
    process, section = _of(slug, id)
    form = SectionForm(obj=section, data={"seen": section.revision})
    if form.validate_on_submit() and not only_looks():
        path_actions.change_section(section, form.chapter(), by=person(), seen=form.seen.data)
        flash(_("La sezione è stata salvata."))
        return redirect(url_for("processes.sections", slug=slug), 303)
    return _page(process, form, section)


@bp.post("/processes/<slug>/sections/<int:id>/move")
def move_section(slug: str, id: int) -> Any:
    """Move a section up or down."""
    section = _of(slug, id)[1]
    path_actions.move_section(section, request.form.get("to") == "up", by=person())
    return redirect(url_for("processes.sections", slug=slug) + f"#section-{id}", 303)


@bp.post("/processes/<slug>/sections/<int:id>/hide")
def hide_section(slug: str, id: int) -> Any:
    """Hide a section, or show it again."""
    section = _of(slug, id)[1]
    path_actions.hide_section(section, request.form.get("hidden") == "yes", by=person())
    return redirect(url_for("processes.sections", slug=slug) + f"#section-{id}", 303)


def _of(slug: str, id: int) -> tuple[Process, Section]:
    """Return the process at this address and its section, if the person may change them."""
    process = changeable(slug)
    return process, path_queries.section(process, id) or abort(404)


def _page(process: Process, form: SectionForm, section: Section | None = None) -> Any:
    """Show the form and, where it was asked for, how the section will look."""
    preview = Markup(rendered(form.text.data)) if form.is_submitted() and only_looks() else None  # noqa: S704 - cleaned
    words = {"process": process, "form": form, "section": section, "preview": preview}
    return render_template("processes/path/section.html", **words), status(form)
