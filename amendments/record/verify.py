# SPDX-License-Identifier: AGPL-3.0-or-later
"""Check the whole record: chains of events, what was published of them, and all texts, requests and decisions.

Each document's versions are rebuilt one after the other from their deltas, holding two texts at a time; what
its events recorded (digests, rulings, reasons) is compared with the tables. Where unlawful words were covered,
the event that covered them says what must stand there now. Cost: one pass over events, versions and requests.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from amendments.documents.texts import fingerprint, text_of
from amendments.models import Document, Version
from amendments.request_models import Amendment, Change, Decision, Outcome, Revision, Source
from amendments.requests.actions import changes_of, read_change
from auth.models import User
from db import db
from journal import chain, fingerprints
from journal.models import Chain, Event
from journal.queries import covered
from progress import Follow, silently
from redline import delta, history, markdown
from redline.changes import select
from redline.text import body, title

BATCH = 100


@dataclass
class Tally:
    """What was looked at, what was covered, and what is broken, in order of finding."""

    events: int = 0
    documents: int = 0
    versions: int = 0
    revisions: int = 0
    decisions: int = 0
    fingerprints: int = 0
    files: int = 0
    obscured: list[str] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)


# Called with every document, for what packages above keep about it.
also_verifies: list[Callable[[Document, Tally], Iterable[str]]] = []
# Called once, for what hangs on more than documents.
verifies_besides: list[Callable[[Tally], Iterable[str]]] = []


@dataclass
class _Recorded:
    """What the events of one document say."""

    versions: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    revisions: dict[tuple[int, int], str] = field(default_factory=dict)
    rulings: set[tuple[int, int, str, str]] = field(default_factory=set)
    undone: set[tuple[int, int, str, int]] = field(default_factory=set)


def verify(follow: Follow = silently) -> Tally:
    """Check everything; the tally's `breaks` are empty when the record is whole."""
    tally, search = Tally(), fingerprints.Search()
    keys = sa.union(sa.select(Chain.key), sa.select(Event.chain)).order_by(sa.text("1"))
    for key in follow(db.session.scalars(keys).all(), "Chains"):
        tally.breaks += _chain_breaks(key, tally, search)
    tally.fingerprints = search.count
    tally.breaks += [*search.breaks, *search.missing()]
    for number in follow(db.session.scalars(sa.select(Document.id).order_by(Document.id)).all(), "Documents"):
        tally.documents += 1
        document = db.session.get_one(Document, number)
        recorded = _recorded(document)
        broken = list(_version_breaks(document, recorded, tally)) + list(_revision_breaks(document, recorded, tally))
        tally.breaks += broken or _point_breaks(document)
        tally.breaks += _decision_breaks(document, recorded, tally)
        for more in also_verifies:
            tally.breaks += more(document, tally)
        db.session.expire(document)
    for besides in verifies_besides:
        tally.breaks += besides(tally)
    tally.breaks += _actor_breaks()
    return tally


def _chain_breaks(key: str, tally: Tally, search: fingerprints.Search) -> list[str]:
    """Check one chain, and that its head is where its events end; let published heads be looked for in it."""
    last: Event | None = None
    chosen = sa.select(Event).where(Event.chain == key).order_by(Event.number)
    with db.session.scalars(chosen.execution_options(yield_per=BATCH)) as events:

        def passing() -> Iterator[Event]:
            nonlocal last
            for event in events:
                tally.events += 1
                search.meet(event)
                last = event
                yield event
                db.session.expunge(event)

        found = list(chain.breaks(passing()))
    head = db.session.get(Chain, key)
    length, end = (last.number, last.hash) if last is not None else (0, chain.START)
    if not found and (head is None or (head.length, head.head) != (length, end)):
        found.append(f"{key}: the chain ends at event {length}, but {head.length if head else 0} were recorded")
    return found


