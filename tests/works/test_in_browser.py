# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long work as a person follows it: with scripts the page goes on by itself, without them by one link."""

import pytest

from db import db
from tests.amendments.carry_stories import worked
from tests.browser import assert_accessible
from tests.works.stories import MANY, PATH, asked, before_piece, listed

pytestmark = pytest.mark.browser


def carried_out() -> None:
    """Let `flask work` do what was asked on the page, which this session has not seen yet."""
    db.session.rollback()
    worked()


def test_the_page_follows_the_work_and_tells_when_it_changes(window, cast, monkeypatch):
    page = window(PATH, person=cast.bruno, width=320)
    page.get_by_label("Oppure il testo dell’elenco").fill(listed())
    page.get_by_role("button", name="Prova").click()
    page.get_by_text("In attesa di cominciare").wait_for()
    assert_accessible(page)
    seen = []

    def look() -> None:
        bar = page.get_by_role("progressbar", name="Controllo delle righe, senza scrivere nulla: 50 di 240 righe")
        bar.wait_for()
        assert_accessible(page)
        seen.append(page.locator("[data-follow-said]").text_content())

    monkeypatch.setattr("works.course.PAUSE", 0)
    before_piece(monkeypatch, 2, look)
    carried_out()
    assert seen == ["In corso"]
    page.get_by_role("heading", name=f"Prova riuscita. Incontri nuovi: {MANY}").wait_for()
    assert page.locator("[data-follow-said]").text_content() == "Aspetta la tua conferma"
    assert_accessible(page)
    page.get_by_role("button", name="Importa gli incontri").click()
    page.get_by_text("In attesa di cominciare").wait_for()
    carried_out()
    page.get_by_role("link", name="Vedi gli incontri").wait_for()


def test_the_focus_stays_where_it_was_while_the_page_follows(window, cast):
    asked(cast)
    page = window("/account/work/1", person=cast.bruno)
    page.get_by_role("button", name="Ferma").focus()
    with page.expect_response("**/account/work/1"):
        pass
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.textContent") == "Ferma"


def test_without_scripts_a_link_asks_anew(window, cast):
    asked(cast)
    page = window("/account/work/1", person=cast.bruno, scripts=False)
    carried_out()
    page.get_by_role("link", name="Aggiorna la pagina").click()
    page.get_by_role("button", name="Importa gli incontri").click()
    carried_out()
    page.get_by_role("link", name="Aggiorna la pagina").click()
    page.get_by_text("Gli incontri sono importati").wait_for()
