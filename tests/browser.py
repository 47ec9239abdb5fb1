# SPDX-License-Identifier: AGPL-3.0-or-later
"""Real pages in a real browser: the application served on loopback, opened in Chromium, looked at with axe."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from auth.models import User
from tests import chromium

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDER_THAN_THE_SCREEN = """[...document.querySelectorAll('body *')]
    .filter(e => document.documentElement.scrollWidth > innerWidth && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.tagName + '.' + e.className).slice(0, 3)"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.ARGS))
        yield opened
        opened.close()


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The address at which the application is served while a test runs."""
    server = make_server("127.0.0.1", 0, whole(app), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def whole(app: Flask) -> "WSGIApplication":
    """Return the application with each answer read to its end before any of it is sent.

    werkzeug's server leaves the file of an answer open when the browser goes away while it is being sent.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        parts = app(environ, start_response)
        try:
            return [b"".join(parts)]
        finally:
            if hasattr(parts, "close"):
                parts.close()

    return answer


@pytest.fixture
def window(app: Flask, browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Open a page: `window("/", person=ada, width=320, scripts=False)`; complaints of the browser fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_at(path: str, person: User | None = None, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=served, viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if person is not None:
            name, value = session_cookie(app, person)
            context.add_cookies([{"name": name, "value": value, "url": served}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not complaints


def session_cookie(app: Flask, person: User) -> tuple[str, str]:
    """Return name and value of the cookie of a person who is signed in."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return app.config["SESSION_COOKIE_NAME"], signer.dumps({"_user_id": person.get_id(), "_fresh": True})


def assert_accessible(page: Page) -> None:
    """Fail on what axe finds against WCAG 2.2 AA, and on a page that is wider than its window."""
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], f"wider than the screen: {page.url}"
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert not found, [(v["id"], [n["target"] for n in v["nodes"][:3]]) for v in found]
