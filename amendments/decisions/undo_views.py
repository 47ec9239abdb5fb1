# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where what was just published is undone, with a reason."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from amendments import staff_answers
from amendments.common_views import bp, person, published
from amendments.decisions.holding import undoable_until
from amendments.decisions.undo_actions import TOO_LATE
from amendments.decisions.undo_actions import undo as undo_version
from amendments.desk.forms import UndoForm
from db import Changed, now, prepares_first
from fields import attempt, status
from permissions import require


@bp.route("/documents/<int:id>/undo", methods=["GET", "POST"])
@prepares_first
def undo(id: int) -> Any:
    """Undo the outcomes of the present version, while their messages are still held."""
    document, by = published(id), person()
    require(by, "document.undo", document, now())
    until = undoable_until(document)
    if until is None:
        raise Changed(TOO_LATE)
    form = UndoForm(seen=document.version)
    if form.validate_on_submit():
        words = {"seen": form.seen.data, "reason": form.reason.data}
        attempt(form, lambda: undo_version(document, by=by, **words))
        if not form.errors:
            flash(staff_answers.undone(document))
            return redirect(url_for("amendments.desk", id=id), 303)
    return render_template("amendments/decisions/undo.html", document=document, form=form, until=until), status(form)
