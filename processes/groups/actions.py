# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verb on the page of a group of processes: describe it. Its name stands in the lists of words of the sheets."""

from dataclasses import asdict, dataclass
from typing import Any

from auth import queries as people
from auth.models import Body, User
from db import N_, Changed, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.sheet.models import Term

MEANWHILE = N_("Qualcun altro ha cambiato la pagina di questo gruppo mentre scrivevi.")


@dataclass(frozen=True)
class About:
    """What may be said of a group; `body` is the name of the body that runs it, "" for none."""

    description: str = ""
    started: int | None = None
    closed: int | None = None
    body: str = ""

    @classmethod
    def of(cls, group: Term) -> "About":
        """Return what is said of a group."""
        return cls(group.description, group.started, group.closed, group.body.name if group.body is not None else "")


def describe(group: Term, wanted: About, *, by: User, seen: int) -> None:
    """Change what is said of a group; raise Changed when somebody else did since edition `seen`."""
    require(by, "site.terms", None, now())
    lock(group)
    if group.edition != seen:
        raise Changed(MEANWHILE)
    if wanted.started and wanted.closed and wanted.closed < wanted.started:
        raise Invalid("closed", N_("L’anno di chiusura non può venire prima di quello di avvio: correggi uno dei due."))
    body = _body(wanted.body)
    old, new = asdict(About.of(group)), asdict(wanted) | {"body": body.name if body is not None else ""}
    names = [name for name in new if new[name] != old[name]]
    if not names:
        return
    group.description, group.started, group.closed, group.body = wanted.description, wanted.started, wanted.closed, body
    group.edition += 1
    db.session.flush()
    data: dict[str, Any] = {"name": group.name, "group": group.id}
    data |= {"before": {name: old[name] for name in names}, "after": {name: new[name] for name in names}}
    record("group.described", by=by, data=data)


def _body(name: str) -> Body | None:
    """Return the body of this name, or None for no name."""
    if not name:
        return None
    found = people.body_named(name)
    if found is None:
        raise Invalid("body", N_("Nessun ente ha questo nome: scegline uno dell’elenco, o prima registralo."))
    return people.kept_body(found)
