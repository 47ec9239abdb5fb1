# SPDX-License-Identifier: AGPL-3.0-or-later
"""The deeds of the page benchmark: eight people at a time support, comment, correct texts of 20 kB, decide.

Every deed is measured as it is acknowledged, then counted in the database: what was acknowledged and is not there
is an error.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape

import sqlalchemy as sa
from flask import Flask

from amendments.models import Document, Support, Version
from amendments.request_models import Amendment
from auth.models import User
from benchmarks import prose, seed
from benchmarks.load import CONNECTIONS, Fetch, Prepare, Request, Result, form, in_rounds, load
from benchmarks.people import cookie, token
from comments.models import Comment
from db import db

MANY = 20_000  # requests that are all different: more than are sent in the time
ROUNDS = 12


@dataclass(frozen=True)
class Deed:
    """A kind of deed: its name, the ratio it must reach, and how many of it stand in the database.

    Either `requests`, all different, sent as fast as they are answered, or `queues`, one for each of eight people,
    sent in rounds after `prepare`.
    """

    name: str
    target: float
    done: Callable[[], int]
    requests: list[Request] = field(default_factory=list)
    queues: list[list[Request]] = field(default_factory=list)
    prepare: Prepare = lambda fetch, request: request


def deeds(app: Flask, chance: random.Random) -> list[Deed]:
    """Return the deeds that are measured."""
    people = list(db.session.scalars(sa.select(User).order_by(User.id)))
    small = list(db.session.scalars(sa.select(Document.id).where(Document.amendments == 0).limit(200)))
    long = list(db.session.scalars(sa.select(Document.id).where(Document.title.startswith(seed.LONG_TITLE))))
    assert len(long) == CONNECTIONS
    return [
        Deed("write: support", 0.1, _number_of(Support), _supports(app, small, people)),
        Deed("write: comment", 0.1, _number_of(Comment), _comments(app, small, people, chance)),
        Deed(
            "write: accepted amendment",
            0.05,
            _number_of(Version),
            queues=[_acceptances(document, cookie(app, people[1])) for document in long],
            prepare=_publication,
        ),
        Deed(
            "write: version of 20 kB",
            0.05,
            _number_of(Version),
            queues=[[Request(f"/documents/{id}/correct", cookie=cookie(app, people[0]))] * ROUNDS for id in long],
            prepare=_correction,
        ),
    ]


def measure(app: Flask, deed: Deed, port: int, seconds: float) -> Result:
    """Do a deed many times; what was acknowledged and is not in the database afterwards counts as an error."""
    before = _counted(app, deed)
    if deed.queues:
        result = in_rounds(port, deed.queues, deed.prepare)
        acknowledged = sum(map(len, deed.queues)) - result.errors
    else:
        result = load(port, deed.requests, seconds)
        acknowledged = int(result.rate * seconds) - result.errors
    lost = max(0, acknowledged - (_counted(app, deed) - before))
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


def _correction(fetch: Fetch, request: Request) -> Request:
    """Open the form, change some words in the middle of its text, and make the last step ready."""
    fields = _fields(fetch(request))
    title, body = fields["title"], fields["body"]
    changed = prose.edited(random.Random(body), f"# {title}\n\n{body}", 0.005).partition("\n\n")[2]
    fields |= {"body": changed, "reason": "Parole più chiare.", "step": "send"}
    return Request(request.path, form(**fields), request.cookie)


def _acceptances(document: int, session: str) -> list[Request]:
    numbers = sa.select(Amendment.number).where(Amendment.document_id == document).order_by(Amendment.number)
    here = f"/documents/{document}/amendments"
    return [Request(f"{here}/{number}/decide", cookie=session) for number in db.session.scalars(numbers.limit(ROUNDS))]


def _publication(fetch: Fetch, request: Request) -> Request:
    """Go through a moderator's steps up to the last: accept every change, look at the result."""
    fields = _fields(fetch(request))
    outcomes = {name: "accepted" for name in fields if name.startswith("outcome_")}
    fields |= outcomes | {"reason": "Va bene.", "step": "check"}
    looked = _fields(fetch(Request(request.path, form(**fields), request.cookie)))
    return Request(request.path, form(**(looked | {"step": "publish"})), request.cookie)


def _fields(html: str) -> dict[str, str]:
    """Return the fields of a page's forms as they stand, the last of each name."""
    found = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        name, value = re.search(r'\bname="([^"]*)"', tag), re.search(r'\bvalue="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea\b[^>]*\bname="([^"]*)"[^>]*>\n?(.*?)</textarea>', html, re.S):
        found[name] = unescape(value)
    return found
