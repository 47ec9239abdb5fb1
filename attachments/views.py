# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages where staff look after attachments, and the address from which everybody downloads them."""

import io
from typing import Any

from flask import Blueprint, Flask, Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from amendments.record.covering import also_covers
from amendments.record.verify import verifies_besides
from attachments import actions, labels, owners, queries
from attachments.checking import breaks, cover
from attachments.contents import examine
from attachments.forms import AddForm, LabelForm, RemoveForm
from attachments.models import Attachment
from attachments.owners import Owner
from attachments.sweeping import storage, stored
from auth.session import me, settings, signed_in
from db import begin_writing, db, hashes_first, now
from fields import attempt, status
from pages import has_session
from permissions import require
from storage import NAME, Missing
from storage.opening import open_storage

bp = Blueprint("attachments", __name__)
TAKE_FILES = {"attachments.manage"}  # endpoints; packages above add theirs


@bp.get("/files/<key>")
def download(key: str) -> Response:
    """Give a file to whoever may read what it hangs on: never shown in the page, never guessed what it is."""
    attachment = (queries.by_key(key) if NAME.fullmatch(key) else None) or abort(404)
    require(me(), "attachment.see", attachment, now())
    try:
        content = storage().get(attachment.key)
    except Missing:
        abort(404)
    answer = send_file(
        io.BytesIO(content),
        mimetype=attachment.media_type,
        as_attachment=True,
        download_name=attachment.name,
        etag=attachment.sha256,
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-cache" if has_session() else "no-cache"
    return answer


@bp.route("/attachments/<kind>/<int:id>", methods=["GET", "POST"])
@hashes_first
def manage(kind: str, id: int) -> Any:
    """List what hangs on something, and hang another file on it."""
    owner, form = _changeable(kind, id), AddForm()
    if form.validate_on_submit() and attempt(form, lambda: _add(owner, form)) is not None:
        flash(_("Il file è stato aggiunto."))
        return redirect(url_for("attachments.manage", kind=kind, id=id), 303)
    listed = queries.attachments(kind, id)
    most = settings().max_file_bytes >> 20
    return render_template("attachments/manage.html", owner=owner, form=form, listed=listed, most=most), status(form)


@bp.route("/attachments/<int:id>/edit", methods=["GET", "POST"])
def edit(id: int) -> Any:
    """Change what is said about an attachment."""
    attachment = _of_mine(id)
    form = LabelForm(obj=attachment)
    if form.validate_on_submit():
        attempt(form, lambda: actions.change(attachment, form.label(), by=signed_in()))
        if not form.errors:
            flash(_("L’allegato è stato cambiato."))
            return _back(attachment)
    return render_template("attachments/edit.html", attachment=attachment, form=form), status(form)


@bp.post("/attachments/<int:id>/move")
def move(id: int) -> Any:
    """Move an attachment up or down."""
    attachment = _of_mine(id)
    actions.move(attachment, request.form.get("to") == "up", by=signed_in())
    return _back(attachment)


@bp.route("/attachments/<int:id>/remove", methods=["GET", "POST"])
def remove(id: int) -> Any:
    """Ask why, and remove an attachment."""
    attachment, form = _of_mine(id), RemoveForm()
    owner = attachment.owner
    if form.validate_on_submit():
        attempt(form, lambda: actions.remove(attachment, form.reason.data or "", by=signed_in()))
        if not form.errors:
            flash(_("L’allegato è stato tolto."))
            return redirect(url_for("attachments.manage", kind=owner.kind, id=owner.id), 303)
    return render_template("attachments/remove.html", attachment=attachment, form=form), status(form)


def _add(owner: Owner, form: AddForm) -> Attachment:
    """Look at the file and store it before the lock; when it cannot be added its bytes do not stay."""
    sent = form.file.data
    content = examine(sent.filename or "", sent.read(), settings().max_file_bytes)
    with stored(content.data) as (key, sha256):
        begin_writing()
        there = owners.find(owner.kind, owner.id) or abort(404)
        return actions.add(there, form.label(), content, key, sha256, by=signed_in())


def _changeable(kind: str, id: int) -> Owner:
    """Return what a kind and a number name, if the person may change what hangs on it."""
    owner = owners.find(kind, id) or abort(404)
    require(me(), "attachment.change", owner, now())
    return owner


def _of_mine(id: int) -> Attachment:
    """Return an attachment, if the person may change it."""
    attachment = db.get_or_404(Attachment, id)
    require(me(), "attachment.change", attachment, now())
    return attachment


def _back(attachment: Attachment) -> Any:
    page = url_for("attachments.manage", kind=attachment.owner_kind, id=attachment.owner_id)
    return redirect(f"{page}#attachment-{attachment.id}", 303)


def weight(size: int) -> str:
    """Return how much a file weighs, in words."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} KB"
    return f"{format_decimal(size / (1 << 20), '0.0')} MB"


def allow_files() -> None:
    """Let people who are signed in send a file where one is asked for; all other forms stay small."""
    if request.endpoint in TAKE_FILES and has_session():
        most = settings()
        request.max_content_length = most.max_file_bytes + most.max_request_bytes


def register(app: Flask) -> None:
    """Add these pages to the application, with its storage; to templates, the words of kinds and licences."""
    app.extensions["storage"] = open_storage(app.config["SETTINGS"])
    app.register_blueprint(bp)
    app.jinja_env.filters["weight"] = weight
    app.jinja_env.globals.update(
        attachment_kinds=labels.KINDS, attachment_licences=labels.LICENCES, licence_pages=labels.LICENCE_PAGES
    )
    if cover not in also_covers:  # an application may be built more than once in a process
        also_covers.append(cover)
        verifies_besides.append(breaks)
