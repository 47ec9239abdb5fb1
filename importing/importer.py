# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring a process to what a file says: what is missing is added, what differs is changed, the rest stays as it is.

Nothing is ever removed. Each entry is known by a key, so that the same file changes nothing the second time. All is
written by the actions of the pages in one transaction: on a trial, or with one mistake in the file, none of it stays.
"""

from collections.abc import Callable
from dataclasses import dataclass

from auth.models import User
from db import N_, Invalid, transaction
from importing import life, sheet
from importing.entries import UNKNOWN
from importing.tree import Mistake, Value, read
from importing.work import Done, Unfit, Work
from permissions import Refused


@dataclass(frozen=True)
class Section:
    """A part of the file: its name, what writes an entry of it, and whether there may be many."""

    name: str
    put: Callable[[Work, Value], None]
    many: bool = True


# In the order in which they are written, whatever their order in the file.
SECTIONS = (
    Section("process", sheet.put_process, many=False),
    Section("people", sheet.put_person),
    Section("facts", sheet.put_facts, many=False),
    Section("bodies", sheet.put_body),
    Section("parts", sheet.put_part),
    Section("proposals", life.put_proposal),  # before the phases, which may be over
    Section("phases", sheet.put_phase),
    Section("path", sheet.put_section),
    Section("meetings", life.put_meeting),
    Section("figures", life.put_figures, many=False),
    Section("news", life.put_post),
)


class Unwritten(Exception):
    """Nothing was written: it was a trial, or something in the file must be mended."""


def carry_out(
    text: str, *, by: User, trial: bool = False, tell: Callable[[Done], None] = lambda done: None
) -> Work:
    """Carry out what a file says, telling each entry as it is done; where there are mistakes, nothing stays written."""
    work = Work(by, tell)
    try:
        whole = read(text)
        with transaction():
            _write(work, whole)
            if trial or work.mistakes:
                raise Unwritten
    except Mistake as mistake:
        work.mistakes.append(mistake)
    except Unwritten:
        pass
    return work


def _write(work: Work, whole: Value) -> None:
    known = {section.name for section in SECTIONS}
    for name, value in whole.fields.items():
        if name not in known:
            names = ", ".join(section.name for section in SECTIONS)
            work.mistakes.append(Mistake(value.line, UNKNOWN, name=name, known=names))
    for section in SECTIONS:
        found = whole.fields.get(section.name)
        if section.name == "process" and found is None:
            raise Mistake(1, N_("Il file deve cominciare con «process:» e i suoi dati."))
        for entry in _entries(work, section, found):
            put(work, section, entry)
        if work.process is None:
            return  # nothing else can be looked at


def _entries(work: Work, section: Section, found: Value | None) -> list[Value]:
    """Return the entries of a section; what is no mapping is a mistake."""
    if found is None:
        return []
    entries = found.items if section.many else [found]
    if section.many and not found.items and (found.words or found.fields):
        sentence = N_("«%(name)s» vuole un elenco: una riga con - per ogni voce.")
        work.mistakes.append(Mistake(found.line, sentence, name=section.name))
        return []
    fit = [entry for entry in entries if entry.fields]
    sentence = N_("Qui servono nomi e valori, per esempio «title: Obiettivi».")
    work.mistakes += [Mistake(entry.line, sentence) for entry in entries if not entry.fields]
    return fit


def put(work: Work, section: Section, entry: Value) -> None:
    """Write one entry, or note what must be mended."""
    try:
        section.put(work, entry)
    except Unfit:
        pass
    except Refused as error:
        work.mistakes.append(Mistake(entry.line, error.why))
        raise Unwritten from error
    except Invalid as error:
        line = entry.fields[error.field].line if error.field in entry.fields else entry.line
        work.mistakes.append(Mistake(line, error.message, **error.words))
