# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where staff bring meetings in from a list in CSV: a trial first, every mistake at its line, all or nothing.

A line is an entry of the file of docs/importing.md, its columns named like the fields there or like those of the form.
"""

import csv
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from auth.models import User
from auth.words import folded
from bodies.forms import ImportForm
from bodies.import_views import text_of
from bodies.sheets import rows
from db import N_, db
from fields import attempt, status
from importing.importer import Section, Unwritten, put
from importing.life import put_meeting
from importing.tree import Mistake, Value
from importing.work import Work
from processes.blueprint import changeable, person
from processes.meetings.forms import MeetingForm
from processes.meetings.models import BodyRole
from processes.models import Process
from redline.text import clean_characters

MANY = frozenset({"tables", "joined", *BodyRole})  # several in one cell, parted by |
FLAGS = frozenset({"people_about", "body_count_about", "registers"})
bp = Blueprint("importing", __name__)
SECTION = Section("meetings", put_meeting)


@bp.route("/processes/<slug>/meetings/import", methods=["GET", "POST"])
def meetings(slug: str) -> Any:
    """Try a list of meetings; import it when it was tried and nothing must be mended."""
    process, form, work = changeable(slug), ImportForm(), None
    if form.validate_on_submit():
        text = attempt(form, lambda: text_of(form))
        if text is not None:
            form.text.data = text
            wanted = request.form.get("do") == "import"
            work = carry_out(process, text, by=person(), trial=not wanted)
            if wanted and not work.mistakes:
                flash(_("Gli incontri sono importati."))
                return redirect(url_for("processes.meetings", slug=slug), 303)
    words = {"process": process, "form": form, "work": work, "columns": list(columns().values())}
    return render_template("importing/meetings.html", **words), 422 if work and work.mistakes else status(form)


def carry_out(process: Process, text: str, *, by: User, trial: bool) -> Work:
    """Write the meetings of a list; on a trial, or with one mistake, nothing of it stays."""
    work = Work(by, lambda done: None, process=process)
    generate_csrf()  # of this request, before the forms of the list come to think of one
    language = str(get_locale())
    try:
        # The forms of entries must not read what was sent with this request.
        with current_app.test_request_context(), force_locale(language):
            _write(work, text)
            if trial or work.mistakes:
                raise Unwritten
    except Unwritten:
        db.session.rollback()
    return work


def _write(work: Work, text: str) -> None:
    try:
        entries = list(_entries(text))
    except Mistake as mistake:
        work.mistakes.append(mistake)
        return
    for entry in entries:
        put(work, SECTION, entry)


def columns() -> dict[str, str]:
    """Return the columns that a list may have: what they are called, by the name of the field."""
    fields = MeetingForm(formdata=None)
    return {field.name: str(field.label.text) for field in fields if field.name not in ("seen", "csrf_token")}


def _entries(text: str) -> Iterator[Value]:
    """Yield each line as an entry; raise Mistake for a head or a line that cannot be."""
    known = {folded(label): name for name, label in columns().items()} | {name: name for name in columns()}
    known |= {"joined": "joined", folded(_("Entrano nella rete")): "joined"}
    names: list[str] = []
    line = 1
    try:
        for line, cells in rows(text):
            if not names:
                names = [known.get(cell.strip(), known.get(folded(cell), "")) for cell in cells]
                _check_head(names, cells)
            elif len(cells) != len(names):
                words = {"found": len(cells), "expected": len(names)}
                raise Mistake(line, N_("Ha %(found)s colonne invece di %(expected)s."), **words)
            else:
                yield Value(line, fields=dict(_fields(line, names, cells)))
    except csv.Error as error:
        raise Mistake(line, N_("Da qui in poi il testo non è un elenco in CSV.")) from error


def _check_head(names: list[str], cells: list[str]) -> None:
    for cell, name in zip(cells, names, strict=True):
        if not name:
            raise Mistake(1, N_("Non conosco la colonna «%(name)s»."), name=cell)
    if len(set(names)) < len(names) or not {"held_on", "heading"} <= set(names):
        raise Mistake(1, N_("La prima riga nomina le colonne, ognuna una volta: servono giorno e intestazione."))


def _fields(line: int, names: list[str], cells: list[str]) -> Iterator[tuple[str, Value]]:
    for name, cell in zip(names, cells, strict=True):
        words = clean_characters(cell).strip()
        if name in MANY:
            items = [Value(line, one.strip()) for one in words.split("|") if one.strip()]
            yield name, Value(line, items=items)
        elif name in FLAGS:
            yield name, Value(line, "y" if folded(words) in ("si", "yes", "x", "1", "true") else "")
        elif words:
            yield name, Value(line, words)


def register(app: Flask) -> None:
    """Add this page to the application."""
    app.register_blueprint(bp)
