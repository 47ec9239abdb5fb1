# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check the proofs of carry-overs against what the events of their document recorded."""

from collections.abc import Iterator

import sqlalchemy as sa

from amendments.carry.carrying import digest
from amendments.carry.models import CarryOver
from amendments.models import Document
from amendments.record.verify import Tally
from amendments.request_models import Amendment
from db import db
from journal.models import Event
from journal.queries import covered

Key = tuple[int, int, int, str]  # number of the amendment, revision it was carried from, version, digest of the proof


def breaks(document: Document, tally: Tally) -> Iterator[str]:
    """Yield a sentence for every proof that is not as its event recorded it."""
    columns = (Amendment.number, CarryOver.revision, CarryOver.version, CarryOver.proof, CarryOver.sha256)
    chosen = sa.select(*columns).join(Amendment, CarryOver.amendment_id == Amendment.id)
    there = set()
    for amendment, revision, version, proof, sha256 in db.session.execute(
        chosen.where(Amendment.document_id == document.id)
    ):
        there.add((amendment, revision, version, sha256))
        if digest(proof) != sha256:
            yield f"{_where(document, amendment, version)}: its proof was changed"
    for amendment, _, version, _ in sorted(there ^ _recorded(document)):
        yield f"{_where(document, amendment, version)}: not as its event recorded it"


def _where(document: Document, amendment: int, version: int) -> str:
    return f"document {document.id}, amendment {amendment}, carried to version {version}"


def _recorded(document: Document) -> set[Key]:
    """Return what the events of a document recorded, in its covered form where words were covered."""
    chain = f"document:{document.id}"
    instead, found = covered(chain), set()
    chosen = sa.select(Event.number, Event.data).where(Event.chain == chain, Event.kind == "document.carried_over")
    for number, data in db.session.execute(chosen):
        told = data if data is not None else instead.get(number, {})
        for amendment, revision, _, proof in told.get("carried", []):
            found.add((amendment, revision - 1, told["version"], proof))
        for amendment, revision, proof in told.get("asked", []):
            found.add((amendment, revision, told["version"], proof))
    return found
