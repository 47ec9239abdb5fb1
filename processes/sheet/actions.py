# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the facts of a sheet: write them, name the bodies that have a role. What changed stays on record."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from auth import body_actions
from auth.models import Body, User
from db import N_, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.models import Process
from processes.places import change_places, last_position
from processes.registry.listing import facts_for, list_anew
from processes.sheet import queries as facts_queries
from processes.sheet import text as sheet_text
from processes.sheet.facts import FACTS, HOLDER, ROLES, TERMS, Kind, Progress
from processes.sheet.models import Facts, Involvement, Term, Territory
from processes.sheet.territories import check_places, place_of


def change_facts(process: Process, wanted: dict[str, Any], *, by: User, seen: int, reason: str = "") -> None:
    """Write the facts of a sheet: those that are not given, or empty, are no longer there.

    `seen` is the edition that was read before; raises Invalid when another was born meanwhile, or a fact cannot be.
    `reason` says why the words of the text changed.
    """
    require(by, "process.change", process, now())
    wanted = {name: value for name, value in wanted.items() if value not in (None, "", [], False)}
    _check(wanted)
    lock(process)
    facts = facts_for(process)
    sheet_text.hold(facts)
    if facts.edition != seen:
        raise Invalid(
            "", N_("Mentre scrivevi, qualcuno ha cambiato la scheda: guarda la cronologia, controlla e salva di nuovo.")
        )
    before = facts_queries.values(process)
    _write(facts, wanted)
    _write_places(process, wanted.get("places", []))
    db.session.flush()
    sheet_text.write(process, facts, wanted, by=by, reason=reason)
    _record(process, before, facts_queries.values(process), by)


def name_body(process: Process, role: str, body: Body, office: str = "", *, by: User) -> Involvement:
    """Give a body a role in a process; raise Invalid when it has it already, or when there is no such role."""
    require(by, "process.change", process, now())
    if role not in ROLES:
        raise Invalid("role", N_("Scegli un ruolo."))
    lock(process)
    before = _bodies(process, role)
    taken = sa.select(Involvement.id).where(
        Involvement.process_id == process.id, Involvement.role == role, Involvement.body_id == body.id
    )
    if db.session.scalar(taken) is not None:
        raise Invalid("name", N_("Questo ente ha già questo ruolo nella scheda: scegline un altro."))
    made = Involvement(process_id=process.id, role=role, body=body, office=office)
    made.position = last_position(Involvement, process.id) + 1
    db.session.add(made)
    db.session.flush()
    facts = facts_for(process)
    if facts.document is None:
        sheet_text.write(process, facts, {}, by=by)
    _record(process, {role: before}, {role: _bodies(process, role)}, by)
    return made


def hold(process: Process, body: Body, *, by: User) -> None:
    """Make a body the holder of a process that was just created for it."""
    require(by, "process.create", body, now())
    db.session.add(Involvement(process_id=process.id, role=HOLDER, body=body, position=1))
    db.session.flush()
    _record(process, {HOLDER: []}, {HOLDER: _bodies(process, HOLDER)}, by)


def body_for(process: Process, name: str, place: str = "", province: str = "", *, by: User) -> Body:
    """Return the body of this name for a sheet; one that nobody named before is registered."""
    require(by, "process.change", process, now())
    return body_actions.named(name, by=by, process=process, place=place, province=province)


def move_body(process: Process, involvement: Involvement, up: bool, *, by: User) -> bool:
    """Let a body change places with the one before it (or after) in the same role; say whether there was one."""
    require(by, "process.change", process, now())
    lock(process)
    role = involvement.role
    before = _bodies(process, role)
    moved = change_places(involvement, up, Involvement.role == role)
    _record(process, {role: before}, {role: _bodies(process, role)}, by)
    return moved


def drop_body(process: Process, involvement: Involvement, *, by: User) -> None:
    """Take a role in a process away from a body."""
    require(by, "process.change", process, now())
    lock(process)
    role = involvement.role
    before = _bodies(process, role)
    db.session.delete(involvement)
    db.session.flush()
    _record(process, {role: before}, {role: _bodies(process, role)}, by)


def _check(wanted: dict[str, Any]) -> None:
    unknown = wanted.keys() - FACTS.keys()
    if unknown:
        raise KeyError(*unknown)
    _check_order(wanted, "started", "closed", N_("L’anno di chiusura viene prima di quello di avvio: correggine uno."))
    _check_order(wanted, "first_day", "last_day", N_("La fine viene prima dell’inizio: correggi una delle due date."))
    if wanted.get("progress", Progress.PLANNED) not in list(Progress):
        raise Invalid("progress", N_("Scegli uno degli stati dell’elenco."))
    check_places(wanted.get("places", []))


def _check_order(wanted: dict[str, Any], first: str, last: str, sentence: str) -> None:
    if first in wanted and last in wanted and wanted[last] < wanted[first]:
        raise Invalid(last, sentence)


def _write(facts: Facts, wanted: dict[str, Any]) -> None:
    for name in facts_queries.COLUMNS:
        absent = False if FACTS[name].kind == Kind.FLAG else None
        setattr(facts, name, wanted.get(name, absent))
    for name in TERMS:
        setattr(facts, name, _term(name, wanted[name]) if name in wanted else None)
    apart = {*facts_queries.COLUMNS, *TERMS, *sheet_text.PROSE, "places"}
    facts.others = {name: _plain(value) for name, value in wanted.items() if name not in apart}


def _term(vocabulary: str, name: str) -> Term:
    """Return the word of a list; one that nobody wrote before is added, also while somebody else adds it."""
    found = facts_queries.term_named(vocabulary, name)
    if found is None:
        insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        new = insert(Term).values(vocabulary=vocabulary, name=name, shows_all=False)
        db.session.execute(new.on_conflict_do_nothing())
        chosen = sa.select(Term).where(Term.vocabulary == vocabulary, Term.name == name)
        found = db.session.scalars(chosen).one()
    return found


def _write_places(process: Process, places: list[str]) -> None:
    """Write the places anew in their order; what is written twice counts once."""
    db.session.execute(sa.delete(Territory).where(Territory.process_id == process.id))
    for name, province in dict.fromkeys(place_of(words) for words in places):
        db.session.add(Territory(process_id=process.id, name=name, province=province))


def _record(process: Process, before: dict[str, Any], after: dict[str, Any], by: User) -> None:
    """Write down each fact that changed, with what it was and what it is; versions of the text tell of the prose."""
    changes = [
        {"fact": name, "before": _plain(before.get(name)), "after": _plain(after.get(name))}
        for name in FACTS
        if name not in sheet_text.PROSE and before.get(name) != after.get(name)
    ]
    if changes:
        facts = list_anew(process)
        facts.edition, facts.changed_at = facts.edition + 1, now()
        record("process.facts_changed", by=by, process=process, data={"changes": changes})


def _bodies(process: Process, role: str) -> list[str]:
    return [str(one) for one in facts_queries.involvements(process) if one.role == role]


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value
