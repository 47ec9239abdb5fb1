# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where scripts keep what is being typed and ask for it again; and the list of what a person did not send yet.

A form that was kept says so when it is sent, by a field `unsent`: what was kept of it is forgotten in the transaction
of the deed itself, and only if the deed was done.
"""

import json
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import format_time
from flask_babel import gettext as _

from auth.hooks import person_erased
from auth.session import me, signed_in
from db import before_commit, db
from redline.text import clean_characters
from unsent import actions
from unsent.models import Unsent

bp = Blueprint("unsent", __name__)


@bp.post("/unsent")
def keep() -> Any:
    """Keep what is being typed; answer with the hour."""
    person = signed_in()
    try:
        sent = json.loads(request.form.get("fields", ""))
        fields = {str(name): [clean_characters(str(v)) for v in values] for name, values in sent.items()}
        kept = actions.keep(request.form.get("path", ""), fields, by=person)
    except (ValueError, AttributeError, TypeError):
        abort(400)
    return jsonify(at=format_time(kept.saved_at, "short"))


@bp.get("/unsent")
def found() -> Any:
    """Give back what a person typed into a form, or nothing."""
    person = me()
    kept = db.session.get(Unsent, (person.id, request.args.get("path", "")[:200])) if person is not None else None
    return jsonify({} if kept is None else {"fields": kept.fields, "at": format_time(kept.saved_at, "short")})


@bp.post("/unsent/forget")
def forget() -> Any:
    """Forget what was typed into a form."""
    actions.forget(request.form.get("path", ""), by=signed_in())
    if "list" not in request.form:
        return jsonify({})
    flash(_("Quello che avevi scritto lì è buttato via."))
    return redirect(url_for("unsent.listed"), 303)


@bp.get("/account/unsent")
def listed() -> Any:
    """List the forms a person began and did not send."""
    person = signed_in()
    chosen = sa.select(Unsent).where(Unsent.user_id == person.id).order_by(Unsent.saved_at.desc())
    return render_template("unsent/list.html", unsent=db.session.scalars(chosen).all())


def _sent(response: Response) -> None:
    """Forget what was kept of a form that has just done what it is for."""
    if response.status_code == 303 and "unsent" in request.form and (person := me()) is not None:
        actions.forget(request.form["unsent"], by=person)


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
    if _sent not in before_commit:  # an application may be built more than once in a process
        before_commit.append(_sent)
        person_erased.append(actions.forget_person)
