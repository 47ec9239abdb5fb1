# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nothing typed is lost: a closed tab, a network that goes, a session that ends, two tabs at once."""

import pytest
import sqlalchemy as sa

from db import db
from tests.browser import assert_accessible
from tests.make import published
from unsent.models import Unsent

pytestmark = pytest.mark.browser

NEW = "/processes/piano/proposals/new"
WORDS = "Parole che non voglio perdere."
SAVED = "Salvato alle"


def typed(page) -> None:
    page.get_by_label("Titolo", exact=True).fill("Orti di quartiere")
    page.get_by_label("Testo", exact=True).fill(WORDS)


def said(page):
    return page.locator(".unsent-said")


def test_words_are_kept_offered_again_and_gone_once_sent(window, cast):
    page = window(NEW, person=cast.bruno)
    typed(page)
    said(page).get_by_text(SAVED).wait_for()
    page.close(run_before_unload=False)

    page = window(NEW, person=cast.bruno, width=320)
    page.get_by_role("button", name="Riprendile").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Riprendile").click()
    assert page.get_by_label("Testo", exact=True).input_value() == WORDS
    assert page.evaluate("document.activeElement.name") == "title"
    page.get_by_role("button", name="Salva la bozza").click()
    page.get_by_text("La bozza è salvata").wait_for()
    db.session.expire_all()
    assert db.session.scalars(sa.select(Unsent)).all() == []


def test_words_may_be_thrown_away(window, cast):
    page = window(NEW, person=cast.bruno)
    typed(page)
    said(page).get_by_text(SAVED).wait_for()
    page = window(NEW, person=cast.bruno)
    page.get_by_role("button", name="Buttale via").click()
    page.get_by_role("button", name="Buttale via").wait_for(state="hidden")
    page = window(NEW, person=cast.bruno)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("button", name="Riprendile").count() == 0


def test_without_a_network_words_stay_in_the_tab(window, cast):
    page = window(NEW, person=cast.bruno)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    typed(page)
    said(page).get_by_text("restano in questa scheda").wait_for()
    page.context.set_offline(False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Riprendile").click()
    assert page.get_by_label("Testo", exact=True).input_value() == WORDS
    said(page).get_by_text(SAVED).wait_for()


def test_who_is_signed_out_meanwhile_finds_the_words_after_signing_in(window, cast):
    page = window(NEW, person=cast.bruno)
    page.wait_for_load_state("networkidle")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    typed(page)
    said(page).get_by_text("accedi di nuovo").wait_for()
    page.context.add_cookies(cookies)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="Riprendile").click()
    assert page.get_by_label("Testo", exact=True).input_value() == WORDS


def test_two_tabs_are_told_of_each_other(window, cast):
    page = window(NEW, person=cast.bruno)
    other = page.context.new_page()
    other.goto(NEW)
    typed(page)
    said(other).get_by_text("In un’altra scheda").wait_for()


def test_an_amendment_is_kept_too(window, cast):
    document = published(cast)
    page = window(f"/documents/{document.id}/amendments/new", person=cast.ada)
    page.get_by_label("Perché chiedi questa modifica").fill("Perché serve.")
    said(page).get_by_text(SAVED).wait_for()


def test_what_is_typed_at_a_paragraph_is_kept_until_it_is_sent_or_thrown_away(window, cast):
    document = published(cast)
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.locator(".change-link[data-in-place='1']").click()
    page.locator("form.in-place textarea").first.fill(WORDS)
    said(page).get_by_text(SAVED).wait_for()
    page.goto("/account/unsent")
    page.get_by_role("link", name=WORDS).click()
    page.get_by_role("button", name="Riprendile").click()
    assert page.get_by_label("Il capoverso come lo vorresti").input_value() == WORDS
    page.goto(f"/proposals/{document.id}")
    page.locator(".change-link[data-in-place='1']").click()
    page.get_by_role("button", name="Riprendile").click()
    page.locator(".in-place-told li").first.wait_for()
    assert_accessible(page)
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_response("**/unsent/forget"):
        page.keyboard.press("Escape")
    db.session.rollback()
    assert db.session.scalars(sa.select(Unsent)).all() == []