def _actor_breaks() -> Iterator[str]:
    """Check that events are shown under the person whose pseudonym they were hashed with."""
    chosen = sa.select(Event.chain, Event.number).join(User, Event.actor_id == User.id)
    for key, number in db.session.execute(chosen.where(Event.pseudonym != User.pseudonym).order_by(Event.id)):
        yield f"{key}, event {number}: it is shown under another person"


def _recorded(document: Document) -> _Recorded:
    """Collect what the events of a document recorded, in its covered form where words were covered."""
    key, recorded = f"document:{document.id}", _Recorded()
    instead = covered(key)
    chosen = sa.select(Event.number, Event.kind, Event.data).where(Event.chain == key).order_by(Event.number)
    for number, kind, data in db.session.execute(chosen.execution_options(yield_per=BATCH)):
        _read(recorded, kind, data if data is not None else instead.get(number, {}))
    return recorded


def _read(recorded: _Recorded, kind: str, data: dict[str, Any]) -> None:
    match kind:
        case "document.version":
            recorded.versions[data.get("version", 0)] = data.get("sha256", "")
        case "document.corrected" | "document.restored":
            recorded.reasons[data.get("version", 0)] = data.get("reason", "")
        case "document.undone":
            recorded.reasons[data.get("version", 0)] = data.get("reason", "")
            for amendment, change, outcome in data.get("rulings", []):
                recorded.undone.add((amendment, change, outcome, data["version"]))
        case "amendment.proposed" | "amendment.entered" | "amendment.revised" | "amendment.updated":
            recorded.revisions[data.get("amendment", 0), data.get("revision", 1)] = data.get("sha256", "")
        case "document.carried_over":
            for amendment, revision, sha256, _ in data.get("carried", []):
                recorded.revisions[amendment, revision] = sha256
        case "amendment.decided":
            for change, outcome, reason in data.get("rulings", []):
                recorded.rulings.add((data["amendment"], change, outcome, reason))


def _version_breaks(document: Document, recorded: _Recorded, tally: Tally) -> Iterator[str]:
    """Rebuild every version from its delta and compare it with its digest and with the event that recorded it."""
    columns = ("number", "title", "text", "delta", "sha256", "reason", "html", "obscured")
    chosen = sa.select(*(getattr(Version, name) for name in columns)).where(Version.document_id == document.id)
    words, last = "", 0
    with db.session.execute(chosen.order_by(Version.number).execution_options(yield_per=BATCH)) as rows:
        for row in rows:
            where, last = f"document {document.id}, version {row.number}", last + 1
            tally.versions += 1
            if row.number != last:
                yield f"{where}: version {last} is missing"
                return
            try:
                words = delta.apply(words, row.delta)
            except delta.BadDelta:
                yield f"{where}: its delta does not fit the version before"
                return
            yield from (f"{where}: {problem}" for problem in _version_problems(row, words, recorded))
            if row.obscured:
                tally.obscured.append(where)
    if (document.version, document.text) != (last, words):
        yield f"document {document.id}: its present text is not that of version {last}"
    if missing := [number for number in recorded.versions if number > last]:
        yield f"document {document.id}, version {missing[0]}: recorded, but not there"


def _version_problems(row: Any, words: str, recorded: _Recorded) -> Iterator[str]:
    """Yield what is wrong with one version whose rebuilt text is `words`."""
    digest = fingerprint(words)
    if row.text != (words if history.keeps_whole(row.number) else None):
        yield "its whole text is not what the deltas give"
    if digest != row.sha256:
        yield "its text does not have its digest"
    if row.number not in recorded.versions:
        yield "no event recorded it"
    elif digest != recorded.versions[row.number]:
        yield "its text is not the one its event recorded"
    if row.title != title(words):
        yield "its title is not that of its text"
    if row.reason != recorded.reasons.get(row.number, ""):
        yield "its reason is not the one its event recorded"
    if row.html != markdown.render(body(words)):
        yield "its page is not what its text gives (after an update of Emenda, `flask render` makes all anew)"


