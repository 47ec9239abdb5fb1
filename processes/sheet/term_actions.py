# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the lists from which sheets take their words: add a word, change one, make two into one."""

import sqlalchemy as sa

from auth.models import User
from db import N_, Invalid, db, now
from journal.actions import record
from permissions import require
from processes.models import Process
from processes.registry.listing import list_anew
from processes.sheet import queries as facts_queries
from processes.sheet.facts import TERMS
from processes.sheet.models import Facts, Term


def add(vocabulary: str, name: str, *, by: User, shows_all: bool = False) -> Term:
    """Add a word to a list; raise Invalid when it stands there already."""
    require(by, "site.terms", None, now())
    if vocabulary not in TERMS:
        raise Invalid("vocabulary", N_("Scegli un elenco."))
    if facts_queries.term_named(vocabulary, name) is not None:
        raise Invalid("name", N_("Questa voce c’è già: usa quella, o scrivine un’altra."))
    term = Term(vocabulary=vocabulary, name=name, shows_all=shows_all)
    db.session.add(term)
    record("term.added", by=by, data={"name": name})
    return term


def change(term: Term, name: str, *, by: User, shows_all: bool) -> None:
    """Change a word wherever it is used. One that stands in the list already takes the place of both."""
    require(by, "site.terms", None, now())
    before, other = term.name, facts_queries.term_named(term.vocabulary, name)
    column = getattr(Facts, f"{term.vocabulary}_id")
    using = db.session.scalars(sa.select(Process).join(Facts).where(column == term.id).order_by(Process.id)).all()
    if other is not None and other.id != term.id:
        db.session.execute(sa.update(Facts).where(column == term.id).values({column: other.id}))
        _keep_page(term, other)
        db.session.delete(term)
        term = other
    term.name, term.shows_all = name, shows_all
    db.session.flush()
    record("term.changed", by=by, data={"before": before, "name": name})
    for process in using:  # after the event: whoever names a new body holds the site before the registry too
        list_anew(process)


def _keep_page(term: Term, other: Term) -> None:
    """Give the page of the group that stays what it lacks, of that which goes."""
    for name in ("description", "started", "closed", "body_id"):
        if not getattr(other, name):
            setattr(other, name, getattr(term, name))
