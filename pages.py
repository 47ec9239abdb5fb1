# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kept pages: made once for everybody, valid while their stamp stays the same, with personal parts filled in.

A page is made as a visitor sees it. Where it says something of its own to each reader (the menu of their account,
the buttons of what they may do) its template stands a *personal part*, `{{ personal("name.html", thing=thing) }}`:
a small template, rendered anew for each person who is signed in. So what is kept can hold nothing of anybody.

A stamp is made of counters that every event raises (see `journal.actions.record`), read by one plain SQL query without
an ORM session. The store is bounded in bytes and belongs to one worker process; what is dropped is made again.
"""

import functools
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import Response, current_app, g, make_response, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

import packing
from db import db, now
from languages import language
from store import Page, Part, Store

# The chains whose counters a page is kept by: whatever it shows is told by one of them.
CHAINS = {
    # own events and those beneath + changes of the process's own sheet + the site
    "document": ":document, 'site', (SELECT 'process:' || process_id FROM document WHERE id = :id)",
    "process": "'site', (SELECT 'process:' || id FROM process WHERE slug = :slug)",
    # what the first page tells of: see ON_HOME in journal/kinds.py
    "home": "'site', 'home'",
    # the processes in which a body has a part, holds meetings or wrote a text
    "body": """
        SELECT 'site'
        UNION SELECT 'process:' || process_id FROM involvement WHERE body_id = :id
        UNION SELECT 'process:' || m.process_id FROM presence p JOIN meeting m ON m.id = p.meeting_id
            WHERE p.body_id = :id
        UNION SELECT 'process:' || process_id FROM document WHERE body_id = :id""",
    # the registry of processes, whose changes have a stamp of their own
    "registry": "'site', 'registry'",
    # only what belongs to the site, as the frame of every page does: who runs it, its texts
    "frame": "'site'",
}
# Of a document's process only what happened to itself: its stamp tells of all its documents.
_COUNTERS = {"document": "CASE WHEN c.key LIKE 'process:%' THEN c.length ELSE c.stamp END"}
_STAMPS = {
    kind: f"SELECT c.key, {_COUNTERS.get(kind, 'c.stamp')} "  # noqa: S608 - words of ours
    f"FROM chain c WHERE c.key IN ({keys}) ORDER BY c.key"
    for kind, keys in CHAINS.items()
}


View = Callable[..., Any]
Stamp = tuple[tuple[Any, ...], ...]  # chains by name, each with its counter
T = TypeVar("T")


def kept(kind: str, *, visitors_only: bool = False) -> Callable[[View], View]:
    """Keep what a GET view shows, under the stamp of `kind` (a key of CHAINS).

    The view takes `id` (of a document or of a body) or `slug` (of a process) by name. A view whose page depends on the
    phases says until when it holds with `holds_until`. `visitors_only` is for pages that differ from reader to reader
    in more than personal parts.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            if request.method not in ("GET", "HEAD") or (visitors_only and has_session()):
                return view(*args, **kwargs)
            page = _page(_stamp(kind, kwargs), functools.partial(view, *args, **kwargs))
            if not isinstance(page, Page):
                return page
            return _for_reader(page) if has_session() else _for_visitors(page)

        return wrapped

    return decorate


def _page(stamp: Stamp, view: View) -> Page | Response:
    """Return the page at the address of the request from the store, or make and keep it."""
    store: Store = current_app.extensions["kept_pages"]
    key = (language(), request.full_path)
    found: Page | Response | None = store.get(key, stamp, now())
    if found is None:
        found = _made(view)
        if isinstance(found, Page):
            store.put(key, stamp, found)
    return found


def _made(view: View) -> Page | Response:
    """Make a page with a visitor's eyes; what is no page that can be kept is returned as it is.

    It is made in an application context of its own: nothing of the reader is in it, and the things of its parts,
    which outlive the request, belong to a database session that ends here.
    """
    with current_app.app_context():
        parts: list[Part] = []
        g.parts_of_kept_page = parts
        answer = make_response(view())
        if answer.status_code != 200:
            return answer
        answer.add_etag()
        until = getattr(request, "holds_until", None)
        return Page(_pieces(answer.get_data(), parts), answer.headers["ETag"], answer.content_type, until)


