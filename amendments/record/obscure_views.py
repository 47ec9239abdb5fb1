# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page on which unlawful words are covered for ever: first the places are counted, then it is done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, TextAreaField

from amendments.common_views import bp, missing, person
from amendments.forms import ReasonForm
from amendments.models import Document
from amendments.record import obscure_actions
from db import db, now
from fields import at_most, attempt, prose, required, status
from permissions import require

LARGEST = 2**31 - 1
LONGEST_WORDS = 2_000


class ObscureForm(ReasonForm):
    """The words to cover, the reason, and whether the person is sure."""

    passage = TextAreaField(
        _("Parole da oscurare"),
        [*required(_("Scrivi le parole da oscurare, così come stanno nel testo.")), at_most(LONGEST_WORDS)],
        [prose],
    )
    sure = BooleanField(_("Ho controllato i luoghi e voglio oscurare queste parole per sempre"))


@bp.route(f"/documents/<int(max={LARGEST}):id>/obscure", methods=["GET", "POST"])
def obscure(id: int) -> Any:
    """Count the places where words stand, then cover them."""
    document, by, form = db.session.get(Document, id) or missing(), person(), ObscureForm()
    require(by, "document.obscure", document, now())
    if not form.validate_on_submit():
        return render_template("amendments/record/obscure.html", document=document, form=form, places=None), status(
            form
        )
    if "cover" in request.form and not form.sure.data:
        form.sure.errors = [gettext("Conferma che vuoi oscurare: non si torna indietro.")]
    if "cover" not in request.form or form.errors:
        places = attempt(form, lambda: obscure_actions.places(document, form.passage.data, by=by))
        return render_template("amendments/record/obscure.html", document=document, form=form, places=places), status(
            form
        )
    done = attempt(form, lambda: obscure_actions.obscure(document, form.passage.data, by=by, reason=form.reason.data))
    if done is None:
        return render_template("amendments/record/obscure.html", document=document, form=form, places=None), 422
    flash(ngettext("Oscurato un luogo.", "Oscurati %(num)s luoghi.", done.total()))
    return redirect(url_for("history.document", id=document.id), 303)