def _revision_breaks(document: Document, recorded: _Recorded, tally: Tally) -> Iterator[str]:
    """Compare every wording of every amendment with its digest and with the event that recorded it."""
    chosen = sa.select(Amendment.number, Revision).join(Amendment, Revision.amendment_id == Amendment.id)
    chosen = chosen.where(Amendment.document_id == document.id).order_by(Amendment.number, Revision.number)
    there = set()
    for amendment, revision in db.session.execute(chosen.execution_options(yield_per=BATCH)):
        where = f"document {document.id}, amendment {amendment}, revision {revision.number}"
        tally.revisions += 1
        there.add((amendment, revision.number))
        digest = fingerprint(revision.text)
        if digest != revision.sha256:
            yield f"{where}: its text does not have its digest"
        if recorded.revisions.get((amendment, revision.number)) != digest:
            yield f"{where}: its text is not the one its event recorded"
        if revision.obscured:
            tally.obscured.append(where)
        db.session.expunge(revision)
    for amendment, number in sorted(set(recorded.revisions) - there):
        yield f"document {document.id}, amendment {amendment}, revision {number}: recorded, but not there"


def _decision_breaks(document: Document, recorded: _Recorded, tally: Tally) -> Iterator[str]:
    """Compare every decision with the ruling that its event recorded."""
    chosen = (
        sa.select(Amendment.number, Change.number, Decision.outcome, Decision.reason, Decision.undone)
        .join(Change, Decision.change_id == Change.id)
        .join(Amendment, Change.amendment_id == Amendment.id)
        .where(Decision.document_id == document.id)
        .order_by(Decision.id)
    )
    rows = db.session.execute(chosen).all()
    there = [tuple(row)[:4] for row in rows]
    tally.decisions += len(there)
    for ruling in there:
        if ruling not in recorded.rulings:
            amendment, change = ruling[:2]
            yield f"document {document.id}, decision on point {amendment}.{change}: not as its event recorded it"
    for amendment, change, *_ in sorted(recorded.rulings - set(there)):
        yield f"document {document.id}, decision on point {amendment}.{change}: the recorded one is not there"
    undone = {(row[0], row[1], row.outcome, row.undone) for row in rows if row.undone is not None}
    for amendment, change, *_ in sorted(undone ^ recorded.undone):
        yield f"document {document.id}, decision on point {amendment}.{change}: not undone as an event recorded it"
    yield from _source_breaks(document)


def _source_breaks(document: Document) -> Iterator[str]:
    """Check that every version is credited to just the changes that were accepted into it."""
    columns = (Decision.version, Decision.change_id, Decision.id)
    accepted = sa.select(*columns).where(Decision.document_id == document.id, Decision.version.is_not(None))
    accepted = accepted.where(Decision.outcome.in_((Outcome.ACCEPTED, Outcome.MODIFIED)))
    credited = sa.select(Source.version, Source.change_id, Source.decision_id).where(Source.document_id == document.id)
    for source in {*db.session.execute(accepted)} ^ {*db.session.execute(credited)}:
        yield f"document {document.id}, version {source[0]}: its credits are not those of its decisions"


def _point_breaks(document: Document) -> Iterator[str]:
    """Check that the points of every amendment, as they are shown, make what it asks for of its base."""
    chosen = sa.select(Revision).join(Amendment, Revision.amendment_id == Amendment.id)
    chosen = chosen.where(Amendment.document_id == document.id, Revision.obscured.is_(False)).order_by(Revision.id)
    for revision in db.session.scalars(chosen).all():
        where = f"document {document.id}, amendment {revision.amendment.number}, revision {revision.number}"
        rows = changes_of(revision.amendment, revision.number)
        points = [read_change(row) for row in rows]
        if select(text_of(document, revision.base), points, {row.number for row in rows}) != revision.text:
            yield f"{where}: its points do not make its text"
        for row, point in zip(rows, points, strict=True):
            if (row.kind, row.old, row.new, tuple(row.place)) != (point.kind, point.old, point.new, point.place):
                yield f"{where}: point {row.number} is shown otherwise than it is"
