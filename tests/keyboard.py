# SPDX-License-Identifier: AGPL-3.0-or-later
"""A reader with a keyboard alone: Tab leads on, and wherever it stops the stop is named, on the screen and marked."""

from typing import Any

from playwright.sync_api import Page

MOST_STOPS = 150

STOP = """() => {
    const at = document.activeElement
    if (!at || at === document.body) return null
    const others = (at.getAttribute('aria-labelledby') ?? '').split(' ').map(id => document.getElementById(id))
    const words = [...others, ...at.labels ?? [], at.labels?.length ? null : at].map(one => one?.innerText)
    const named = [at.getAttribute('aria-label'), ...words, at.querySelector('svg')?.getAttribute('aria-label')]
    const box = at.getBoundingClientRect()
    const style = getComputedStyle(at)
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
    const on = document.elementFromPoint(box.x + box.width / 2, middle)
    const ofBrowser = !at.matches(':focus') // the calendar's button in a field for days, which the browser marks
    return {
        name: named.filter(Boolean).join(' ').replace(/\\s+/g, ' ').trim(),
        seen: box.bottom > 0 && box.top < innerHeight && (at.contains(on) || on?.contains(at) || at.labels?.[0] === on),
        marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' || ofBrowser,
    }
}"""


class Keyboard:
    """The keys of one reader of a page; no mouse is there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.emulate_media(reduced_motion="reduce")  # what is reached is there at once

    def reach(self, name: str, exact: bool = False) -> "Keyboard":
        """Go on with Tab until what bears this name has the focus; fail where a stop on the way cannot be followed."""
        passed = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self.stop()
            if stop is None:
                continue
            assert stop["name"] and stop["seen"] and stop["marked"], (self.page.url, stop)
            if name == stop["name"] or (not exact and name in stop["name"]):
                return self
            passed.append(stop["name"])
        raise AssertionError(f"Tab never led to «{name}», but to {passed[: MOST_STOPS // 3]}")

    def stop(self) -> dict[str, Any] | None:
        """Return what has the focus, once the page stands still."""
        stop: dict[str, Any] | None = self.page.evaluate(STOP)
        if stop and not (stop["seen"] and stop["marked"]):
            self.page.wait_for_timeout(300)
            stop = self.page.evaluate(STOP)
        return stop

    def press(self, *keys: str) -> "Keyboard":
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, words: str) -> "Keyboard":
        """Type words where the focus is."""
        self.page.keyboard.type(words)
        return self

    def follow(self, name: str, then: str) -> "Keyboard":
        """Reach a link or button, press Enter, and wait for words of the page that comes."""
        self.reach(name).press("Enter")
        self.page.get_by_text(then).first.wait_for()
        self.page.wait_for_load_state()
        return self
