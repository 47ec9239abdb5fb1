# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where anyone tells of a process, and where administrators read what was told before it appears."""

import re
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from auth import limits
from auth.sign_up_views import LETTERS
from auth.views import me
from db import begin_writing, db, now, prepares_first
from fields import attempt
from languages import language
from permissions import require
from processes.blueprint import bp, offered_prefix, person, status
from processes.suggestions import actions as suggestion_actions
from processes.suggestions import queries as suggestion_queries
from processes.suggestions.forms import AcceptForm, RefuseForm, SuggestForm
from processes.suggestions.models import ANSWERED_WITHIN, Suggestion, SuggestionState
from processes.words import plain_words

MOST_AN_HOUR = 10
PREFIX = "proc"


@bp.route("/processes/report", methods=["GET", "POST"])
@prepares_first
def suggest() -> Any:
    """Tell of a process; somebody reads it before it appears."""
    account = me()
    require(account, "process.suggest", None, now())
    form = SuggestForm(data={"email": account.email if account is not None else ""})
    if form.validate_on_submit():
        limits.count(f"suggest:{limits.caller()}", MOST_AN_HOUR, timedelta(hours=1))
        if form.email.data:
            limits.count(f"letters-to:{form.email.data.lower()}", LETTERS, timedelta(hours=1))
        begin_writing()
        attempt(form, lambda: suggestion_actions.suggest(form.told(), by=me(), language=language()))
        if not form.errors:
            return redirect(url_for("processes.suggested", answer="y" if form.email.data else None), 303)
    return render_template("processes/suggestions/suggest.html", form=form), status(form)


@bp.get("/processes/report/received")
def suggested() -> Any:
    """Say what becomes of what was told: who reads it, by when, and how the answer comes."""
    words = {"answers": bool(request.args.get("answer")), "days": ANSWERED_WITHIN.days}
    return render_template("processes/suggestions/suggested.html", **words)


@bp.get("/suggestions")
def suggestions() -> Any:
    """List what was told and waits to be read."""
    require(person(), "process.review", None, now())
    return render_template(
        "processes/suggestions/suggestions.html", suggestions=suggestion_queries.waiting(), moment=now()
    )


@bp.route("/suggestions/<int:id>", methods=["GET", "POST"])
def suggestion(id: int) -> Any:
    """Read what was told of a process, and let it become one."""
    found = _waiting(id)
    form = AcceptForm(data=_offered(found))
    if form.validate_on_submit():
        made = attempt(form, lambda: suggestion_actions.accept(found, form.slug.data, form.prefix.data, by=person()))
        if made is not None:
            flash(_("Il processo è nel registro. Ora completa la scheda."))
            return redirect(url_for("processes.facts", slug=made.slug), 303)
    return _page(found, form, RefuseForm(formdata=None))


@bp.post("/suggestions/<int:id>/refuse")
def refuse_suggestion(id: int) -> Any:
    """Refuse a suggestion."""
    found, form = _waiting(id), RefuseForm()
    if form.validate_on_submit():
        attempt(form, lambda: suggestion_actions.refuse(found, form.reason.data, by=person()))
        if not form.errors:
            flash(_("La segnalazione non sarà pubblicata."))
            return redirect(url_for("processes.suggestions"), 303)
    return _page(found, AcceptForm(formdata=None, data=_offered(found)), form)


def _offered(found: Suggestion) -> dict[str, str]:
    return {"slug": _slug(found.title), "prefix": offered_prefix() or PREFIX}


def _page(found: Suggestion, form: Any, refusal: Any) -> Any:
    words = {"suggestion": found, "form": form, "refusal": refusal}
    return render_template(
        "processes/suggestions/suggestion.html", **words
    ), 422 if form.errors or refusal.errors else 200


def _waiting(id: int) -> Suggestion:
    require(person(), "process.review", None, now())
    found = db.session.get(Suggestion, id)
    return found if found is not None and found.state == SuggestionState.WAITING else abort(404)


def _slug(title: str) -> str:
    """Return an address for a process of this title, to begin with."""
    words = [word for word in plain_words(title) if re.fullmatch("[a-z0-9]+", word)]
    return "-".join(words)[:60].strip("-")
