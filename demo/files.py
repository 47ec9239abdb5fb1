# SPDX-License-Identifier: AGPL-3.0-or-later
"""The files of the demo, made here with our own words, so that pages have something to download."""

import hashlib

from amendments.models import Document
from attachments import owners
from attachments.actions import Label, add
from attachments.contents import examine
from attachments.sweeping import storage
from auth.models import User
from config import LARGEST_FILE
from db import transaction
from demo.people import Cast
from processes.models import Process
from storage import new_name

MINUTES = """# Verbale del tavolo sui gruppi di lavoro

Presenti: sei persone di quattro enti. Il tavolo chiede che i colleghi siano coinvolti da subito, che chi comincia
trovi qualche esempio già provato, e che il gruppo di aiuto resti aperto anche dopo i laboratori.
"""
CALENDAR = """giorno;che cosa;dove
2026-12-03;Presentazione del piano;Valchiara, sala civica
2026-12-10;Primo laboratorio;online
2027-01-14;Secondo laboratorio;Montecolle, biblioteca
"""
RULES = """Come si partecipa a questo piano

1. Chiunque abbia un account può proporre modifiche, sostenerle e commentare.
2. Chi modera decide ogni punto e ne scrive il motivo, che tutti possono leggere.
3. Alla fine l’ente risponde a ogni proposta, anche a quelle che non accoglie.
"""


def attach_all(cast: Cast, process: Process, document: Document) -> None:
    """Hang three files on a process and one of its proposals."""
    bruno = cast["bruno"]
    by_process, by_proposal = ("process", process.id), ("document", document.id)
    attach(bruno, by_process, "Le regole di questo percorso", "act", "official", "regole.txt", RULES.encode())
    attach(bruno, by_process, "Il calendario degli incontri", "data", "cc0-1.0", "calendario.csv", CALENDAR.encode())
    attach(bruno, by_proposal, "Verbale del tavolo sui gruppi", "minutes", "cc-by-4.0", "verbale.md", MINUTES.encode())


def attach(by: User, where: tuple[str, int], title: str, kind: str, licence: str, name: str, data: bytes) -> None:
    """Hang a file on something, as its page would."""
    content, key = examine(name, data, LARGEST_FILE), new_name()
    storage().put(key, content.data)
    with transaction():
        owner = owners.find(*where)
        assert owner is not None
        sha256 = hashlib.sha256(content.data).hexdigest()
        add(owner, Label(title, kind, licence), content, key, sha256, by=by)
