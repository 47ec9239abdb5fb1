# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the links of letters to supporters lead: a page that shows what changed, and asks to keep or to withdraw.

Whoever has the link need not be signed in, as with other links of letters. Opening it changes nothing; one button does.
"""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from amendments.common_views import bp
from amendments.models import Support
from amendments.support import actions as support_actions
from amendments.support.links import supported_by
from amendments.support.standing import Standing, standing, thing_of
from auth.models import User
from db import Changed
from fields import whole


@bp.route("/supports/<token>", methods=["GET", "POST"])
def stand(token: str) -> Any:
    """Show what became of the words that somebody supports, and let them keep their support or withdraw it."""
    found = supported_by(token)
    if found is None:
        return render_template("amendments/support/over.html"), 410
    support, by = found
    now_standing, answer = standing(support), request.form.get("answer")
    problem, status = "", 200
    if answer in ("keep", "withdraw"):
        try:
            return _answered(support, answer, by)
        except Changed as error:
            problem, status, now_standing = _(str(error)), 409, standing(support)
    return _page(support, now_standing, token, problem), status


def _answered(support: Support, answer: str, by: User) -> Any:
    """Keep or withdraw the support of the link's person, and say so."""
    document, amendment = thing_of(support)
    if answer == "keep":
        seen = whole(request.form.get("seen", ""))
        if amendment is None:
            support_actions.support(document, by=by, seen=seen)
        else:
            support_actions.support_amendment(amendment, by=by, seen=seen)
    elif amendment is None:
        support_actions.unsupport(document, by=by)
    else:
        support_actions.unsupport_amendment(amendment, by=by)
    return render_template("amendments/support/answered.html", document=document, amendment=amendment, answer=answer)


def _page(support: Support, standing: Standing | None, token: str, problem: str) -> Any:
    document, amendment = thing_of(support)
    return render_template(
        "amendments/support/stand.html",
        support=support,
        document=document,
        amendment=amendment,
        standing=standing,
        token=token,
        problem=problem,
        wanted=request.args.get("answer", ""),
    )
