# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the facts of sheets: the values of one, its bodies and places, the words of its lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from amendments.models import Document
from auth.models import Body
from db import db
from processes.models import Process
from processes.sheet import text as sheet_text
from processes.sheet.facts import FACTS, GROUPS, HOLDER, TERMS, Fact, Group, Kind
from processes.sheet.models import Facts, Involvement, Term, Territory

COLUMNS = frozenset({"started", "closed", "progress", "region", "certified", "funded"})


@dataclass(frozen=True)
class ShownGroup:
    """A heading of a sheet with the facts under it, each with its value."""

    group: Group
    facts: list[tuple[Fact, Any]]


@dataclass(frozen=True)
class Sheet:
    """A sheet as its page shows it: its kind, its groups, and its facts as such."""

    kind: str
    groups: list[ShownGroup]
    facts: Facts
    holders: list[Body]


def facts_of(process: Process) -> Facts | None:
    """Return the facts of a process with their text, or None when nobody wrote any."""
    with_text = joinedload(Facts.document).undefer(Document.text)
    return db.session.scalars(sa.select(Facts).where(Facts.process_id == process.id).options(with_text)).first()


def values(process: Process) -> dict[str, Any]:
    """Return the facts that are there by name, but for bodies: words, numbers, days, and places as words."""
    facts = facts_of(process)
    places = [str(place) for place in territories(process)]
    return present(facts, places) if facts is not None else {}


def present(facts: Facts, places: list[str], *, with_text: bool = True) -> dict[str, Any]:
    """Return the facts that are there, from wherever they are kept; without text the prose is left out."""
    kept: dict[str, Any] = {name: getattr(facts, name) for name in COLUMNS} | facts.others
    kept |= sheet_text.read(facts.document.text) if with_text and facts.document is not None else {}
    terms = {name: getattr(facts, name) for name in TERMS}
    kept |= {name: term.name for name, term in terms.items() if term is not None} | {"places": places}
    return {
        name: date.fromisoformat(value) if FACTS[name].kind == Kind.DAY else value
        for name, value in kept.items()
        if value
    }


def sheet(process: Process) -> Sheet | None:
    """Return the sheet of a process as it is shown, or None when nobody wrote any; three queries."""
    facts = facts_of(process)
    if facts is None or not facts.edition:
        return None
    found = present(facts, [str(place) for place in territories(process)])
    for involvement in involvements(process):
        found.setdefault(involvement.role, []).append(involvement)
    groups = [ShownGroup(g, [(fact, found[fact.name]) for fact in g.facts if fact.name in found]) for g in GROUPS]
    shows_all = facts.kind is not None and facts.kind.shows_all
    holders = [involvement.body for involvement in found.get(HOLDER, [])]
    return Sheet(facts.kind.name if facts.kind else "", [g for g in groups if g.facts or shows_all], facts, holders)


def involvements(process: Process) -> Sequence[Involvement]:
    """Return the bodies that have a role in a process, in the order that staff gave them."""
    chosen = sa.select(Involvement).where(Involvement.process_id == process.id)
    chosen = chosen.order_by(Involvement.position, Involvement.id)
    return db.session.scalars(chosen).all()


def involvement(process: Process, id: int) -> Involvement | None:
    """Return a role of a body in this process, or None."""
    chosen = sa.select(Involvement).where(Involvement.process_id == process.id, Involvement.id == id)
    return db.session.scalars(chosen).first()


def territories(process: Process) -> Sequence[Territory]:
    """Return the places that a process is about, in the order in which they were written."""
    chosen = sa.select(Territory).where(Territory.process_id == process.id).order_by(Territory.id)
    return db.session.scalars(chosen).all()


def terms(vocabulary: str | None = None) -> Sequence[Term]:
    """Return the words of one list (None: of all), by name."""
    chosen = sa.select(Term).order_by(Term.vocabulary, Term.name)
    return db.session.scalars(chosen if vocabulary is None else chosen.where(Term.vocabulary == vocabulary)).all()


def term_named(vocabulary: str, name: str) -> Term | None:
    """Return the word of a list however its letters are written, or None."""
    return next((term for term in terms(vocabulary) if term.name.casefold() == name.casefold()), None)
