# SPDX-License-Identifier: AGPL-3.0-or-later
"""The focus is never lost: not when a part of a page is swapped, nor when a page opens with news; and news is told."""

import pytest
from playwright.sync_api import Page, Route

from comments.actions import post
from tests.amendments.stories import asked
from tests.make import published, writing

pytestmark = pytest.mark.browser


@pytest.fixture
def document(cast):
    return published(cast)


def focused(page: Page) -> str:
    """Return what has the focus, as it reads; nothing where it is lost."""
    return page.evaluate("document.activeElement === document.body ? '' : document.activeElement.innerText.trim()")


def test_the_words_of_what_was_done_have_the_focus_when_the_page_opens(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.get_by_role("button", name="Sostieni").click()
    page.locator(".messages:focus[role=status]").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null"), "from there one goes on"


def test_what_was_done_on_the_desk_is_told_at_the_request_where_it_was_done(window, cast, document):
    asked(document, cast.ada, tempi="Entro il 2026.")
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    page.get_by_role("button", name="Accetta tutto della modifica 1").click()
    page.locator("#amendment-1 .messages:focus").wait_for()
    assert "Modifica 1".lower() in focused(page).lower()


def test_a_desk_that_saves_itself_keeps_the_focus_and_says_so(window, cast, document):
    asked(document, cast.ada, tempi="Entro il 2026.")
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    page.get_by_label("Accetta", exact=True).first.check()
    page.get_by_role("link", name="Vai alla coda").focus()
    page.locator("#amendment-1 [role=status]").get_by_text("Salvata sulla scrivania.").wait_for()
    assert page.get_by_text("Una modifica è pronta.").is_visible(), "the state of the desk came in anew"
    assert focused(page) == "Vai alla coda"


def test_comments_that_come_in_later_leave_the_focus_where_they_came(window, cast, document):
    with writing():
        post(document, "Bello così.", by=cast.ada)
    page = window("/health")
    held: list[Route] = []
    page.route("**/comments*", lambda route: held.append(route))
    page.goto(f"/proposals/{document.id}", wait_until="commit")
    place = page.locator("[data-load-comments][role=status]")
    place.wait_for()
    place.evaluate("place => { place.tabIndex = -1; place.focus() }")
    held[0].continue_()
    page.get_by_text("Bello così.").wait_for()
    assert "Bello così." in focused(page)


def test_escape_takes_the_offer_away_and_leaves_the_focus_at_its_paragraph(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.get_by_text("Entro il 2024.").first.dblclick(position={"x": 8, "y": 8})
    page.get_by_role("link", name="Commenta queste parole").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert focused(page) == "Entro il 2024."
