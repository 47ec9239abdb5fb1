# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kept pages: the bytes of what a visitor without a session sees, valid while its stamp stays the same.

A stamp is the sum of counters that every event raises (see `journal.actions.record`), read by one plain SQL
query without an ORM session. Whoever carries a session cookie gets a page made afresh, of kept parts where
its view says so (`kept_part`). The store is bounded in bytes and belongs to one worker process; what is
dropped is made again.
"""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Response, current_app, g, make_response, request
from markupsafe import Markup

from db import db, now
from languages import language

# Sums of counters that only grow: they change whenever anything shown changes.
STAMPS = {
    # own events and those beneath + changes of the process's own sheet + the site
    "document": """
        SELECT coalesce(sum(CASE WHEN c.key LIKE 'process:%' THEN c.length ELSE c.stamp END), 0)
        FROM chain c WHERE c.key IN (:document, 'site',
            (SELECT 'process:' || process_id FROM document WHERE id = :id))""",
    "process": """
        SELECT coalesce(sum(c.stamp), 0) FROM chain c WHERE c.key IN ('site',
            (SELECT 'process:' || id FROM process WHERE slug = :slug))""",
    "site": "SELECT coalesce(sum(c.stamp), 0) FROM chain c WHERE c.key = 'site' OR c.key LIKE 'process:%'",
}


class Store:
    """Pages by key, least recently used out first, bounded by the bytes they hold."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self.hits = self.misses = 0
        self._pages: OrderedDict[tuple[str, str], tuple[int, datetime | None, Response]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str], stamp: int, at: datetime) -> Response | None:
        """Return the page kept under the key if it bears the stamp and no phase changed since, else None."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept[0] != stamp or (kept[1] is not None and at >= kept[1]):
                self.misses += 1
                return None
            self.hits += 1
            self._pages.move_to_end(key)
            return kept[2]

    def put(self, key: tuple[str, str], stamp: int, until: datetime | None, page: Response) -> None:
        """Keep a page, dropping the least recently used while the store is over its bound."""
        size = len(page.get_data()) + 500
        with self._lock:
            old = self._pages.pop(key, None)
            self.bytes -= len(old[2].get_data()) + 500 if old else 0
            self._pages[key] = (stamp, until, page)
            self.bytes += size
            while self.bytes > self.most_bytes and self._pages:
                self.bytes -= len(self._pages.popitem(last=False)[1][2].get_data()) + 500


def kept(kind: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Keep what a GET view shows to visitors, under the stamp of `kind` (a key of STAMPS).

    The view takes `id` (of a document) or `slug` (of a process) by name. A view whose page depends on the
    phases says until when it holds with `holds_until`.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(view)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if has_session() or request.method not in ("GET", "HEAD"):
                return view(*args, **kwargs)
            store: Store = current_app.extensions["kept_pages"]
            key, stamp, at = (language(), request.full_path), _stamp(kind, kwargs), now()
            page = store.get(key, stamp, at)
            if page is None:
                page = make_response(view(*args, **kwargs))
                if page.status_code != 200:
                    return page
                page.add_etag()
                until = getattr(request, "holds_until", None)
                store.put(key, stamp, until, page)
            answer = current_app.response_class(page.get_data(), 200, page.headers)
            return answer.make_conditional(request)

        return wrapped

    return decorate


def kept_part(kind: str, names: dict[str, Any], part: str, make: Callable[[], str]) -> Markup:
    """Return a part of a page that is the same for all who see it, kept under a stamp as whole pages are.

    `kind` and `names` say whose stamp ("document" and its id, "process" and its slug), `part` names the part.
    The stamp is read within the transaction in which `make` reads, so what is kept is never older than its stamp.
    Visitors get it made afresh: their page is kept whole.
    """
    if not has_session():
        return Markup(make())  # noqa: S704 - made by a template, which escaped every word
    store: Store = current_app.extensions["kept_pages"]
    stamp = _stamp_within(kind, names)
    key, at = (language(), f"{kind} {names} {part}"), now()
    kept = store.get(key, stamp, at)
    if kept is None:
        kept = current_app.response_class(make())
        store.put(key, stamp, None, kept)
    return Markup(kept.get_data(as_text=True))  # noqa: S704 - made by a template, which escaped every word


def _stamp_within(kind: str, names: dict[str, Any]) -> int:
    """Read a stamp within the session's transaction, once a request."""
    stamps: dict[str, int] = g.setdefault("stamps", {})
    asked = f"{kind} {names}"
    if asked not in stamps:
        words = names | {"document": f"document:{names['id']}"} if kind == "document" else names
        stamps[asked] = int(db.session.scalar(sa.text(STAMPS[kind]), words) or 0)
    return stamps[asked]


def holds_until(moment: datetime | None) -> None:
    """Say until when the page being made holds: the next change of phase, or None."""
    request.holds_until = moment  # type: ignore[attr-defined]


def has_session() -> bool:
    """Say whether the visitor carries a session cookie; without one the session is never touched."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _stamp(kind: str, names: dict[str, Any]) -> int:
    """Read the stamp with one query on a bare connection of the pool."""
    words = {"id": names.get("id"), "document": f"document:{names.get('id')}", "slug": names.get("slug")}
    if "\0" in str(words["slug"]):  # no address of ours, and no text for PostgreSQL
        return 0
    sql = STAMPS[kind]
    if db.engine.dialect.name != "sqlite":
        for name in words:
            sql = sql.replace(f":{name}", f"%({name})s")
        sql = sql.replace("'process:%'", "'process:%%'")
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sql, words)
        row = cursor.fetchone()
        return int(row[0]) if row is not None else 0
    finally:
        connection.close()
