# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where a list of bodies is tried, mended and imported."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from attachments.contents import NOT_UTF8
from auth.session import me, signed_in
from bodies import import_actions
from bodies.blueprint import bp
from bodies.forms import LONGEST_LIST, BodyForm, ImportForm
from bodies.import_actions import Trial
from db import N_, Invalid, now
from fields import attempt, status
from permissions import require
from redline.text import clean_characters

MOST_SHOWN = 50


@bp.route("/bodies/import", methods=["GET", "POST"])
def import_list() -> Any:
    """Try a list of bodies; import it when it was tried and nothing must be mended."""
    require(me(), "body.create", None, now())
    form, trial = ImportForm(), None
    if form.validate_on_submit():
        trial = attempt(form, lambda: _do(form))
        if trial is not None and request.form.get("do") == "import" and not trial.problems:
            flash(_("Importati: %(new)s nuovi, %(old)s aggiornati.", new=len(trial.created), old=len(trial.changed)))
            return redirect(url_for("bodies.index"), 303)
    labels = {field.short_name: field.label.text for field in BodyForm(formdata=None)}
    words = {"trial": trial, "most": MOST_SHOWN, "labels": labels}
    return render_template("bodies/import.html", form=form, **words), status(form)


def _do(form: ImportForm) -> Trial:
    """Try what was sent, or carry it out where it was tried; what came as a file stands in the form from then on."""
    text = text_of(form)
    form.text.data = text
    do = import_actions.carry_out if request.form.get("do") == "import" else import_actions.attempt
    return do(text, by=signed_in())


def text_of(form: ImportForm) -> str:
    """Return the list that was sent, whichever way; raise Invalid for none, or one that is no text."""
    if form.file.data:
        try:
            text = form.file.data.read(LONGEST_LIST * 4).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Invalid("file", NOT_UTF8) from error
    else:
        text = form.text.data or ""
    if not text.strip() or len(text) > LONGEST_LIST:
        raise Invalid("text", N_("Scegli un file, o incolla l’elenco, di al massimo un milione di caratteri."))
    return clean_characters(text)
