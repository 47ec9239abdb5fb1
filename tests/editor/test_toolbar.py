# SPDX-License-Identifier: AGPL-3.0-or-later
"""The buttons above a Markdown field, by keyboard alone: nothing traps, and what was chosen stays chosen."""

import pytest

from tests.browser import assert_accessible
from tests.make import published

pytestmark = pytest.mark.browser


@pytest.fixture
def writing(window, cast):
    """Open the page on which Ada writes a change of a text."""

    def open_at(width=1280, scripts=True):
        address = f"/documents/{published(cast).id}/amendments/new"
        page = window(address, person=cast.ada, width=width, scripts=scripts)
        if scripts:
            page.locator(".editor-ready").wait_for()
        return page

    return open_at


def focus_is_on(page, words):
    return page.evaluate("document.activeElement.innerText") == words


def test_without_scripts_the_field_is_a_plain_field(writing):
    page = writing(scripts=False)
    assert page.get_by_label("Testo", exact=True).is_visible()
    assert page.get_by_role("toolbar").count() == 0
    assert page.get_by_role("button", name="Solo testo").count() == 0


def test_until_the_editor_has_come_its_buttons_cannot_be_pressed_in_vain(writing):
    page = writing()
    page.route("**/editor-*.js", lambda route: route.abort())
    page.reload()
    assert page.get_by_role("button", name="Visuale").is_disabled()
    assert page.get_by_label("Testo", exact=True).is_editable()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_buttons_are_accessible_at_every_width(writing, width):
    page = writing(width)
    page.get_by_role("toolbar", name="Formato del testo").wait_for()
    assert_accessible(page)


def test_the_buttons_are_one_stop_of_the_keyboard_and_arrows_lead_through_them(writing):
    page = writing()
    bold = page.get_by_role("button", name="Grassetto")
    bold.focus()
    page.keyboard.press("ArrowRight")
    assert focus_is_on(page, "Corsivo")
    page.keyboard.press("End")
    assert focus_is_on(page, "Tabella")
    page.keyboard.press("ArrowRight")
    assert focus_is_on(page, "Grassetto")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "body"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") != "body"


def test_a_button_and_its_key_write_marks_that_the_browser_can_undo(writing):
    page = writing()
    field = page.get_by_label("Testo", exact=True)
    field.fill("Un corso breve.")
    field.evaluate("field => field.setSelectionRange(3, 8)")
    page.get_by_role("button", name="Grassetto").click()
    assert field.input_value() == "Un **corso** breve."
    page.keyboard.press("Control+i")
    assert field.input_value() == "Un ***corso*** breve."
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert field.input_value() == "Un corso breve."


def test_keys_can_be_turned_off_for_good(writing):
    page = writing()
    page.get_by_role("button", name="Scorciatoie da tastiera").click()
    page.reload()
    page.locator(".editor-ready").wait_for()
    assert page.get_by_role("button", name="Scorciatoie da tastiera").get_attribute("aria-pressed") == "false"
    field = page.get_by_label("Testo", exact=True)
    field.fill("corso")
    field.press("Control+a")
    field.press("Control+b")
    assert field.input_value() == "corso"


def test_whoever_wants_only_the_text_finds_only_the_text_next_time(writing):
    page = writing()
    page.get_by_role("button", name="Solo testo").click()
    page.get_by_role("toolbar").wait_for(state="hidden")
    page.reload()
    page.locator(".editor-ready").wait_for()
    page.get_by_role("button", name="Solo testo").wait_for()
    assert not page.get_by_role("toolbar").is_visible()
    assert page.get_by_label("Testo", exact=True).is_visible()
