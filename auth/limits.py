# SPDX-License-Identifier: AGPL-3.0-or-later
"""How often: counted tries in the database, so that all workers count together.

Tries are counted in a transaction of their own, because they must stay when the request fails: this is a named
exception to the rule of db.py. So `count` and `note` are called before the request has written anything.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app, request
from werkzeug.exceptions import TooManyRequests

from auth.models import Attempt
from auth.session import named_by_session, settings
from db import CHANGING, begin_writing, db, now, transaction

KEPT = timedelta(days=1)
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=30), timedelta(minutes=15)
USUAL = (300, timedelta(minutes=10))
# Pages where people write for others to read: fewer at a time.
POSTING = {
    "comments.post": (30, timedelta(minutes=10)),
    "comments.reply": (30, timedelta(minutes=10)),
    "comments.report": (10, timedelta(minutes=10)),
    "amendments.new": (60, timedelta(minutes=10)),
    "unsent.keep": (600, timedelta(minutes=10)),  # while somebody writes, by itself
}


class TooMany(TooManyRequests):
    """Too many tries: 429. `wait` is how long until the next is allowed, `why` a sentence to translate."""

    def __init__(self, wait: timedelta, why: str = "") -> None:
        seconds = max(1, int(wait.total_seconds()) + 1)
        super().__init__(retry_after=seconds)
        self.minutes, self.why = -(-seconds // 60), why


def count(key: str, most: int, period: timedelta) -> None:
    """Count one try; raise TooMany when there were already `most` of them within the period."""
    if not _on():
        return
    recent = _recent(key, period)
    if len(recent) >= most:
        raise TooMany(recent[-most] + period - now())
    note(key)


def note(*keys: str) -> None:
    """Write down one try under each key, at once, and forget those of yesterday."""
    was_writing = bool(db.session.info.get("writing"))
    if db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("tries are counted before anything is written")
    with transaction():
        db.session.execute(sa.delete(Attempt).where(Attempt.at < now() - KEPT))
        db.session.add_all(Attempt(key=short_key(key), at=now()) for key in keys)
    if was_writing:
        begin_writing()


def hold_back(key: str, free: int, why: str = "") -> None:
    """Raise TooMany while the delay after `free` failures lasts; each further failure doubles it."""
    if not _on():
        return
    failures = _recent(key, timedelta(hours=1))
    if len(failures) < free:
        return
    delay = min(FIRST_DELAY * 2 ** min(len(failures) - free, 10), LONGEST_DELAY)
    left = failures[-1] + delay - now()
    if left > timedelta(0):
        raise TooMany(left, why)


def forget(key: str) -> None:
    """Forget the failures under a key, within the caller's transaction: the person was let in."""
    db.session.execute(sa.delete(Attempt).where(Attempt.key == short_key(key)))


def count_posting() -> None:
    """Count what a signed-in person sends, before any view; how often depends on the page, see POSTING.

    The person is not loaded for it: what is read before a view begins to write would have to be read anew.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    changing = request.method in CHANGING and not getattr(view, "only_reads", False)
    account = named_by_session() if changing and _on() else ""
    if account:
        page = (request.endpoint or "") if request.endpoint in POSTING else "any"
        most, period = POSTING.get(page, USUAL)
        count(f"{page}:{account}", most, period)


def caller() -> str:
    """Return who is calling as far as the network tells: the IPv4 address, or the IPv6 network of a household."""
    address = request.remote_addr or ""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False)) if parsed.version == 6 else address


def _on() -> bool:
    return settings().rate_limits


def _recent(key: str, period: timedelta) -> list[datetime]:
    """Return the moments of the tries under a key within the period, oldest first."""
    chosen = sa.select(Attempt.at).where(Attempt.key == short_key(key), Attempt.at > now() - period)
    return list(db.session.scalars(chosen.order_by(Attempt.at)))


def short_key(key: str) -> str:
    """Return the key as it is kept: its kind, and a digest, so that no address of a person is written down."""
    kind, _, rest = key.partition(":")
    return f"{kind[:23]}:{hashlib.sha256(rest.encode()).hexdigest()[:40]}"
