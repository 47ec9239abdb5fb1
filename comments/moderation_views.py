# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of those who moderate a conversation: what to look at, and what to do about it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from auth.views import me
from comments import moderation_actions, moderation_queries
from comments.blueprint import NUMBER, address, attempt, bp, number, one, person
from comments.forms import ReasonForm, seen_number
from db import now, prepares_first
from permissions import require
from processes.blueprint import at

LISTS = ("waiting", "reported", "hidden")
DEEDS = {"hide": moderation_actions.hide, "publish": moderation_actions.publish, "keep": moderation_actions.keep}


@bp.get("/processes/<slug>/comments")
def to_look_at(slug: str) -> Any:
    """List the comments of a process that wait, were reported, or are hidden."""
    process = at(slug)
    require(me(), "process.comments", process, now())
    counts = moderation_queries.how_many(process.id)
    which = request.args.get("show") or next((name for name in LISTS if counts[name]), "waiting")
    if which not in LISTS:
        abort(404)
    found, following = moderation_queries.to_look_at(process.id, which, number("from") or 0)
    words = {"process": process, "which": which, "counts": counts, "reports": moderation_queries.reports(found)}
    return render_template("comments/to_look_at.html", comments=found, next=following, **words)


@bp.route(f"/comments/{NUMBER}/moderate", methods=["GET", "POST"])
@prepares_first
def moderate(id: int) -> Any:
    """Hide a comment, publish it, or leave it where it is, saying why."""
    comment = one(id)
    require(me(), "comment.moderate", comment, now())
    form = ReasonForm(data={"seen": comment.wording})
    deed = DEEDS.get(request.form.get("deed", "hide")) or abort(400)

    def carry_out() -> None:
        deed(comment, form.reason.data or "", by=person(), seen=seen_number(form))

    status = attempt(form, carry_out)[1]
    if status == 303:
        hidden = _("Fatto: il commento è nascosto. Al suo posto si legge il motivo; puoi pubblicarlo di nuovo.")
        flash(_("Fatto: il commento è visibile a tutti.") if comment.is_seen else hidden)
        return redirect(url_for("comments.to_look_at", slug=comment.document.process.slug), 303)
    reports = moderation_queries.reports([comment])
    words = {"reports": reports, "back": address(comment)}
    return render_template("comments/moderate.html", comment=comment, form=form, **words), status
