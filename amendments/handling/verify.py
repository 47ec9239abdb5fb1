# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check questions and answers about the requests to change a document against what its events recorded."""

from collections.abc import Iterator

import sqlalchemy as sa

from amendments.documents.texts import fingerprint
from amendments.handling.models import Clarification
from amendments.models import Document
from amendments.record.verify import Tally
from amendments.request_models import Amendment
from db import db
from journal.models import Event
from journal.queries import covered

KINDS = {"amendment.question_asked": "question", "amendment.question_answered": "answer"}


def breaks(document: Document, tally: Tally) -> Iterator[str]:
    """Yield a sentence for every question and answer that is not as its event recorded it."""
    recorded, there = _recorded(document), set()
    chosen = sa.select(Amendment.number, Clarification).join(Amendment, Clarification.amendment_id == Amendment.id)
    for amendment, found in db.session.execute(chosen.where(Amendment.document_id == document.id)):
        for name in ("question", "answer"):
            words, key = getattr(found, name), (amendment, found.number, name)
            if words or key in recorded:
                there.add(key)
                if recorded.get(key) != fingerprint(words):
                    yield f"document {document.id}, {_where(key)}: not as its event recorded it"
    for key in sorted(set(recorded) - there):
        yield f"document {document.id}, {_where(key)}: recorded, but not there"


def _where(key: tuple[int, int, str]) -> str:
    return f"amendment {key[0]}, {key[2]} {key[1]}"


def _recorded(document: Document) -> dict[tuple[int, int, str], str]:
    """Return the digests that the events of a document recorded, in their covered form where words were covered."""
    chain = f"document:{document.id}"
    instead = covered(chain)
    chosen = sa.select(Event.number, Event.kind, Event.data).where(Event.chain == chain, Event.kind.in_(KINDS))
    found = {}
    for number, kind, data in db.session.execute(chosen):
        told = data if data is not None else instead.get(number, {})
        found[told.get("amendment", 0), told.get("question", 0), KINDS[kind]] = told.get("sha256", "")
    return found
