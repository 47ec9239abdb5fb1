# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small builders, and the standing cast."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from amendments.documents.actions import publish
from amendments.models import Document
from auth.models import Member, Site, User
from db import db, now, transaction
from processes.models import Phase, Process
from proposals.models import Proposal

TEMPLATE = ["Obiettivo", "Modalità di attuazione", "Destinatari", "Tempi di realizzazione"]


@dataclass
class Cast:
    """Ada and Sami take part, Bruno is staff, Mara and Mino moderate, Ines runs the site, Zoe is new."""

    process: Process
    ada: User
    sami: User
    zoe: User
    bruno: User
    mara: User
    mino: User
    ines: User


@contextmanager
def writing() -> Iterator[None]:
    """Write straight into the database, as a test does before it begins."""
    with transaction():
        yield


def person(name: str, **more: Any) -> User:
    """Add a person with a confirmed account; the caller is inside `writing()`."""
    made = User(
        email=f"{name.lower()}@example.org",
        name=name,
        created_at=now(),
        confirmed_at=now(),
        privacy_version="1",
        **more,
    )
    db.session.add(made)
    return made


def process(**more: Any) -> Process:
    """Add a process with one phase in which everything is open; the caller is inside `writing()`."""
    words = {"slug": "piano", "title": "Piano della formazione", "prefix": "par", "headings": TEMPLATE, "domains": []}
    made = Process(created_at=now(), **(words | more))
    made.phases.append(
        Phase(
            title="Scrittura",
            starts_at=now() - timedelta(days=30),
            ends_at=now() + timedelta(days=30),
            proposing=True,
            amending=True,
            supporting=True,
            commenting=True,
        )
    )
    db.session.add(made)
    return made


def make_cast() -> Cast:
    """Write the cast, a process and the body that runs the site."""
    with writing():
        db.session.add(Site(name="Comune di Prova", email="urp@example.org"))
        people = {f.name: person(f.name.capitalize()) for f in fields(Cast) if f.name != "process"}
        people["ines"].is_admin = True
        where = process()
        db.session.flush()
        for name, role in (("bruno", "staff"), ("mara", "moderator"), ("mino", "moderator")):
            db.session.add(Member(process_id=where.id, user_id=people[name].id, role=role, created_at=now()))
    return Cast(process=where, **people)


SECTIONS = {
    "Obiettivo": "Affinare le competenze utili a creare un gruppo di lavoro tra settori diversi. Imparare a fare rete.",
    "Modalità di attuazione": "Laboratori in presenza e incontri online. Scambio di buone pratiche tra enti.",
    "Destinatari": "Personale degli enti locali del territorio.",
    "Tempi di realizzazione": "Entro il 2024.",
}


def text(title: str = "Creare gruppi tra settori", **sections: str) -> str:
    """Return a proposal's text; sections are given by the first word of their heading, as `obiettivo="…"`."""
    words = {h: sections.get(h.split()[0].lower(), body) for h, body in SECTIONS.items()}
    return f"# {title}\n\n" + "\n\n".join(f"## {heading}\n\n{body}" for heading, body in words.items())


def published(cast: Cast, words: str | None = None) -> Document:
    """Write a published proposal by Bruno, through the real action, and return its document."""
    with writing():
        moment = now()
        document = Document(kind="proposal", process=cast.process, title="", author=cast.bruno)
        document.created_at = document.updated_at = moment
        db.session.add(document)
        db.session.flush()
        db.session.add(Proposal(document_id=document.id, process_id=cast.process.id, number="5.2"))
        publish(document, words or text(), by=cast.bruno)
    return document
