# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages on which a request is handled: asking its author, answering, going on; internal notes, assignment."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from amendments import answers, staff_answers
from amendments.common_views import amendment_url, at, bp, person
from amendments.handling import actions as handling_actions
from amendments.handling import clarification_actions, queue_queries
from amendments.handling import queries as handling_queries
from amendments.handling.forms import AnswerForm, AssignForm, NoteForm, QuestionForm
from amendments.request_models import Amendment
from auth.models import User
from db import now
from fields import attempt, status
from permissions import can, require


@bp.route("/documents/<int:id>/amendments/<int:number>/ask", methods=["GET", "POST"])
def ask(id: int, number: int) -> Any:
    """Ask the author of an amendment to explain, which pauses it."""
    amendment, by, form = at(id, number), person(), QuestionForm()
    require(by, "amendment.ask", amendment, now())
    if form.validate_on_submit():
        attempt(form, lambda: clarification_actions.ask(amendment, form.question.data, by=by))
        if not form.errors:
            flash(staff_answers.asked(amendment))
            return redirect(amendment_url(amendment) + "#clarifications-title", 303)
    return _page("ask", amendment, form=form), status(form)


@bp.route("/documents/<int:id>/amendments/<int:number>/answer", methods=["GET", "POST"])
def answer(id: int, number: int) -> Any:
    """Answer the question on one's amendment, which goes on."""
    amendment, by, form = at(id, number), person(), AnswerForm()
    require(by, "amendment.answer", amendment, now())
    if form.validate_on_submit():
        attempt(form, lambda: clarification_actions.answer(amendment, form.answer.data, by=by))
        if not form.errors:
            flash(answers.explained(amendment))
            return redirect(amendment_url(amendment) + "#clarifications-title", 303)
    asked = handling_queries.clarifications(amendment)[-1]
    return _page("answer", amendment, form=form, asked=asked), status(form)


@bp.post("/documents/<int:id>/amendments/<int:number>/resume")
def resume(id: int, number: int) -> Any:
    """Take a paused amendment up again without an answer."""
    amendment = at(id, number)
    clarification_actions.resume(amendment, by=person())
    flash(staff_answers.resumed(amendment))
    return redirect(amendment_url(amendment), 303)


@bp.route("/documents/<int:id>/amendments/<int:number>/notes", methods=["GET", "POST"])
def notes(id: int, number: int) -> Any:
    """Read and write the internal notes on an amendment."""
    amendment, by, form = at(id, number), person(), NoteForm()
    require(by, "amendment.note", amendment, now())
    if form.validate_on_submit():
        attempt(form, lambda: handling_actions.add_note(amendment, form.text.data, by=by))
        if not form.errors:
            flash(_("La nota è stata aggiunta."))
            return redirect(url_for("amendments.notes", id=id, number=number), 303)
    return _internal(amendment, by, form, AssignForm(formdata=None)), status(form)


@bp.post("/documents/<int:id>/amendments/<int:number>/assign")
def assign(id: int, number: int) -> Any:
    """Give an amendment to a moderator, or to nobody."""
    amendment, by, form = at(id, number), person(), AssignForm()
    require(by, "amendment.assign", amendment, now())
    form.offer(queue_queries.moderators(amendment.process_id), None)
    if form.validate():
        attempt(form, lambda: handling_actions.assign(amendment, form.user.data or None, by=by))
        if not form.errors:
            flash(_("L’assegnazione è stata salvata."))
            seen = can(by, "amendment.note", amendment, now())
            there = url_for("amendments.notes", id=id, number=number) if seen else amendment_url(amendment)
            return redirect(there, 303)
    return _internal(amendment, by, NoteForm(formdata=None), form), 422


def _internal(amendment: Amendment, by: User, form: NoteForm, assigning: AssignForm) -> str:
    """Return the page of notes and assignment; the author of the request reads no notes on it."""
    reads = can(by, "amendment.note", amendment, now())
    assigning.offer(queue_queries.moderators(amendment.process_id), handling_queries.holder(amendment))
    found = handling_queries.notes(amendment) if reads else None
    return _page("internal", amendment, form=form, assigning=assigning, notes=found)


def _page(name: str, amendment: Amendment, **words: Any) -> str:
    return render_template(f"amendments/{name}.html", amendment=amendment, document=amendment.document, **words)
