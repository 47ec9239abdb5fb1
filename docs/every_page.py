# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take a picture of every kind of page of a freshly loaded demo, at three widths and as printed, into pictures/.

    python -m docs.every_page [part of the name of a route]

Kinds of page are found, not listed: people of the demo follow links from the home page, and of each route and view
the longest page of who saw it first is kept. Routes that no link leads to are named at the end.
"""

import re
import sys
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urljoin, urlsplit

import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.exceptions import HTTPException

from auth.models import User
from config import ROOT
from db import db
from docs import take_pictures, tour_pictures
from docs.demo_site import browsing, demo_site
from languages import DEFAULT, found
from tests.browser import session_cookie

FOLDER = ROOT / "pictures"
PEOPLE = ("", "ada", "sami", "bruno", "mara", "nora", "ines")  # "" is a visitor
WIDTHS = (320, 768, 1440)
PAPER = 794  # A4 in points of a screen
EACH = 6  # pages of one route that one person looks at for further links
ELSEWHERE = (*(f"/{code}/" for code in found() if code != DEFAULT), "/static/")
START = ("/", "/search?q=formazione", "/nowhere")


def signed_in(app: Flask, who: str) -> tuple[str, str]:
    """Return name and value of the cookie of somebody of the demo."""
    with app.app_context():
        person = db.session.scalars(sa.select(User).where(User.email == f"{who}@demo.example")).one()
        return session_cookie(app, person)


class Seen:
    """The kinds of page that people came upon: for each route and view (length, who, path)."""

    def __init__(self, app: Flask) -> None:
        self.app, self.routes = app, app.url_map.bind("localhost")
        self.kinds: dict[tuple[str, str], tuple[int, str, str]] = {}
        self.endpoints: set[str] = set()

    def walk(self, who: str) -> None:
        """Follow links as one person, until no new ones appear."""
        client = self.app.test_client()
        if who:
            client.set_cookie(*signed_in(self.app, who))
        ahead, known, looked = deque(START), set(START), Counter[str]()
        while ahead:
            path = ahead.popleft()
            endpoint = self.endpoint(path)
            if looked[endpoint] >= EACH or endpoint == "auth.sign_out":
                continue
            looked[endpoint] += 1
            answer = client.get(path)
            self.endpoints.add(endpoint)
            if answer.status_code >= 500:
                print(f"broken for {who or 'visitors'}: {path}")
            if answer.mimetype != "text/html" or answer.status_code not in (200, 404):
                continue
            view = parse_qs(urlsplit(path).query).get("view", [""])[0]
            seen = (len(answer.get_data()), who, path)
            best = self.kinds.get((endpoint, view), seen)
            self.kinds[endpoint, view] = max(best, seen) if best[1] == who else best
            new = [link for link in links(path, answer.get_data(as_text=True)) if link not in known]
            known.update(new)
            ahead.extend(new)

    def endpoint(self, path: str) -> str:
        """Return the name of the route that answers a path; "missing" where none does."""
        try:
            return self.routes.match(urlsplit(path).path, method="GET")[0]
        except HTTPException:
            return "missing"

    def unseen(self) -> list[str]:
        """Return the routes of pages that nobody came upon."""
        all_routes = {rule.endpoint for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
        return sorted(all_routes - self.endpoints - {"static"})


def links(path: str, html: str) -> Iterator[str]:
    """Yield the addresses of the site that a page links to, in the order of the page, in Italian only."""
    for href in re.findall(r'<a\b[^>]*?href="([^"]+)"', html):
        target = urlsplit(urljoin(path, unescape(href)))
        if not target.netloc and not target.scheme and not target.path.startswith(ELSEWHERE):
            yield target.path + (f"?{target.query}" if target.query else "")


def take(page: Page, address: str, name: str) -> None:
    """Take the pictures of one page."""
    page.goto(address, wait_until="networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        _keep(page, f"{name}-{width}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{name}: wider than {width} px")
    page.set_viewport_size({"width": PAPER, "height": 1123})
    page.emulate_media(media="print")
    _keep(page, f"{name}-print")
    page.emulate_media(media="screen")


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True, animations="disabled", caret="hide")


def take_all(browser: Browser, app: Flask, address: str, kinds: dict[tuple[str, str], tuple[int, str, str]]) -> None:
    """Take the pictures of all these kinds of page, each as who saw it first."""
    for who in PEOPLE:
        context = browser.new_context(locale="it-IT")
        if who:
            cookie, value = signed_in(app, who)
            context.add_cookies([{"name": cookie, "value": value, "url": address}])
        page = context.new_page()
        page.goto(address, wait_until="networkidle")  # fonts are used from the second page on
        for (endpoint, view), (_, seen_by, path) in sorted(kinds.items()):
            if seen_by == who:
                take(page, address + path, "-".join(filter(None, (endpoint, view, who))))
        context.close()


def main(part: str = "") -> int:
    """Find the kinds of page of a demo, take their pictures and those of the READMEs; return the exit status."""
    FOLDER.mkdir(exist_ok=True)
    with demo_site() as (app, address):
        seen = Seen(app)
        for who in PEOPLE:
            seen.walk(who)
        kinds = {kind: where for kind, where in seen.kinds.items() if part in kind[0]}
        with browsing() as browser:
            take_all(browser, app, address, kinds)
            if not part:
                take_pictures.take_all(browser, address)
                tour_pictures.take_all(browser, address)
    print(f"{len(kinds)} kinds of page in {FOLDER.relative_to(ROOT)}/")
    print("No link leads to:", ", ".join(seen.unseen()) or "nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
