# SPDX-License-Identifier: AGPL-3.0-or-later
"""What staff do with a whole text: close and reopen it, write down its end, withdraw it."""

from typing import Any

from flask import flash, redirect, render_template, request

from amendments import staff_answers
from amendments.common_views import bp, document_url, person, published
from amendments.documents import actions as document_actions
from amendments.forms import ConcludeForm, ReasonForm
from amendments.models import Document, State
from amendments.requests import queries as amendment_queries
from db import N_, Changed, now
from fields import attempt, status
from permissions import require


@bp.route("/documents/<int:id>/close", methods=["GET", "POST"])
def closing(id: int) -> Any:
    """Close an open text, or open a closed one again."""
    document, by = published(id), person()
    require(by, "document.close", document, now())
    if request.method == "GET":
        return _page("closing", document)
    if request.form.get("state", document.state) != document.state:  # the button said the other thing
        raise Changed(N_("Nel frattempo il testo è cambiato: guarda che cosa c’è di nuovo e riprova."))
    if document.state == State.OPEN:
        lapsed = amendment_queries.undecided(document)
        document_actions.close(document, by=by)
        flash(staff_answers.closed(lapsed))
    else:
        document_actions.reopen(document, by=by)
        flash(staff_answers.reopened(document))
    return redirect(document_url(document), 303)


@bp.route("/documents/<int:id>/conclude", methods=["GET", "POST"])
def conclude(id: int) -> Any:
    """Write down whether the text was adopted."""
    document, by, form = published(id), person(), ConcludeForm()
    require(by, "document.conclude", document, now())
    if form.validate_on_submit():
        adopted, reason = form.adopted.data == "yes", form.reason.data
        lapsed = amendment_queries.undecided(document)
        attempt(form, lambda: document_actions.conclude(document, by=by, adopted=adopted, reason=reason))
        if not form.errors:
            flash(staff_answers.concluded(document, lapsed))
            return redirect(document_url(document), 303)
    return _page("conclude", document, form=form), status(form)


@bp.route("/documents/<int:id>/withdraw", methods=["GET", "POST"])
def withdraw_document(id: int) -> Any:
    """Withdraw a proposal, with a reason."""
    document, by, form = published(id), person(), ReasonForm()
    require(by, "document.withdraw", document, now())
    if form.validate_on_submit():
        lapsed = amendment_queries.undecided(document)
        attempt(form, lambda: document_actions.withdraw(document, by=by, reason=form.reason.data))
        if not form.errors:
            flash(staff_answers.gone(lapsed))
            return redirect(document_url(document), 303)
    return _page("withdraw_document", document, form=form), status(form)


def _page(name: str, document: Document, **words: Any) -> str:
    """Return a page that says how many amendments would lapse."""
    undecided = amendment_queries.undecided(document)
    return render_template(f"amendments/{name}.html", document=document, undecided=undecided, **words)
