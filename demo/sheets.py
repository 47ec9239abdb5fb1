# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheets of the demo's processes: their facts, and the bodies that have a role in them."""

from typing import Any

import sqlalchemy as sa

from amendments.models import Document
from amendments.requests.actions import propose
from auth.body_actions import BodyData, create
from db import db, transaction
from demo.people import Cast
from processes.groups.actions import About, describe
from processes.models import Process
from processes.sheet import text as sheet_text
from processes.sheet.actions import body_for, change_facts, name_body
from processes.sheet.queries import term_named
from processes.sheet.term_actions import add
from processes.suggestions.actions import Told, suggest

KIND = "Scheda dell’osservatorio"
CALL = "Bando regionale 2023"
ABOUT = About(
    description="La Regione finanzia ogni anno i percorsi che comuni e associazioni propongono.\n\n"
    "- **Chi poteva chiedere:** enti locali, unioni, associazioni del terzo settore.\n"
    "- **Che cosa contava:** piccoli comuni, giovani, e l’impegno a decidere dopo aver ascoltato.",
    started=2023,
    closed=2025,
    body="Regione Esempio",
)
FACTS: dict[str, dict[str, Any]] = {
    "patti": {
        "kind": KIND,
        "area": "Assetto istituzionale",
        "theme": "Beni comuni",
        "started": 2024,
        "duration": "18 mesi",
        "progress": "running",
        "participants": "uffici dei comuni, scuole, associazioni, singoli cittadini",
        "addressees": "I comuni del territorio e chi si prende cura dei loro beni comuni.",
        "path": "Prima incontri di ascolto con scuole e uffici; poi tavoli a rotazione, ospitati ogni volta da un "
        "comune diverso; alla fine un evento pubblico che racconta i risultati.",
        "region": "Regione Esempio",
        "places": ["Valchiara (BO)", "Montecolle (MO)", "Pratolungo (MO)"],
        "objectives": "Far conoscere i patti di collaborazione, e formare insieme chi li scrive e chi li mette in "
        "pratica.",
        "regulation": "Regolamento comunale sui beni comuni",
        "reported_by": "Segnalazione dal web",
        "editors": "Redazione del sito dimostrativo",
    },
    "camaiore": {
        "area": "Assetto istituzionale",
        "theme": "Democrazia locale",
        "started": 2023,
        "closed": 2025,
        "progress": "continuing",
        "implementation": "Il percorso è concluso; il Comune continua a metterne in pratica le proposte.",
        "region": "Regione Esempio",
        "places": ["Camaiore (LU)"],
        "objectives": "Rendere la partecipazione una pratica stabile del Comune.",
        "certified": True,
        "certified_in": 2023,
        "funded": True,
        "funded_in": 2023,
        "group": CALL,
        "granted": 15_000,
        "cost": 20_000,
    },
}
BODIES = {
    "patti": (
        ("holder", "Comune di Valchiara", "Valchiara", "BO", "Ufficio beni comuni"),
        ("holder", "Unione dei Comuni del Colle", "Montecolle", "MO", ""),
        ("funder", "Fondazione Le Due Rive", "Valchiara", "BO", ""),
        ("implementing", "Associazione Terra di Mezzo", "Pratolungo", "MO", ""),
    ),
    "camaiore": (("holder", "Comune di Camaiore", "Camaiore", "LU", ""),),
}


def write_sheet(cast: Cast, process: Process, key: str) -> None:
    """Write the sheet of a process; that of the pacts shows all its headings, empty ones too."""
    if FACTS[key].get("kind") == KIND:
        with transaction():
            add("kind", KIND, by=cast["ines"], shows_all=True)
    with transaction():
        change_facts(process, FACTS[key], by=cast["bruno"], seen=0)
    for role, name, place, province, office in BODIES[key]:
        with transaction():
            body = body_for(process, name, place, province, by=cast["bruno"])
            name_body(process, role, body, office, by=cast["bruno"])


def describe_call(cast: Cast) -> None:
    """Write the page of the call to which the sheets belong, and the body that runs it."""
    with transaction():
        create(BodyData(ABOUT.body, kind="region"), by=cast["ines"])
        group = term_named("group", CALL)
        assert group is not None
        describe(group, ABOUT, by=cast["ines"], seen=0)


def correct_sheet(cast: Cast, process: Process) -> None:
    """Let a reader complete the text of a sheet; the correction waits for an editor."""
    chosen = sa.select(Document).where(Document.process_id == process.id, Document.kind == sheet_text.KIND)
    text = db.session.scalars(chosen).one()
    known = "## Altre informazioni\n\nIl secondo tavolo si è tenuto nella biblioteca di Pratolungo."
    with transaction():
        propose(text, f"{text.text}\n\n{known}", by=cast["zoe"], base=text.version, reason="C’ero anch’io.")


def suggest_process() -> None:
    """Let a visitor tell of a process that the registry lacks; an administrator will read it."""
    told = Told(
        title="Il parco lungo il fiume",
        description="Si decide insieme che cosa fare della vecchia cava.",
        holder="Comune di Pratolungo",
        places=["Pratolungo (MO)"],
        reporter="Associazione Riva Verde",
        email="riva.verde@example.org",
    )
    with transaction():
        suggest(told, by=None)