def _pieces(html: bytes, parts: list[Part]) -> tuple[bytes | Part, ...]:
    """Cut a page at the marks of its parts, which are rendered for visitors here, once."""
    words = _words()
    pieces: list[bytes | Part] = []
    for number, piece in enumerate(re.split(_MARK.encode() + rb"(\d+);", html)):
        if number % 2:
            part = parts[int(piece)]
            pieces.append(Part(part.template, part.things, _rendered(part, words)))
        else:
            pieces.append(piece)
    return tuple(pieces)


def _for_visitors(page: Page) -> Response:
    """Answer with the page as visitors see it, packed once for each encoding that browsers ask for."""
    encoding = packing.chosen()
    body = page.for_visitors if not encoding else page.packed.get(encoding)
    if body is None:
        body = page.packed[encoding] = packing.packed(page.for_visitors, encoding)
    answer = _answer(page, body, encoding)
    answer.headers["ETag"] = f'{page.etag[:-1]}-{encoding}"' if encoding else page.etag
    answer.make_conditional(request)
    return answer


def _for_reader(page: Page) -> Response:
    """Answer with the page as one reader sees it: what all see alike is packed once, what is personal never."""
    words = _words()
    pieces = [_rendered(piece, words) if isinstance(piece, Part) else piece for piece in page.pieces]
    if not packing.chosen():
        return _answer(page, b"".join(pieces))
    packed = page.packed.get("pieces")
    if packed is None:
        of_all = (None if isinstance(piece, Part) else packing.stretch(piece) for piece in page.pieces)
        packed = page.packed["pieces"] = tuple(of_all)
    return _answer(page, packing.joined(zip(pieces, packed, strict=True)), "gzip")


def _answer(page: Page, body: bytes, encoding: str = "") -> Response:
    answer = current_app.response_class(body, 200, content_type=page.content_type)
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def _words() -> dict[str, Any]:
    """Return the words that every template has, of whoever is reading."""
    words: dict[str, Any] = {}
    current_app.update_template_context(words)
    return words


def _rendered(part: Part, words: dict[str, Any]) -> bytes:
    return current_app.jinja_env.get_template(part.template).render(words, **part.things).encode()


# Stands in a page being made for a personal part; nobody outside can know it, so nobody's words can hold it.
_MARK = secrets.token_hex(16) + ":"


@pass_context
def personal(context: Context, template: str, **things: Any) -> Markup:
    """Return a personal part of a page, for templates; `things` are what it is about, the same for all readers."""
    parts = g.get("parts_of_kept_page")
    if parts is None:
        words = {**context.get_all(), **things}
        return Markup(context.environment.get_template(template).render(words))  # noqa: S704 - made by a template
    parts.append(Part(template, things))
    return Markup(f"{_MARK}{len(parts) - 1};")  # noqa: S704 - digits


def while_site_stays(key: tuple[str, ...], make: Callable[[], T]) -> T:
    """Return what `make` made, kept until something of the site changes; for a few things that every page shows."""
    if "frame_stamp" not in g:
        g.frame_stamp = _stamp("frame", {})
    kept_things: dict[tuple[str, ...], tuple[Stamp, T]] = current_app.extensions["kept_of_site"]
    found = kept_things.get(key)
    if found is None or found[0] != g.frame_stamp:
        found = kept_things[key] = (g.frame_stamp, make())
    return found[1]


def everywhere(template: str, **words: str) -> Markup:
    """Return, for templates, a part of the frame that is the same on every page of a language."""
    key = (template, language(), *words.values())
    return while_site_stays(key, lambda: Markup(render_template(template, **words)))  # noqa: S704 - made by a template


def holds_until(moment: datetime | None) -> None:
    """Say until when the page being made holds: the next change of phase, or None."""
    request.holds_until = moment  # type: ignore[attr-defined]


def has_session() -> bool:
    """Say whether the reader carries a session cookie; without one the session is never touched.

    Never while a page that all will see is being made.
    """
    return "parts_of_kept_page" not in g and current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _stamp(kind: str, names: dict[str, Any]) -> Stamp:
    """Read the stamp with one query on a bare connection of the pool."""
    words = {"id": names.get("id"), "document": f"document:{names.get('id')}", "slug": names.get("slug")}
    if "\0" in str(words["slug"]):  # no address of ours, and no text for PostgreSQL
        return ()
    sql = _STAMPS[kind]
    if db.engine.dialect.name != "sqlite":
        for name in words:
            sql = sql.replace(f":{name}", f"%({name})s")
        sql = sql.replace("'process:%'", "'process:%%'")
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sql, words)
        return tuple(map(tuple, cursor.fetchall()))
    finally:
        connection.close()
