# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame and its scripts in a real browser, wide and narrow, with and without JavaScript."""

import pytest

from amendments.requests.actions import propose
from comments.actions import post
from db import transaction
from tests.browser import assert_accessible
from tests.make import published, text

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", ["/nowhere", "/en/nowhere"])
def test_the_frame_is_accessible_at_every_width(window, cast, path, width):
    assert_accessible(window(path, width=width))


def test_the_menu_of_small_screens_opens_and_closes_by_keyboard(window, cast):
    page = window("/nowhere", width=390)
    link = page.locator("[data-element=main-navigation] a").first
    assert not link.is_visible()
    page.locator(".custom-navbar-toggler").press("Enter")
    page.locator("#main-menu :focus").wait_for()  # it has come in, and holds the focus
    assert link.is_visible()
    page.keyboard.press("Escape")
    link.wait_for(state="hidden")


def test_without_scripts_the_menu_of_small_screens_stands_open(window, cast):
    page = window("/nowhere", width=390, scripts=False)
    assert page.locator("[data-element=main-navigation] a").first.is_visible()
    assert not page.locator(".custom-navbar-toggler").is_visible()


def test_the_menu_of_a_person_opens_without_scripts_and_closes_on_escape_with_them(window, cast):
    bare = window("/nowhere", person=cast.ada, scripts=False)
    bare.locator("details.menu summary").click()
    assert bare.get_by_role("button", name="Esci").is_visible()
    page = window("/nowhere", person=cast.ada)
    page.locator("details.menu summary").click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Esci").is_visible()
    assert_accessible(page)


def test_the_first_press_of_tab_shows_the_way_to_the_content(window, cast):
    page = window("/nowhere")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Vai al contenuto")
    assert link.evaluate("link => link === document.activeElement")
    assert link.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_form_that_came_back_leads_to_what_must_be_mended(window, cast):
    page = window("/account", person=cast.ada)
    page.get_by_label("Nome e cognome").fill("")
    page.get_by_role("button", name="Salva").click()
    page.locator(".error-summary:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_by_label("Nome e cognome").evaluate("field => field === document.activeElement")


def test_a_button_that_has_the_focus_is_seen_to_have_it(window, cast):
    page = window("/account", person=cast.ada)
    button = page.get_by_role("button", name="Salva")
    page.get_by_label("English").focus()
    page.keyboard.press("Tab")
    assert button.evaluate("button => button === document.activeElement")
    page.wait_for_timeout(300)  # it fades in
    assert button.evaluate("button => getComputedStyle(button).outline") == "rgb(0, 0, 0) solid 3px"


def test_the_comments_of_a_text_and_of_an_amendment_come_in_after_the_page(window, cast):
    document = published(cast)
    with transaction():
        amendment = propose(document, text(tempi="Entro il 2027."), by=cast.ada, base=1, reason="Serve tempo.")
    with transaction():
        post(document, "Bello così.", by=cast.ada)
    with transaction():
        post(document, "Troppo tardi.", by=cast.sami, amendment=amendment)
    address = f"/documents/{document.id}"
    window(f"/proposals/{document.id}").get_by_text("Bello così.").wait_for()
    window(f"{address}/amendments/1").get_by_text("Troppo tardi.").wait_for()
    bare = window(f"/proposals/{document.id}", scripts=False)
    bare.get_by_role("link", name="Leggi i commenti e commenta").click()
    assert bare.get_by_text("Bello così.").is_visible()


def test_a_comment_form_that_came_in_later_counts_what_is_typed(window, cast):
    document = published(cast)
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.locator("[data-load-comments] textarea").fill("Sono d’accordo.")
    page.get_by_text("Restano 9985 caratteri").first.wait_for()
    assert_accessible(page)
