# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keep the registry of processes up to date: called by every action that changes what the registry shows of one.

Each change bears the number of the registry's own stamp. That row is held until the transaction ends, so changes
become visible in the order of their numbers, and whoever knows all up to a number asks for those after it.
"""

import sqlalchemy as sa

from amendments.models import Document
from auth.models import Body
from db import db, now
from journal.actions import stamp
from journal.models import Chain
from processes.models import Process
from processes.registry.index import Index
from processes.sheet import queries as facts_queries
from processes.sheet.facts import FACTS, Kind
from processes.sheet.models import Facts, Involvement
from processes.sheet.text import KIND

STAMP = "registry"
SEARCHED = {fact.name for fact in FACTS.values() if fact.kind in (Kind.LINE, Kind.PROSE, Kind.TERM)}
PROCESSES = Index("search_process", "process_id")


def list_anew(process: Process) -> Facts:
    """Let the registry read a process anew, and find it by its words of now; return its facts."""
    facts = facts_for(process)
    stamp(STAMP)
    facts.change = change_number()
    db.session.flush()
    PROCESSES.put(process.id, process.title, _words(process))
    return facts


def list_processes_of(body: Body) -> None:
    """Let the registry read anew the processes in which a body has a role."""
    mine = sa.select(Involvement.process_id).where(Involvement.body_id == body.id)
    for process in db.session.scalars(sa.select(Process).where(Process.id.in_(mine))).all():
        list_anew(process)


def facts_for(process: Process) -> Facts:
    """Return the facts of a process, which begin empty."""
    facts = facts_queries.facts_of(process)
    if facts is None:
        facts = Facts(process_id=process.id, others={}, edition=0, changed_at=now())
        db.session.add(facts)
        db.session.flush()
    return facts


def renew(document: Document, text: str) -> None:
    """Let the registry know the newest text of a sheet; called when a version of any document is born."""
    if document.kind == KIND:
        facts = list_anew(document.process)
        facts.edition, facts.changed_at = facts.edition + 1, now()


def change_number() -> int:
    """Return the number of the last change."""
    return db.session.scalar(sa.select(Chain.stamp).where(Chain.key == STAMP)) or 0


def find(words: str, most: int) -> list[int]:
    """Return the ids of the processes that hold all the words, best first."""
    return PROCESSES.find(words, most)


def _words(process: Process) -> str:
    """Return everything by which a process is found besides its title."""
    values = facts_queries.values(process)
    bodies = [str(one) for one in facts_queries.involvements(process)]
    found = [str(values[name]) for name in SEARCHED & values.keys()]
    return "\n".join([process.description, *found, *values.get("places", []), *bodies])
