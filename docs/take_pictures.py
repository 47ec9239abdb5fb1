# SPDX-License-Identifier: AGPL-3.0-or-later
"""Take the pictures of the READMEs from a freshly loaded demo: the last step of `make pictures`, or by itself."""

import struct
import sys
import zlib
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from demo.people import PASSWORD
from docs.demo_site import browsing, demo_site

FOLDER = Path(__file__).parent / "pictures"
LARGEST = 200_000
MODERATOR = "mara@demo.example"
CHIEF = "Scrivere insieme online senza perdere le parole di nessuno"


class Visit:
    """One person at one screen of the demo."""

    def __init__(self, browser: Browser, address: str, width: int, height: int, sharpness: float = 1) -> None:
        viewport: ViewportSize = {"width": width, "height": height}
        context = browser.new_context(viewport=viewport, device_scale_factor=sharpness, locale="it-IT")
        self.page: Page = context.new_page()
        self.address = address
        self.page.goto(address + "/processes/piano-formazione/proposals")

    def sign_in(self, email: str) -> None:
        """Sign in and come back to the list of proposals."""
        self.page.goto(self.address + "/sign-in?next=/processes/piano-formazione/proposals")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.locator("main").get_by_role("button", name="Accedi").click()

    def follow(self, words: str) -> None:
        """Follow the first link in the page's body that begins with these words."""
        self.page.locator("main").get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state("networkidle")

    def show(self, heading: str) -> None:
        """Scroll until a heading stands at the top of the screen."""
        place = self.page.get_by_role("heading", name=heading).first
        place.evaluate("heading => heading.scrollIntoView({behavior: 'instant'})")

    def keep(self, name: str) -> None:
        """Write what the screen shows to a file; end the command where it is too large."""
        picture = squeezed(self.page.screenshot(animations="disabled", caret="hide"))
        if len(picture) >= LARGEST:
            sys.exit(f"{name}.png takes {len(picture)} bytes: show less of that page.")
        (FOLDER / f"{name}.png").write_bytes(picture)
        print(f"{name}.png {len(picture) // 1000} kB")


def squeezed(png: bytes) -> bytes:
    """Return the same PNG with its data packed as tightly as zlib can, and in one piece."""
    head, chunks, data, place = png[:8], [], b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        kind, body = png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        if kind == b"IDAT":
            data += body
        elif kind != b"IEND":
            chunks.append((kind, body))
        place += 12 + length
    packed = zlib.compressobj(9, zlib.DEFLATED, 15, 9)
    chunks += [(b"IDAT", packed.compress(zlib.decompress(data)) + packed.flush()), (b"IEND", b"")]
    return head + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def show_reading(browser: Browser, address: str) -> None:
    """What a visitor reads: the proposal, an amendment, a comparison; and the proposal on a phone."""
    wide = Visit(browser, address, 1440, 1330)
    wide.follow("Creare gruppi")
    wide.keep("proposal")
    wide.follow("Modifica 1")
    wide.keep("amendment")
    wide.page.goto(wide.address + "/processes/piano-formazione/proposals")
    wide.follow("Creare gruppi")
    wide.follow("vedi altre versioni")
    wide.page.goto(wide.page.url.replace("/versions", "/compare/1/7?view=side"))
    wide.keep("comparison")
    phone = Visit(browser, address, 390, 844)
    phone.follow("Scrivere insieme")
    phone.keep("phone-proposal")
    phone.follow("Modifica 4")
    phone.show("Che cosa chiede")
    phone.keep("phone-amendment")


def show_deciding(browser: Browser, address: str) -> None:
    """What a moderator sees: the decision on an amendment, and the page of a clash. Neither form is sent to the end."""
    desk = Visit(browser, address, 1440, 1330)
    for number, name in ((4, "decision"), (5, "clash")):
        desk.sign_in(MODERATOR)
        desk.follow(CHIEF)
        desk.follow(f"Modifica {number}")
        desk.follow("Decidi")
        for choice in desk.page.get_by_label("Accetta", exact=True).all():
            choice.check()
        if name == "clash":
            desk.page.get_by_role("button", name="Vedi il risultato").click()
            desk.page.wait_for_load_state("networkidle")
        desk.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        desk.keep(name)
        desk.page.context.clear_cookies()


def take_all(browser: Browser, address: str) -> None:
    """Take the pictures of the READMEs."""
    FOLDER.mkdir(exist_ok=True)
    show_reading(browser, address)
    show_deciding(browser, address)


if __name__ == "__main__":
    with demo_site() as (_, served_at), browsing() as chromium:
        take_all(chromium, served_at)
