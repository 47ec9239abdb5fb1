# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of one comment: reply, edit, delete, report, and its earlier wordings."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from auth.queries import errand_text
from auth.views import me
from comments import actions, queries
from comments.blueprint import NUMBER, address, attempt, bp, one, person, thank, why_not
from comments.forms import CommentForm, ReasonForm, seen_number
from comments.models import Comment
from db import now, prepares_first
from permissions import require

BOTH = ["GET", "POST"]


@bp.route(f"/comments/{NUMBER}/reply", methods=BOTH)
@prepares_first
def reply(id: int) -> Any:
    """Answer a comment. A visitor may begin here too, and goes on after signing in."""
    parent, reader = one(id), me()
    if request.method == "POST":
        require(reader, "comment.post", parent.document, now())
    refusal = why_not(reader, parent.document)
    if reader is None or refusal:
        return render_template("comments/reply.html", comment=parent, form=None, refusal=refusal)
    form = CommentForm.of(reader, text=errand_text(request.args.get("errand")))

    def deed() -> Comment:
        return actions.reply(parent, form.text.data or "", by=person(), body_id=form.body_id)

    said, status = attempt(form, deed, posting=True)
    if said is not None:
        return thank(said, _("La tua risposta è pubblicata."))
    return render_template("comments/reply.html", comment=parent, form=form, refusal=""), status


@bp.route(f"/comments/{NUMBER}/edit", methods=BOTH)
@prepares_first
def edit(id: int) -> Any:
    """Reword one's comment."""
    comment = one(id)
    require(me(), "comment.edit", comment, now())
    form = CommentForm.of(person(), with_body=False, text=comment.text, seen=comment.wording)

    def deed() -> None:
        actions.edit(comment, form.text.data or "", by=person(), seen=seen_number(form))

    status = attempt(form, deed, posting=True)[1]
    if status == 303:
        return thank(comment, _("Hai corretto il commento."))
    return render_template("comments/edit.html", comment=comment, form=form), status


@bp.route(f"/comments/{NUMBER}/delete", methods=BOTH)
def delete(id: int) -> Any:
    """Ask whether to delete one's comment; delete it."""
    comment = one(id)
    require(me(), "comment.delete", comment, now())
    if request.method == "GET":
        return render_template("comments/delete.html", comment=comment, back=address(comment))
    back = address(comment)
    actions.delete(comment, by=person())
    flash(_("Hai cancellato il commento: le tue parole non si possono recuperare. Le risposte restano."))
    return redirect(back, 303)


@bp.route(f"/comments/{NUMBER}/report", methods=BOTH)
@prepares_first
def report(id: int) -> Any:
    """Ask the moderators to look at a comment."""
    comment = one(id)
    require(me(), "comment.report", comment, now())
    form = ReasonForm()
    status = attempt(form, lambda: actions.report(comment, form.reason.data or "", by=person()), posting=True)[1]
    if status == 303:
        thanks = _("Grazie: chi modera leggerà la tua segnalazione e deciderà se nascondere il commento.")
        flash(thanks + " " + _("Fino ad allora resta visibile. Il motivo si leggerà nella cronologia del testo."))
        return redirect(address(comment), 303)
    return render_template("comments/report.html", comment=comment, form=form, back=address(comment)), status


@bp.get(f"/comments/{NUMBER}/history")
def history(id: int) -> Any:
    """Show all wordings of a comment."""
    comment = one(id)
    wordings = queries.wordings(comment)
    return render_template("comments/history.html", comment=comment, wordings=wordings, back=address(comment))
