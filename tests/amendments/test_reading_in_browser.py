# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding one's way in a text in the browser, without scripts and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible
from tests.make import Cast, published

pytestmark = pytest.mark.browser
Window = Callable[..., Page]


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", ["/proposals/{}", "/documents/{}/versions/1"])
def test_contents_unfold_without_scripts_and_lead_to_a_heading(
    cast: Cast, window: Window, path: str, width: int
) -> None:
    page = window(path.format(published(cast).id), width=width, scripts=False)
    page.get_by_text("Indice del testo").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    link = page.get_by_role("navigation", name="Indice del testo").get_by_role("link").first
    expect(link).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Enter")
    assert page.url.endswith(link.get_attribute("href") or "?")


def test_a_paragraph_of_a_version_is_cited_by_keyboard(cast: Cast, window: Window) -> None:
    page = window(f"/documents/{published(cast).id}/versions/1")
    link = page.get_by_role("link", name="Collegamento permanente al capoverso 2", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("/versions/1#paragraph-1")
    assert_accessible(page)
