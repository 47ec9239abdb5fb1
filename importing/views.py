# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where staff bring meetings in from a list in CSV: a trial first, every mistake at its line.

A short list is tried and imported while the page is waited for; a long one has a page of its own (`works`).
"""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from bodies.forms import ImportForm
from bodies.import_views import text_of
from fields import attempt, status
from importing.lists import columns
from importing.meetings import AT_ONCE, KIND, carry_out
from importing.work import Work
from processes.blueprint import changeable, person
from processes.models import Process
from works.actions import ask_for
from works.models import LongWork

bp = Blueprint("importing", __name__)


@bp.route("/processes/<slug>/meetings/import", methods=["GET", "POST"])
def meetings(slug: str) -> Any:
    """Try a list of meetings; import it when it was tried and nothing must be mended."""
    process, form = changeable(slug), ImportForm()
    found = attempt(form, lambda: _carried_out(process, form)) if form.validate_on_submit() else None
    if isinstance(found, LongWork):
        return redirect(url_for("works.show", id=found.id), 303)
    if found is not None and request.form.get("do") == "import" and not found.mistakes:
        flash(_("Gli incontri sono importati."))
        return redirect(url_for("processes.meetings", slug=slug), 303)
    words = {"process": process, "form": form, "work": found, "columns": list(columns().values()), "most": AT_ONCE}
    return render_template("importing/meetings.html", **words), 422 if found and found.mistakes else status(form)


def _carried_out(process: Process, form: ImportForm) -> Work | LongWork:
    """Try or import what was sent; a long list becomes work to be followed, which is tried first in any case."""
    text = text_of(form)
    form.text.data = text
    if text.count("\n") > AT_ONCE:
        return ask_for(KIND, process.title, {"process": process.id, "text": text}, by=person())
    return carry_out(process, text, by=person(), trial=request.form.get("do") != "import")


def register(app: Flask) -> None:
    """Add this page to the application."""
    app.register_blueprint(bp)
