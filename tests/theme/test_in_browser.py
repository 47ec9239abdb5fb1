# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other colours than the house's, in a real browser: they are everywhere, and everybody can read them."""

import pytest

from auth.queries import site
from db import transaction
from tests.attachments.files import picture
from tests.browser import assert_accessible
from tests.make import published
from theme.actions import change_look
from theme.look import Look

pytestmark = pytest.mark.browser

# Which elements are drawn in the blue of the house: backgrounds, words, icons, and borders that are there.
BLUE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const s = getComputedStyle(e), blues = ['rgb(0, 102, 204)', 'rgb(0, 82, 163)', 'rgb(0, 77, 153)']
  const seen = [s.backgroundColor, s.color, s.fill]
  for (const side of ['Top', 'Right', 'Bottom', 'Left']) {
    if (parseFloat(s[`border${side}Width`])) seen.push(s[`border${side}Color`])
  }
  return !e.closest('.note, .state') && seen.some(c => blues.includes(c))
}).map(e => e.tagName + '.' + e.className)"""
GROUND = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
PAGES = ("/", "/processes", "/processes/piano", "/proposals/1", "/documents/1/comments", "/statistics", "/sign-in")


@pytest.fixture
def green(cast):
    """A site in green with a violet foot and a link of its own."""
    published(cast)
    with transaction():
        look = Look("#00663d", "#3c1a5b", "Albo pretorio | https://www.example.org/albo")
        change_look(site(), look, by=cast.ines)


@pytest.mark.usefixtures("green")
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_in_the_chosen_colours_and_accessible(window, width):
    page = window("/health", width=width)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(GROUND, ".it-header-center-wrapper") == "rgb(0, 102, 61)"
        assert page.evaluate(GROUND, ".it-footer-main") == "rgb(60, 26, 91)"
        assert page.evaluate(BLUE) == [], path
        assert_accessible(page)


@pytest.mark.usefixtures("green")
def test_the_preview_is_the_page_itself_in_the_new_colours(window, cast):
    page = window("/settings/theme", person=cast.ines, width=320)
    page.set_input_files(
        "[name=file]", {"name": "a.png", "mimeType": "image/png", "buffer": picture("PNG", (900, 300))}
    )
    page.click("text=Carica il logo")
    logo = page.locator(".site-logo").first
    logo.evaluate("picture => picture.decode()")  # comes back when it is there
    assert logo.evaluate("e => e.clientHeight") <= 40
    page.fill("[name=colour]", "#a31f34")
    page.click("text=Anteprima")
    page.get_by_text("Questa è un’anteprima").wait_for()
    page.wait_for_load_state()
    assert page.evaluate(GROUND, ".it-header-center-wrapper") == "rgb(163, 31, 52)"
    assert page.evaluate(GROUND, ".btn-primary[href='#sample']") == "rgb(163, 31, 52)"
    assert_accessible(page)
    page.goto("/legal")
    assert page.evaluate(GROUND, ".it-header-center-wrapper") == "rgb(0, 102, 61)"
