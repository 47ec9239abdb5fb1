# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a piece of long work, which can be left and come back to, and the list of one's own."""

from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for

from auth.hooks import person_erased
from auth.session import signed_in
from db import db, now
from permissions import require
from works import actions, queries
from works.kinds import KINDS
from works.models import LongWork

bp = Blueprint("works", __name__)
DEEDS = {"stop": actions.stop, "go_on": actions.go_on, "drop": actions.drop}


@bp.get("/account/work")
def index() -> Any:
    """List what a person asked for."""
    return render_template("works/index.html", works=queries.works_of(signed_in()), kinds=KINDS)


@bp.route("/account/work/<int:id>", methods=["GET", "POST"])
def show(id: int) -> Any:
    """Show how far a piece of work is; stop it, let it go on, or let it go."""
    person, work = signed_in(), db.session.get(LongWork, id) or abort(404)
    require(person, "work.follow", work, now())
    if request.method == "POST":
        deed = DEEDS.get(request.form.get("do", "")) or abort(400)
        deed(work, by=person)
        gone = deed is actions.drop
        return redirect(url_for("works.index") if gone else url_for("works.show", id=id), 303)
    return render_template("works/show.html", work=work, kind=KINDS[work.kind])


def register(app: Flask) -> None:
    """Add these pages to the application, and the job that does the work (`works.running`)."""
    app.register_blueprint(bp)
    if actions.forget_person not in person_erased:
        person_erased.append(actions.forget_person)
