# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take the pictures of the page "Come funziona" from a freshly loaded demo, small enough for a telephone's line.

    python -m docs.tour_pictures
"""

import io
import sys
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Browser, Page

from config import ROOT
from docs.demo_site import browsing, demo_site
from docs.take_pictures import Visit

FOLDER = ROOT / "static/src/img"
WIDTH, HEIGHT, SHARPNESS = 600, 440, 1.5
LARGEST = 20_000  # three come with the first visit
COLOURS = 16  # a page has few
WHILE_IT_IS_DRAWN = 3_000  # milliseconds
AUTHOR = "ada@demo.example"
TEXT = 7  # the document of the demo with seven versions


def read(page: Page, address: str) -> None:
    """A proposal as anybody reads it."""
    page.goto(f"{address}/proposals/{TEXT}")
    page.locator("h1").evaluate(TO_TOP)


def suggest(page: Page, address: str) -> None:
    """A change as it is typed, drawn in the text."""
    page.goto(f"{address}/proposals/{TEXT}")
    page.locator("[data-in-place='3']").click()
    field = page.get_by_label("Il capoverso come lo vorresti")
    field.fill(field.input_value().replace("buone prassi", "buone pratiche, due volte l’anno,"))
    page.get_by_role("heading", name="Modalità di attuazione").evaluate(TO_TOP)
    page.wait_for_timeout(WHILE_IT_IS_DRAWN)


def decide(page: Page, address: str) -> None:
    """The outcome of a request, with its reason."""
    page.goto(f"{address}/documents/5/amendments/2")
    page.get_by_text("Parole attuali").first.evaluate(TO_TOP)


def compare(page: Page, address: str) -> None:
    """What changed from the first version to today's."""
    page.goto(f"{address}/documents/{TEXT}/compare/1/7")
    page.get_by_role("heading", name="Creare gruppi").evaluate(TO_TOP)


def comment(page: Page, address: str) -> None:
    """Comments on passages, followed through the versions."""
    page.goto(f"{address}/documents/{TEXT}/comments")
    page.get_by_text("Scambio di esperienze tra enti").first.evaluate(TO_TOP)


TO_TOP = "element => scrollTo({top: element.getBoundingClientRect().top + scrollY - 6, behavior: 'instant'})"
TOUR: dict[str, Callable[[Page, str], None]] = {
    show.__name__: show for show in (read, suggest, decide, compare, comment)
}


def take_all(browser: Browser, address: str) -> None:
    """Take each picture; end the command where one is too large."""
    visit = Visit(browser, address, WIDTH, HEIGHT, SHARPNESS)
    visit.sign_in(AUTHOR)
    for name, show in TOUR.items():
        show(visit.page, address)
        packed = _webp(visit.page.screenshot(animations="disabled", caret="hide"))
        if len(packed) >= LARGEST:
            sys.exit(f"tour-{name}.webp takes {len(packed)} bytes: show less of that page.")
        (FOLDER / f"tour-{name}.webp").write_bytes(packed)
        print(f"tour-{name}.webp {len(packed) // 1000} kB")


def _webp(png: bytes) -> bytes:
    """Pack a picture without loss in few colours: letters stay sharp, in half the bytes of a photograph."""
    drawn = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    drawn.convert("RGB").save(target, "WEBP", lossless=True, quality=100, method=6)
    return target.getvalue()


if __name__ == "__main__":
    with demo_site() as (_, served_at), browsing() as chromium:
        take_all(chromium, served_at)
