# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of a sheet: one document whose headings are the names of its facts of prose.

So the words of a sheet have versions, comparison and authors as every other text, and readers correct them by
amendments. What stands under a heading that is no fact, or under none, belongs to "Altre informazioni".
"""

from typing import Any

from amendments.documents.texts import add_version, clean, next_wording, work_out
from amendments.models import Cause, Document, State
from auth.models import User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from processes.models import Process
from processes.sheet.facts import FACTS, Kind
from processes.sheet.models import Facts
from redline.text import body

KIND = "sheet"
MORE = "more"
PROSE = {fact.name: fact.label for fact in FACTS.values() if fact.kind == Kind.PROSE}
_NAMES = {label.casefold(): name for name, label in PROSE.items()}
_FENCES = ("```", "~~~")


def compose(title: str, values: dict[str, Any]) -> str:
    """Return the text of a sheet with these facts; headings inside them stand under those of the facts."""
    found = [f"## {label}\n\n{_lowered(values[name])}" for name, label in PROSE.items() if values.get(name)]
    return "\n\n".join([f"# {title}", *found])


def read(text: str) -> dict[str, str]:
    """Return the facts that stand in the text of a sheet, by name."""
    found: dict[str, list[str]] = {}
    name = MORE
    for line, is_code in _lines(body(text))[0]:
        marks, words = (0, "") if is_code else _heading(line)
        if marks != 2:
            found.setdefault(name, []).append(line)
            continue
        name = _NAMES.get(words.casefold(), MORE)
        if words.casefold() not in _NAMES:
            found.setdefault(name, []).append(f"### {words}")
    stripped = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return {name: words for name, words in stripped.items() if words}


def write(process: Process, facts: Facts, values: dict[str, Any], *, by: User, reason: str = "") -> None:
    """Give the document of a sheet these facts of prose; it is born the first time. The caller asked who may."""
    document = facts.document
    text = clean(compose(process.title, values))
    if document is None:
        _publish(process, facts, text, by)
    elif text != document.text:
        if document.state != State.OPEN:
            raise Invalid("", N_("Il testo della scheda è chiuso: riaprilo prima di cambiarlo."))
        version = add_version(document, next_wording(document, text), cause=Cause.CORRECTION, by=by, reason=reason)
        data = {"version": version.number, "reason": reason}
        record("document.corrected", by=by, document=document, data=data)


def hold(facts: Facts) -> None:
    """Hold the document of a sheet before anything of the sheet is written, in the order of `db.lock`."""
    if facts.document is not None:
        lock(facts.document)


def _publish(process: Process, facts: Facts, text: str, by: User) -> None:
    moment = now()
    document = Document(kind=KIND, process=process, title=process.title, author=by, state=State.OPEN)
    document.created_at = document.updated_at = document.published_at = moment
    db.session.add(document)
    db.session.flush()
    facts.document = document
    version = add_version(document, work_out("", text), cause=Cause.PUBLICATION, by=by)
    record("document.published", by=by, document=document, data={"version": version.number})


def _lowered(words: str) -> str:
    """Return words whose headings stand below those of the facts, and whose last fence of code is closed."""
    lines, fence = _lines(words)
    lowered = [line if is_code else _below(line) for line, is_code in lines]
    return "\n".join([*lowered, fence] if fence else lowered)


def _below(line: str) -> str:
    marks, words = _heading(line)
    return f"{'#' * max(3, marks)} {words}".rstrip() if marks else line


def _heading(line: str) -> tuple[int, str]:
    """Return the depth and the words of a heading of Markdown; 0 for what is none."""
    words = line.strip()
    marks = len(words) - len(words.lstrip("#"))
    indent = len(line) - len(line.lstrip(" "))
    if indent > 3 or marks > 6 or words[marks : marks + 1] not in ("", " ", "\t"):
        return 0, ""
    return marks, words[marks:].strip()


def _lines(words: str) -> tuple[list[tuple[str, bool]], str]:
    """Return the lines of a text, each with whether it stands in a fence of code, and the fence left open."""
    found, fence = [], ""
    for line in words.split("\n"):
        mark = line.lstrip()[:3]
        found.append((line, bool(fence)))
        if not fence and mark in _FENCES:
            fence = mark
        elif fence and mark == fence:
            fence = ""
    return found, fence
