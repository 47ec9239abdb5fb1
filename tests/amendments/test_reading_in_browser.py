# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding one's way in a text in the browser, without scripts and by keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.amendments.stories import accepted, asked
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


@pytest.mark.parametrize("view", ["", "?view=side"])
def test_the_keys_lead_from_change_to_change_only_while_one_is_there(cast: Cast, window: Window, view: str) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2030.", destinatari="Tutti quanti."), cast.mara)
    page = window(f"/documents/{document.id}/compare/1/2{view}")
    said = page.locator(".steps").get_by_role("status")
    expect(said).to_have_text("2 cambiamenti")
    page.keyboard.press("n")
    expect(said).to_have_text("2 cambiamenti")
    page.get_by_role("button", name="Successivo").focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Cambiamento 1 di 2")
    page.keyboard.press("n")
    expect(said).to_have_text("Cambiamento 2 di 2")
    assert "2030" in page.evaluate("document.activeElement.closest('td, p, tr').textContent")
    page.keyboard.press("n")
    expect(said).to_have_text("Cambiamento 2 di 2")
    page.keyboard.press("p")
    expect(said).to_have_text("Cambiamento 1 di 2")
    assert "Personale" in page.evaluate("document.activeElement.closest('td, p, tr').textContent")
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1440])
def test_what_is_asked_of_a_paragraph_unfolds_beside_it(cast: Cast, window: Window, width: int) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    page = window(f"/proposals/{document.id}", width=width, scripts=False)
    page.get_by_text("Una richiesta").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Al posto di “2024” si legge “2030”.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Guarda nel testo").click()
    expect(page.locator("#mark-1-1")).to_be_visible()
