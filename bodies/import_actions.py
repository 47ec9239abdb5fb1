# SPDX-License-Identifier: AGPL-3.0-or-later
"""Import bodies from a list: first tried, then carried out whole or not at all.

A line speaks of the body with its IPA code, else its ISTAT code, else its name; where there is none, of a new one.
What a line leaves empty stays as it is. Importing a list twice changes nothing the second time.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from auth import queries
from auth.body_actions import BodyData, checked, renamed
from auth.models import Body, User
from bodies.sheets import Line, Problem, read
from db import N_, Invalid, db, now
from journal.actions import record
from permissions import require


@dataclass
class Trial:
    """What a list would do: new bodies, changed ones, those that stay as they are, and what must be mended."""

    created: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[Body, dict[str, Any]]] = field(default_factory=list)
    same: int = 0
    spoken: dict[tuple[str, Any], int] = field(default_factory=dict)  # the line that spoke first of a body or code
    problems: list[Problem] = field(default_factory=list)


def attempt(text: str, *, by: User) -> Trial:
    """Return what a list would do; nothing is written."""
    require(by, "body.create", None, now())
    return _tried(text)


def carry_out(text: str, *, by: User) -> Trial:
    """Do what a list says, and return what that was; where anything in it must be mended, nothing."""
    require(by, "body.create", None, now())
    trial = _tried(text)
    if trial.problems:
        return trial
    for values in trial.created:
        db.session.add(Body(**values))
    for body, values in trial.changed:
        for name, value in values.items():
            setattr(body, name, value)
        renamed(body)
    db.session.flush()
    counts = {"created": len(trial.created), "changed": len(trial.changed)}
    if any(counts.values()):
        names = [values["name"] for values in trial.created] + [body.name for body, _ in trial.changed]
        record("body.imported", by=by, data=counts | {"names": names})
    return trial


def _tried(text: str) -> Trial:
    sheet = read(text)
    trial = Trial(problems=sheet.problems)
    with db.session.no_autoflush:
        for line in sheet.lines:
            try:
                _try_line(line, trial)
            except Invalid as error:
                trial.problems.append(Problem(line.number, error.message, error.words))
    trial.problems.sort(key=lambda problem: problem.line)
    return trial


def _try_line(line: Line, trial: Trial) -> None:
    body = _meant(line.values)
    data = _told(body, line.values)
    wanted = checked(data, body)
    _speak(trial, line.number, [("ipa", wanted["ipa"]), ("istat", wanted["istat"]), ("id", body.id if body else "")])
    if body is None:
        trial.created.append(wanted)
    elif new := {name: value for name, value in wanted.items() if getattr(body, name) != value}:
        trial.changed.append((body, new))
    else:
        trial.same += 1


def _meant(values: dict[str, Any]) -> Body | None:
    for code in ("ipa", "istat"):
        if code in values and (found := queries.body_coded(code, values[code].lower())) is not None:
            return found
    found = queries.body_named(values.get("name", ""))
    return queries.kept_body(found) if found is not None else None


def _told(body: Body | None, values: dict[str, Any]) -> BodyData:
    """Return what is known of a body, with what a line says; the name of a double does not rename what it became."""
    if body is None:
        return BodyData(**{"name": ""} | values)
    known = {name: getattr(body, name) for name in asdict(BodyData(name=""))}
    named = queries.body_named(values.get("name", ""))
    said = values if named is None or named.id == body.id else values | {"name": body.name}
    return BodyData(**known | {"other_names": tuple(body.other_names)} | said)


def _speak(trial: Trial, line: int, keys: list[tuple[str, Any]]) -> None:
    for key in keys:
        if key[1] and trial.spoken.setdefault(key, line) != line:
            twice = N_("La riga %(line)s parla già di questo ente: togli una delle due.")
            raise Invalid("", twice, line=trial.spoken[key])
