# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every answer carries: security headers, careful cookies, and orders to caches that keep people apart."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from config import EXAMPLE_SECRET, ROOT, BadSettings, Settings
from db import db
from tests.make import Cast, published
from tests.page import Visitor

Visit = Callable[..., Visitor]
Site = Callable[..., FlaskClient]
MANIFEST = ROOT / "static/built/manifest.json"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """Build the site with other settings over the same database, for one more visitor."""
    others: list[Flask] = []

    def build(**settings: Any) -> FlaskClient:
        others.append(create_app(replace(app.config["SETTINGS"], **settings)))
        return others[-1].test_client()

    yield build
    for other in others:
        with other.app_context():
            db.engine.dispose()


def built() -> list[str]:
    """Return the addresses of a style sheet and a script as they are served."""
    return [f"/static/built/{name}" for name in sorted(json.loads(MANIFEST.read_text()).values())[:2]]


def test_every_kind_of_answer_carries_the_security_headers(site: Site, cast: Cast) -> None:
    visitor, id = site(), published(cast).id
    kinds = {
        "page": ("GET", "/", 200),
        "kept page": ("GET", f"/proposals/{id}", 200),
        "missing": ("GET", "/nowhere", 404),
        "redirect": ("GET", f"/documents/{id}/compare?old=1&new=1", 302),
        "to sign in": ("GET", "/account", 303),
        "wrong method": ("PUT", "/sign-in", 405),
        "options": ("OPTIONS", "/sign-in", 200),
        "forged form": ("POST", "/sign-in", 400),
        "health": ("GET", "/health", 200),
        "file": ("GET", "/static/src/js/emenda.js", 200),
    }
    for kind, (method, path, status) in kinds.items():
        with visitor.open(path, method=method) as answer:
            _check(answer, status, kind)
    for path in built():
        with visitor.get(path) as answer:
            _check(answer, 200, path)
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_body_beyond_the_limit_gets_a_page_with_its_status(site: Site, cast: Cast, visit: Visit) -> None:
    page = visit(cast.ada).post("/sign-in", {"email": "x" * 3_000_000})
    _check(page.answer, 413, "too large")
    assert "troppo grande" in page.text or "troppo" in page.text


def _check(answer: Any, status: int, kind: str) -> None:
    assert answer.status_code == status, kind
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, f"{kind}: {name}"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, kind
    assert "Werkzeug" not in answer.headers.get("Server", "")


# --- cookies ----------------------------------------------------------------------------------------------


def test_under_https_the_cookie_is_bound_to_the_host(site: Site, cast: Cast) -> None:
    answer = site(public_url="https://proposte.example.org").get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=") and "Domain" not in cookie
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_cookie_is_the_same_in_every_language(site: Site, cast: Cast, prefix: str) -> None:
    cookie = site().get(f"{prefix}/sign-in").headers["Set-Cookie"]
    assert "Path=/;" in cookie + ";" and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_visitors_get_no_cookie_from_public_pages(site: Site, cast: Cast) -> None:
    visitor, id = site(), published(cast).id
    for path in ("/", "/processes/piano", f"/proposals/{id}", f"/documents/{id}/comments", "/roles", "/nowhere"):
        assert "Set-Cookie" not in visitor.get(path).headers, path


# --- caches -----------------------------------------------------------------------------------------------


def test_answers_to_people_are_never_stored(site: Site, cast: Cast, visit: Visit) -> None:
    id, visitor = published(cast).id, visit(cast.ada)
    for path in ("/", "/account", f"/proposals/{id}", f"/documents/{id}/amendments/new", "/nowhere", "/processes/new"):
        answer = visitor.client.get(path)
        assert answer.headers["Cache-Control"] == "private, no-store", path
        assert "Cookie" in answer.headers["Vary"], path


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/password"])
def test_a_page_that_begins_a_session_is_never_stored(site: Site, cast: Cast, path: str) -> None:
    answer = site().get(path)
    assert "Set-Cookie" in answer.headers and answer.headers["Cache-Control"] == "private, no-store"


def test_a_kept_page_holds_nothing_of_a_person_and_varies_by_cookie(site: Site, cast: Cast, visit: Visit) -> None:
    id = published(cast).id
    for path in (f"/proposals/{id}", f"/documents/{id}/comments", "/processes/piano", "/processes/piano/proposals"):
        mine = visit(cast.ada).get(path)
        assert "Ada" in mine.html
        for _ in range(2):  # made, then kept
            page = visit().get(path)
            assert "csrf" not in page.html and "Ada" not in page.html and "/sign-out" not in page.html
            assert "Cookie" in page.answer.headers["Vary"] and "Set-Cookie" not in page.answer.headers
        assert "Ada" in visit(cast.ada).get(path).html


@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Forwarded-Prefix", "X-Script-Name", "X-Original-Url"])
@pytest.mark.parametrize("proxies", [0, 1])
def test_no_header_of_one_visitor_changes_what_is_kept_for_others(
    site: Site, cast: Cast, name: str, proxies: int
) -> None:
    visitor, path = site(proxies=proxies), f"/proposals/{published(cast).id}"
    visitor.get(path, headers={name: "//evil.example", "X-Forwarded-For": "192.0.2.7"})
    assert "evil.example" not in visitor.get(path).text
    again = visitor.get("/en" + path, headers={name: "evil.example"})
    assert "evil.example" not in again.text


def test_the_language_of_one_reader_is_not_kept_for_another(site: Site, cast: Cast) -> None:
    visitor, path = site(), f"/proposals/{published(cast).id}"
    italian, english = visitor.get(path).text, visitor.get("/en" + path).text
    assert 'lang="it"' in italian and 'lang="en"' in english
    assert visitor.get(path).text == italian and visitor.get("/en" + path).text == english


# --- settings ---------------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {"secret": "x" * 40, "database_url": "sqlite://", "instance": ROOT, "production": True}


@pytest.mark.parametrize(
    "wrong", [{"secret": EXAMPLE_SECRET}, {"secret": "short"}, {"public_url": "http://proposte.example.org"}]
)
def test_production_refuses_what_is_not_safe(wrong: dict[str, str]) -> None:
    settings = {**GOOD, "public_url": "https://proposte.example.org"}
    assert Settings(**settings).check()
    with pytest.raises(BadSettings):
        Settings(**{**settings, **wrong}).check()


def test_production_answers_to_its_own_name_only_even_when_none_is_set(site: Site, cast: Cast) -> None:
    visitor = site(production=True, secret="x" * 40, public_url="https://proposte.example.org")
    for host, status in (("proposte.example.org", 200), ("localhost", 200), ("evil.example", 400)):
        assert (
            visitor.get("/health", base_url="https://proposte.example.org", headers={"Host": host}).status_code
            == status
        )
