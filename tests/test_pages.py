# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kept pages: never stale, never personal, bounded; and found again without an ORM session."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask, g, make_response, request

from amendments.documents.actions import correct
from amendments.requests.actions import propose
from amendments.support.actions import support
from auth.models import Body
from comments.actions import post
from db import db, now
from journal.actions import stamp
from pages import has_session
from store import Bounded, Page, Store
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Count the SQL statements of what happens inside."""
    statements: list[str] = []

    def count(*words: object) -> None:
        statements.append(str(words[2]))

    sa.event.listen(db.engine, "before_cursor_execute", count)
    yield statements
    sa.event.remove(db.engine, "before_cursor_execute", count)


def test_a_page_found_again_costs_no_query_of_the_orm(app: Flask, cast: Cast, visit: Visit) -> None:
    path, visitor = f"/proposals/{published(cast).id}", visit()
    first = visitor.get(path)
    with counted() as statements:
        again = visitor.get(path)
    assert again.html == first.html and statements == []  # the stamp is read beside the ORM, on a bare connection


@pytest.mark.parametrize("deed", ["support", "propose", "comment", "site"])
def test_whatever_happens_to_a_text_is_seen_at_once(cast: Cast, visit: Visit, deed: str) -> None:
    document, visitor = published(cast), visit()
    before = visitor.get(f"/proposals/{document.id}").html
    with writing():
        if deed == "support":
            support(document, by=cast.sami)
        elif deed == "propose":
            propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Così.")
        elif deed == "comment":
            post(document, "Un commento.", by=cast.zoe)
        else:
            cast.bruno.name = "Bruno Nuovo"
            stamp("site")
    after = visitor.get(f"/proposals/{document.id}").html
    assert after != before


@pytest.mark.parametrize("path", ["amendments", "amendments/1", "amendments/contests"])
def test_what_others_ask_for_changes_the_forecast_on_kept_pages(cast: Cast, visit: Visit, path: str) -> None:
    document, visitor = published(cast), visit()
    with writing():
        propose(document, text(tempi="Mai."), by=cast.ada, base=1, reason="Così.")
    before = visitor.get(f"/documents/{document.id}/{path}").text
    with writing():
        propose(document, text(tempi="Mai."), by=cast.zoe, base=1, reason="Anch’io.")
    between = visitor.get(f"/documents/{document.id}/{path}").text
    with writing():
        correct(document, text(tempi="Subito."), by=cast.bruno, base=1, reason="Così.")
    after = visitor.get(f"/documents/{document.id}/{path}").text
    same = "chiede lo stesso" if path == "amendments" else "Chiede lo stesso" if path[-1] == "1" else "2 persone"
    assert same not in before and same in between and same not in after


def test_the_list_of_a_process_shows_what_happened_beneath_it(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    before = visitor.get("/processes/piano/proposals").html
    with writing():
        support(document, by=cast.sami)
    assert visitor.get("/processes/piano/proposals").html != before


@pytest.mark.parametrize("path", ["/privacy", "/legal", "/accessibility", "/roles", "/how-it-works", "/bodies/{body}"])
def test_pages_of_the_site_are_made_anew_only_for_what_they_show(
    app: Flask, cast: Cast, visit: Visit, path: str
) -> None:
    visitor, store = visit(), app.extensions["kept_pages"]
    with writing():
        body = Body(name="Comune di Chieri")
        db.session.add(body)
    path = path.format(body=body.id)
    visitor.get(path)
    for key, shown in (("process:1", False), ("document:1", False), ("site", True)):
        with writing():
            stamp(key)
        made = store.misses
        visitor.get(path)
        assert store.misses - made == shown, key


def test_a_kept_page_ends_with_its_phase(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    assert "Proponi una modifica" in visitor.get(f"/proposals/{document.id}").text
    with time_machine.travel(now() + timedelta(days=31), tick=False):
        assert "Proponi una modifica" not in visitor.get(f"/proposals/{document.id}").text


def test_languages_are_kept_apart(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    italian, english = visitor.get(f"/proposals/{document.id}"), visitor.get(f"/en/proposals/{document.id}")
    assert 'lang="it"' in italian.html[:60] and '<html lang="en"' in english.html
    assert visitor.get(f"/proposals/{document.id}").html == italian.html


def test_a_page_kept_for_visitors_holds_nothing_of_whoever_is_signed_in(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    own = visit(cast.mara).get(f"/proposals/{document.id}")
    page = visit().get(f"/proposals/{document.id}")
    assert cast.mara.name in own.html and cast.mara.name not in page.html and "csrf" not in page.html
    assert own.answer.headers["Cache-Control"] == "private, no-store"
    assert page.answer.headers["Cache-Control"] == "no-cache" and "Cookie" in page.answer.headers["Vary"]


KEPT = (
    "/",
    "/roles",
    "/processes/piano",
    "/processes/piano/plan",
    "/processes/piano/proposals",
    "/processes/piano/history",
    "/proposals/1",
    "/documents/1/versions",
    "/documents/1/versions/1",
    "/documents/1/versions/2",
    "/documents/1/compare/1/2",
    "/documents/1/supporters",
    "/documents/1/history",
    "/documents/1/amendments",
    "/documents/1/amendments/1",
    "/documents/1/amendments/contests",
    "/documents/1/comments",
)


@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("name", ["ada", "mara", "bruno", "sami", "ines"])
def test_a_reader_sees_in_a_kept_page_what_would_be_made_for_them(
    app: Flask, cast: Cast, visit: Visit, name: str, path: str
) -> None:
    document, reader = published(cast), visit(getattr(cast, name))
    with writing():
        correct(document, text(tempi="Mai."), by=cast.bruno, base=1, reason="Così.")
        propose(document, text(tempi="Presto."), by=cast.ada, base=2, reason="Così.")
        support(document, by=cast.sami)
        post(document, "Un commento.", by=cast.zoe)
    visit().get(path)  # a visitor's eyes fill the store
    seen = reader.get(path).html
    cookie: Any = reader.client.get_cookie("session")
    forget(g)
    with app.test_request_context(path, headers={"Cookie": f"session={cookie.value}"}):
        assert has_session() and request.endpoint is not None
        kept_view: Any = app.view_functions[request.endpoint]
        view = kept_view.__wrapped__.__wrapped__  # without transaction, without keeping
        made = make_response(view(**(request.view_args or {}))).get_data(as_text=True)
    assert without_tokens(seen) == without_tokens(made)


def without_tokens(html: str) -> str:
    return re.sub(r'(name="csrf_token" value=)"[^"]*"', r"\1", html)


def forget(known: Any) -> None:
    """Empty `g`, which tests keep from one request to the next."""
    for name in list(known):
        known.pop(name)


def test_a_browser_that_has_the_page_is_told_so(cast: Cast, visit: Visit) -> None:
    document, visitor = published(cast), visit()
    tag = visitor.get(f"/proposals/{document.id}").answer.headers["ETag"]
    again = visitor.client.get(f"/proposals/{document.id}", headers={"If-None-Match": tag})
    assert again.status_code == 304 and again.data == b""


def test_the_store_stays_within_its_bytes() -> None:
    store = Store(10_000)
    for number in range(100):
        store.put(("it", str(number)), 1, Page((b"x" * 900,), "", "text/html"))
    assert store.bytes <= 10_000
    assert store.get(("it", "99"), 1, now()) is not None and store.get(("it", "1"), 1, now()) is None
    assert store.get(("it", "99"), 2, now()) is None


def test_a_thing_kept_again_is_counted_once() -> None:
    store = Bounded[str, str](100)
    for _ in range(3):
        store.put("a", "words", 60)
    assert store.bytes == 60 and store.get("a") == "words"
    store.put("b", "more", 60)
    assert store.bytes == 60 and store.get("a") is None and store.get("b") == "more"
