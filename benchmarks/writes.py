# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deeds of the page benchmark: eight people at a time support, comment, correct texts of 20 kB, decide.

Every deed is measured as it is acknowledged, then counted in the database: what was acknowledged and is not there
is an error.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from flask import Flask

from amendments.documents.texts import fingerprint
from amendments.models import Document, Support, Version
from amendments.request_models import Amendment, Revision
from auth.models import User
from benchmarks import prose, seed
from benchmarks.load import CONNECTIONS, Request, Result, form, in_queues, load
from benchmarks.people import cookie, token
from comments.models import Comment
from db import db
from redline.merging.merge import merge
from redline.text import body, title

MANY = 20_000  # requests that are all different: more than are sent in the time
ROUNDS = 25  # amendments of each of the eight texts, and corrections afterwards


@dataclass(frozen=True)
class Deed:
    """A kind of deed: its name, the ratio it must reach, and how many of it stand in the database.

    Either `requests`, all different, sent as fast as they are answered, or `queues`, one for each of eight people.
    """

    name: str
    target: float
    done: Callable[[], int]
    requests: list[Request] = field(default_factory=list)
    queues: list[list[Request]] = field(default_factory=list)


def deeds(app: Flask, chance: random.Random) -> list[Deed]:
    """Return the deeds that are measured, every form filled in beforehand."""
    people = list(db.session.scalars(sa.select(User).order_by(User.id)))
    small = list(db.session.scalars(sa.select(Document.id).where(Document.amendments == 0).limit(200)))
    long = list(db.session.scalars(sa.select(Document).where(Document.title.startswith(seed.LONG_TITLE))))
    assert len(long) == CONNECTIONS
    staff, moderator = (cookie(app, person) for person in people[:2])
    accepted = [_acceptances(document, moderator) for document in long]
    corrected = [
        _corrections(document, staff, text) for document, (_, text) in zip(long, accepted, strict=True)
    ]
    return [
        Deed("write: support", 0.1, _number_of(Support), _supports(app, small, people)),
        Deed("write: comment", 0.1, _number_of(Comment), _comments(app, small, people, chance)),
        Deed("write: accepted amendment", 0.05, _number_of(Version), queues=[queue for queue, _ in accepted]),
        Deed("write: version of 20 kB", 0.05, _number_of(Version), queues=corrected),
    ]


def measure(app: Flask, deed: Deed, port: int, seconds: float) -> Result:
    """Do a deed many times; what was acknowledged and is not in the database afterwards counts as an error."""
    before = _counted(app, deed)
    result = in_queues(port, deed.queues) if deed.queues else load(port, deed.requests, seconds)
    lost = max(0, result.answers - result.errors - (_counted(app, deed) - before))
    return replace(result, errors=result.errors + lost)


def _counted(app: Flask, deed: Deed) -> int:
    with app.app_context():
        found = deed.done()
        db.session.remove()
        return found


def _number_of(model: type) -> Callable[[], int]:
    return lambda: db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


# --- what is sent ---------------------------------------------------------------------------------------------


def _supports(app: Flask, documents: list[int], people: list[User]) -> list[Request]:
    words, cookies = form(csrf_token=token()), [cookie(app, person) for person in people[:100]]
    every = [Request(f"/documents/{id}/support", words, session) for session in cookies for id in documents]
    return every[:MANY]


def _comments(app: Flask, documents: list[int], people: list[User], chance: random.Random) -> list[Request]:
    cookies = [cookie(app, person) for person in people[:50]]
    return [
        Request(
            f"/documents/{documents[n % len(documents)]}/comments",
            form(csrf_token=token(), text=f"{prose.sentence(chance)} {n}"),
            cookies[n % len(cookies)],
        )
        for n in range(MANY // 2)
    ]


def _acceptances(document: Document, session: str) -> tuple[list[Request], str]:
    """Return a moderator's last steps, one for each amendment: accepted, looked at; and the text that comes of all."""
    chosen = sa.select(Amendment.number, Revision.text).join(Revision, Revision.amendment_id == Amendment.id)
    asked = db.session.execute(chosen.where(Amendment.document_id == document.id).order_by(Amendment.id))
    base, present, queue = document.text, document.text, []
    for version, (number, wanted) in enumerate(asked, document.version):
        merged = merge(base, present, wanted).text
        fields = {"outcome_1": "accepted", "reason": "Va bene.", "step": "publish", "csrf_token": token()}
        fields |= {"seen_version": str(version), "seen_revision": "1", "edited_on": fingerprint(merged)}
        fields |= {"edited_title": title(merged), "edited_body": body(merged)}
        queue.append(Request(f"/documents/{document.id}/amendments/{number}/decide", form(**fields), session))
        present = merged
    return queue, present


def _corrections(document: Document, session: str, text: str) -> list[Request]:
    """Return the last step of so many corrections, each of half a hundredth of the words of the version before."""
    chance, queue = random.Random(document.id), []
    first = document.version + ROUNDS  # those that the acceptances, measured before, bring
    for version in range(first, first + ROUNDS):
        text = prose.edited(chance, text, 0.005)
        fields = {"title": title(text), "body": body(text), "base": str(version), "reason": "Parole più chiare."}
        fields |= {"step": "send", "csrf_token": token()}
        queue.append(Request(f"/documents/{document.id}/correct", form(**fields), session))
    return queue
