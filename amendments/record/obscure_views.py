# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page on which unlawful words are covered for ever: first the places are counted, then it is done."""

from collections import Counter
from collections.abc import Callable
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
    """Count the places where words stand in a text and around it, then cover them."""
    document, by = db.session.get(Document, id) or missing(), person()
    require(by, "document.obscure", document, now())
    return counted_then_covered(
        lambda words: obscure_actions.places(document, words, by=by),
        lambda words, reason: obscure_actions.obscure(document, words, by=by, reason=reason),
        lambda **seen: render_template("amendments/record/obscure.html", document=document, **seen),
        url_for("history.document", id=id),
    )


def counted_then_covered(
    count: Callable[[str], Counter[str]],
    cover: Callable[[str, str], Counter[str]],
    page: Callable[..., str],
    done: str,
) -> Any:
    """Let a person count the places first, then cover the words, with a reason, and lead to `done`."""
    form, places = ObscureForm(), None
    if form.validate_on_submit():
        covers = "cover" in request.form
        if covers and not form.sure.data:
            form.sure.errors = [gettext("Conferma che vuoi oscurare: non si torna indietro.")]
        if covers and not form.errors:
            covered = attempt(form, lambda: cover(form.passage.data, form.reason.data))
            if covered is not None:
                flash(ngettext("Oscurato un luogo.", "Oscurati %(num)s luoghi.", covered.total()))
                return redirect(done, 303)
        else:
            places = attempt(form, lambda: count(form.passage.data))
    return page(form=form, places=places), status(form)
