# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where administrators keep the lists of areas, themes, kinds of sheet and groups."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from db import db, now
from fields import attempt
from permissions import require
from processes.blueprint import bp, person, status
from processes.sheet import queries as facts_queries
from processes.sheet import term_actions
from processes.sheet.facts import FACTS, TERMS
from processes.sheet.forms import TermForm
from processes.sheet.models import Term


@bp.route("/terms", methods=["GET", "POST"])
def terms() -> Any:
    """List the words, and add one."""
    require(person(), "site.terms", None, now())
    form = TermForm()
    if form.validate_on_submit():
        words = form.vocabulary.data, form.name.data
        attempt(form, lambda: term_actions.add(*words, by=person(), shows_all=form.shows_all.data))
        if not form.errors:
            flash(_("La voce è nell’elenco."))
            return redirect(url_for("processes.terms"), 303)
    found = facts_queries.terms()
    lists = [(FACTS[name], [term for term in found if term.vocabulary == name]) for name in TERMS]
    return render_template("processes/sheet/terms.html", form=form, lists=lists), status(form)


@bp.route("/terms/<int:id>", methods=["GET", "POST"])
def edit_term(id: int) -> Any:
    """Change a word wherever it is used."""
    require(person(), "site.terms", None, now())
    term = db.get_or_404(Term, id)
    form = TermForm(obj=term)
    del form.vocabulary
    if form.validate_on_submit():
        words = form.name.data, form.shows_all.data
        attempt(form, lambda: term_actions.change(term, words[0], by=person(), shows_all=words[1]))
        if not form.errors:
            flash(_("La voce è cambiata in tutte le schede."))
            return redirect(url_for("processes.terms"), 303)
    return render_template("processes/sheet/term.html", form=form, term=term), status(form)
