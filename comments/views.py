# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a conversation, whole or as the part that a script loads, and posting to it."""

from typing import Any

from flask import Flask, render_template, request
from flask_babel import gettext as _

from amendments.hooks import also_renders, version_born
from amendments.record.covering import also_covers
from amendments.record.verify import also_verifies
from auth.queries import errand_text
from auth.views import me
from comments import (
    actions,
    anchor_views,
    anchors,
    comment_views,
    covering,
    letters,
    moderation_views,
    own_views,
    queries,
    verify,
)
from comments.blueprint import NUMBER, attempt, bp, number, person, place, thank, why_not
from comments.forms import CommentForm
from db import now, prepares_first
from pages import holds_until, kept
from permissions import require
from proposals.hooks import beside_text

PARTS = (
    anchor_views,
    comment_views,
    moderation_views,
    own_views,
    letters,
)  # they hang their pages on the blueprint, their words on the outbox


@bp.get(f"/documents/{NUMBER}/comments")
@kept("document", visitors_only=True)
def index(id: int) -> Any:
    """Show the comments about a document or, with `?amendment=`, about one of its amendments."""
    return page(id)


@bp.post(f"/documents/{NUMBER}/comments")
@prepares_first
def post(id: int) -> Any:
    """Begin a thread."""
    document, amendment = place(id)
    require(person(), "comment.post", document, now())
    form = CommentForm.of(person())
    said, status = attempt(
        form,
        lambda: actions.post(document, form.text.data or "", by=person(), amendment=amendment, body_id=form.body_id),
        posting=True,
    )
    if said is None:
        return page(id, form, status)
    return thank(said, _("Il tuo commento è pubblicato."))


def page(id: int, form: CommentForm | None = None, status: int = 200) -> Any:
    """Return a page of threads with the form to begin another; only the list and the form with `?fragment=1`."""
    document, amendment = place(id)
    holds_until(document.process.next_change(now()))
    start, reader = number("from") or 0, me()
    refusal = why_not(reader, document)
    if form is None and reader is not None and not refusal:
        form = CommentForm.of(reader, text=errand_text(request.args.get("errand")))
    name = "list" if request.args.get("fragment") else "index"
    words = {"document": document, "amendment": amendment, "form": form, "refusal": refusal, "start": start}
    found = queries.threads(document, amendment, reader, start)
    return render_template(f"comments/{name}.html", threads=found, **words), status


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
    if covering.cover not in also_covers:  # an application may be built more than once in a process
        also_covers.append(covering.cover)
        also_verifies.append(verify.breaks)
        also_renders.append(verify.render_anew)
        version_born.append(anchors.follow)
        beside_text.append(anchor_views.beside)
