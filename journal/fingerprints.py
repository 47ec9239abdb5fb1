# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publish a fingerprint of everything recorded, and find out whether the record still is what was published.

A chain alone shows that one event was changed; whoever can write into the database may compute all of it anew. A
fingerprint that people keep elsewhere shows that too: it holds a digest of the head of every chain at a moment (of
texts, processes and the site), and each holds the digest of the one before, so the newest vouches for all. Those of
published texts stand under the name of their chain, so that there can be only one: whoever publishes cannot hold a
second history in readiness. The others are nameless, since nobody outside may learn what happens to a draft.
Size: some 85 bytes for each chain, kept once for each fingerprint.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from db import db, must_write, now
from journal import chain
from journal.models import Chain, Event, Fingerprint

PAGE = 50


def publish() -> Fingerprint | None:
    """Publish the fingerprint of this moment, or return None where nothing happened since the last one."""
    must_write(db.session)
    last, held = newest(), _held()
    count = len(held["heads"]) + len(held["others"])
    if not count or (last is not None and held == last.held):
        return None
    number, previous = (last.number + 1, last.digest) if last is not None else (1, chain.START)
    at = now()
    digest = chain.fingerprint(number, at, previous, **held)
    made = Fingerprint(number=number, at=at, previous=previous, held=held, count=count, digest=digest)
    db.session.add(made)
    db.session.flush()
    return made


def _held() -> dict[str, Any]:
    """Return the heads of all chains as they are: by name of published texts, the others sorted."""
    named = set(db.session.scalars(sa.select(Event.chain).where(Event.kind == "document.published")))
    rows = db.session.execute(sa.select(Chain.key, Chain.length, Chain.head).where(Chain.length > 0))
    heads = {row.key: chain.head(*row) for row in rows}
    others = sorted(head for key, head in heads.items() if key not in named)
    return {"heads": {key: head for key, head in heads.items() if key in named}, "others": others}


def _all_heads(found: Fingerprint) -> list[str]:
    return [*found.held["heads"].values(), *found.held["others"]]


def newest() -> Fingerprint | None:
    """Return the last fingerprint that was published, or None."""
    return db.session.scalars(sa.select(Fingerprint).order_by(Fingerprint.number.desc()).limit(1)).first()


def published(before: int | None = None) -> Sequence[Fingerprint]:
    """Return up to PAGE + 1 fingerprints, without their heads, newest first, older than number `before`."""
    chosen = sa.select(Fingerprint).order_by(Fingerprint.number.desc()).limit(PAGE + 1)
    return db.session.scalars(chosen if before is None else chosen.where(Fingerprint.number < before)).all()


def whole(number: int) -> Fingerprint | None:
    """Return a fingerprint with its heads, or None."""
    chosen = sa.select(Fingerprint).where(Fingerprint.number == number)
    return db.session.scalars(chosen.options(undefer(Fingerprint.held))).first()


class Search:
    """Looks for every published head among all events, which it is shown one after the other."""

    def __init__(self) -> None:
        self.count, self.breaks = 0, list(_row_breaks())
        self._published: dict[int, datetime] = {}
        self._sought: dict[str, int] = {}  # the last fingerprint that holds a head not met yet
        self._begun: dict[str, datetime] = {}
        self._last_held: dict[str, int] = {}  # the last fingerprint that holds a head of a chain
        for self.count, found in enumerate(_all(), 1):
            self._published[found.number] = found.at
            self._sought.update(dict.fromkeys(_all_heads(found), found.number))

    def meet(self, event: Event) -> None:
        """Take note of an event."""
        self._begun.setdefault(event.chain, event.at)
        number = self._sought.pop(chain.head(event.chain, event.number, event.hash), 0)
        self._last_held[event.chain] = max(number, self._last_held.get(event.chain, 0))

    def missing(self) -> Iterator[str]:
        """Yield a sentence for each fingerprint with a head that no event has, naming the chains it may be of."""
        for number in sorted(set(self._sought.values())):
            at = self._published[number]
            suspects = [key for key, held in self._last_held.items() if held < number and self._begun[key] <= at]
            named = f"; of these chains it holds none: {', '.join(suspects)}" if suspects else ""
            yield f"fingerprint {number}: it holds the head of a chain that is there no more, or was rewritten{named}"


def _all() -> Iterator[Fingerprint]:
    chosen = sa.select(Fingerprint).options(undefer(Fingerprint.held)).order_by(Fingerprint.number)
    for found in db.session.scalars(chosen.execution_options(yield_per=1)):
        yield found
        db.session.expunge(found)


def _row_breaks() -> Iterator[str]:
    """Check that every fingerprint has its digest, and follows the one before."""
    last = (0, chain.START)
    for found in _all():
        where = f"fingerprint {found.number}"
        if (found.number - 1, found.previous) != last:
            yield f"{where}: does not follow the one before"
        if found.digest != chain.fingerprint(found.number, found.at, found.previous, **found.held):
            yield f"{where}: its digest does not fit"
        if found.count != len(_all_heads(found)):
            yield f"{where}: it does not hold {found.count} heads"
        last = found.number, found.digest
