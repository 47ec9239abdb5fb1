# SPDX-License-Identifier: AGPL-3.0-or-later
"""How much a first visit may cost over a slow line: bytes, words before scripts, nothing that jumps."""

import pytest
from playwright.sync_api import Page, Route

from tests.test_every_page import PAGES, content  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

MOST_BYTES = 100_000  # as they travel, but for fonts
MOST_OF_A_PAGE = 40_000
MOST_SHIFT = 0.02  # a tenth is called good
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # a telephone, 3G

SHIFTS = """window.shifts = []
const named = ({ node, previousRect, currentRect }) =>
  `${node?.nodeName}.${node?.className ?? node?.textContent} from ${previousRect.y} to ${currentRect.y}`
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) shifts.push([entry.value, entry.sources.map(named)])
  }
}).observe({ type: 'layout-shift', buffered: true })"""

READ_MOST = [
    ("", "/"),
    ("", "/how-it-works"),
    ("", "/processes"),
    ("", "/processes/piano"),
    ("", "/processes/piano/meetings"),
    ("", "/processes/piano/news/1"),
    ("", "/processes/piano/proposals"),
    ("", "/proposals/1"),
    ("", "/documents/1/amendments/1"),
    ("", "/documents/1/comments"),
    ("", "/sign-in"),
    ("ada", "/proposals/1"),
    ("ada", "/documents/1/amendments/new"),
    ("bruno", "/documents/1/correct"),
    ("mara", "/processes/piano/queue"),
    ("mara", "/documents/1/desk"),
]


def slowed(page: Page) -> dict[str, float]:
    """Put the page on a slow line with nothing kept of an earlier visit; return what will have come, by address."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    line.send("Network.emulateNetworkConditions", SLOW)
    address: dict[str, str] = {}
    travelled: dict[str, float] = {}
    line.on("Network.requestWillBeSent", lambda said: address.update({said["requestId"]: said["request"]["url"]}))
    line.on(
        "Network.loadingFinished",
        lambda said: travelled.update({address.get(said["requestId"], "an icon"): said["encodedDataLength"]}),
    )
    return travelled


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(("width", "visits"), [(320, READ_MOST), (1280, READ_MOST[::4])])
def test_a_first_visit_is_light_and_nothing_jumps(window, cast, width, visits):
    for who, path in visits:
        page = window("/health", person=getattr(cast, who, None), width=width)
        page.add_init_script(SHIFTS)
        travelled = slowed(page)
        page.goto(path, wait_until="load")
        size = sum(bytes_ for name, bytes_ in travelled.items() if not name.endswith(".woff2"))
        assert 40_000 < size < MOST_BYTES, (path, travelled)
        shifts = page.evaluate("shifts")
        assert sum(shift for shift, _ in shifts) < MOST_SHIFT, (path, shifts)
        page.context.close()


@pytest.mark.usefixtures("content")
def test_every_page_is_light(visit, cast):
    """The page alone, since style, script and icons, some 40 kB, are the same for all."""
    for who, paths in PAGES.items():
        client = visit(getattr(cast, who, None)).client
        sizes = {path: len(client.get(path, headers={"Accept-Encoding": "gzip"}).get_data()) for path in paths}
        heavy = {path: size for path, size in sizes.items() if size > MOST_OF_A_PAGE}
        assert not heavy, (who, heavy)


@pytest.mark.usefixtures("content")
def test_words_are_seen_before_any_script_came(window):
    page = window("/health")
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))  # it never comes
    page.goto("/proposals/1", wait_until="commit")
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    for _ in range(100):
        if page.evaluate(painted):
            break
        page.wait_for_timeout(50)
    assert page.evaluate(painted) and held
    for route in held:
        route.abort()
