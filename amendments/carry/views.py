# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of carry-over: the proof that an amendment is the same on a newer version, and what its author is asked."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from amendments import answers
from amendments.carry import actions as update_actions
from amendments.carry import queries as carry_queries
from amendments.carry.actions import Questions
from amendments.carry.models import CarryState
from amendments.common_views import amendment_url, at, bp, missing, person
from amendments.documents.showing import difference
from amendments.forms import UpdateForm
from amendments.request_models import Amendment, Revision
from amendments.requests import queries as amendment_queries
from amendments.requests.reading import reads_earlier
from db import Changed, now, prepares_first
from fields import add_error, attempt
from pages import kept
from permissions import require


@bp.get("/documents/<int:id>/amendments/<int:number>/carried/<int:version>")
@kept("document", visitors_only=True)
def carried(id: int, number: int, version: int) -> Any:
    """Show how an amendment was brought onto a version: of each change, what it asked before and what it asks now."""
    amendment = at(id, number)
    found = carry_queries.onto(amendment, version) or missing()
    if found.revision < amendment.worded and not reads_earlier(amendment):
        missing()
    steps = [step | _differences(step) for step in found.proof]
    return render_template(
        "amendments/carry/carried.html",
        document=amendment.document,
        amendment=amendment,
        carried=found,
        by_nobody=found.state == CarryState.CARRIED,
        steps=steps,
    )


def _differences(step: dict[str, Any]) -> dict[str, Any]:
    return {"before": difference(step["was"], step["asked"]), "after": difference(step["stands"], step["now"])}


@bp.route("/documents/<int:id>/amendments/<int:number>/update", methods=["GET", "POST"])
@prepares_first
def update(id: int, number: int) -> Any:
    """Ask the author of an amendment what remains of it on the present version, one question for each change."""
    amendment = at(id, number)
    require(person(), "amendment.update", amendment, now())
    asked = update_actions.questions(amendment)
    if asked is None or (asked.carry.text is not None and carry_queries.open_question(amendment) is None):
        flash(_("Per questa modifica non c’è niente a cui rispondere."))
        return redirect(amendment_url(amendment), 303)
    form = UpdateForm(version=amendment.document.version, revision=asked.revision.number)
    if not form.validate_on_submit():
        return _page(amendment, asked, form)
    try:
        made = attempt(form, lambda: _answered(amendment, form))
    except Changed as error:
        add_error(form, "", _(str(error)))
        asked = update_actions.questions(amendment) or asked
        form.version.data, form.revision.data = amendment.document.version, asked.revision.number
        return _page(amendment, asked, form), 409
    if made is None:
        return _page(amendment, asked, form), 422
    flash(answers.brought(amendment, made.base))
    return redirect(amendment_url(amendment), 303)


def _answered(amendment: Amendment, form: UpdateForm) -> Revision:
    seen = {"seen_version": form.version.data, "seen_revision": form.revision.data}
    return update_actions.update(amendment, form.answers(request.form), by=person(), **seen)


def _page(amendment: Amendment, asked: Questions, form: UpdateForm) -> str:
    shown = [
        {
            "step": step,
            "before": difference(step.was, step.asked),
            "after": difference(step.stands, step.now) if step.can_be_made else difference(step.stands, step.stands),
            "given": request.form.get(f"answer_{step.number}", ""),
        }
        for step in asked.steps
    ]
    return render_template(
        "amendments/carry/update.html",
        document=amendment.document,
        amendment=amendment,
        asked=asked,
        shown=shown,
        form=form,
        names=amendment_queries.names(amendment),
    )
