# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verb that makes a draft a proposal: publish it, with its reference and its place in the plan."""

import re
from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa

from amendments.documents import actions as document_actions
from amendments.models import Version
from amendments.outcomes import offshoots
from auth.models import User
from db import N_, Changed, Invalid, begin_writing, db, lock, now
from languages import today
from permissions import require
from processes.models import Process
from proposals.draft_actions import save_text
from proposals.models import Proposal
from proposals.plan_actions import put

SAVED_MEANWHILE = N_("Mentre pubblicavi, la bozza è stata salvata di nuovo: rileggila prima di pubblicarla.")
_REFERENCE = re.compile(r"[0-9A-Za-z][0-9A-Za-z/._-]{2,79}")


@dataclass(frozen=True)
class Place:
    """Where a proposal stands in the plan, and where it comes from when it was written elsewhere."""

    part_id: int | None = None
    number: str = ""
    original_date: date | None = None
    original_reference: str = ""
    body_id: int | None = None


PLACE_FIELDS = tuple(field.name for field in fields(Place))


def publish(proposal: Proposal, place: Place, *, by: User, seen: int) -> Version:
    """Publish save number `seen` of a draft as version 1 of an open document.

    Raises Changed when somebody saved the draft meanwhile, Invalid when place or reference cannot be.
    """
    require(by, "proposal.publish", proposal, now())
    begin_writing()
    process = lock(proposal.document.process)
    lock(proposal.document)
    db.session.refresh(proposal)
    require(by, "proposal.publish", proposal, now())
    if proposal.last_save != seen:
        raise Changed(SAVED_MEANWHILE)
    _set_author(proposal, place.body_id, by)
    _set_origin(proposal, place)
    put(proposal, place.part_id, place.number)
    proposal.reference = place.original_reference or next_reference(process)
    offshoots.make_known(proposal.document, by=by)
    return document_actions.publish(proposal.document, save_text(proposal, seen), by=by)


def next_reference(process: Process) -> str:
    """Return the next free reference of a held process, such as par-PROP-2026-11-7."""
    day = today()
    while True:
        process.last_reference += 1
        reference = f"{process.prefix}-PROP-{day:%Y-%m}-{process.last_reference}"
        if not _is_taken(reference):
            return reference


def _is_taken(reference: str) -> bool:
    return db.session.scalar(sa.select(Proposal.document_id).where(Proposal.reference == reference)) is not None


def _set_author(proposal: Proposal, body_id: int | None, by: User) -> None:
    if body_id is not None and not by.acts_for(body_id):
        raise Invalid("body_id", N_("Non sei tra le persone che agiscono per questo ente: scegli un altro nome."))
    proposal.document.body_id = body_id


def _set_origin(proposal: Proposal, place: Place) -> None:
    if place.original_date is not None and place.original_date > today():
        raise Invalid("original_date", N_("La data originale non può essere nel futuro: correggila."))
    reference = place.original_reference
    if reference and not _REFERENCE.fullmatch(reference):
        raise Invalid("original_reference", N_("Usa lettere, cifre e i segni - . / _ senza spazi."))
    if reference and _is_taken(reference):
        raise Invalid("original_reference", N_("Questo riferimento è già di un’altra proposta: scrivine un altro."))
    proposal.original_date, proposal.original_reference = place.original_date, reference
