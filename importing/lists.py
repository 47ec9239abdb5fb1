# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read a list of meetings written as CSV: each line as an entry of the file of docs/importing.md.

Its columns are named like the fields there, or like those of the form.
"""

import csv
from collections.abc import Iterator

from flask_babel import gettext as _

from auth.words import folded
from bodies.sheets import rows
from db import N_
from importing.tree import Mistake, Value
from processes.meetings.forms import MeetingForm
from processes.meetings.models import BodyRole
from redline.text import clean_characters

MANY = frozenset({"tables", "joined", *BodyRole})  # several in one cell, parted by |
FLAGS = frozenset({"people_about", "body_count_about", "registers"})


def columns() -> dict[str, str]:
    """Return the columns that a list may have: what they are called, by the name of the field."""
    fields = MeetingForm(formdata=None)
    return {field.name: str(field.label.text) for field in fields if field.name != "seen"}


def entries(text: str) -> Iterator[Value]:
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
