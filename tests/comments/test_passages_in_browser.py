# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commenting a passage in a real browser: selected words with a script, a paragraph without, notes beside the text."""

import pytest

from amendments.documents.actions import correct
from comments import actions
from comments.anchors import choose
from db import transaction
from tests.browser import assert_accessible
from tests.make import published

pytestmark = pytest.mark.browser

SELECT = """([from, to]) => {
    const article = document.querySelector('[data-passages], [data-change]')
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    let last = null
    while (walker.nextNode()) {
        const node = walker.currentNode
        if (!last && node.data.includes(from)) { range.setStart(node, node.data.indexOf(from)); last = node }
        if (last && node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break }
    }
    document.getSelection().removeAllRanges()
    document.getSelection().addRange(range)
}"""


@pytest.fixture
def document(cast):
    return published(
        cast,
        "# Corsi\n\n## Durata\n\nIl corso **dura** trenta giorni. Un altro corso dura di più.\n\n- una voce\n"
        "  - voce annidata\n- una voce\n\n| chi | quanto |\n|---|---|\n| Ada | tre |",
    )


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        ("orso", "trent", "corso dura trenta"),
        ("corso dura di", "pi", "corso dura di più"),
        ("annidata", "annidata", "annidata"),
        ("Ada", "Ada", "Ada tre"),
        ("giorni", "annidata", "giorni. Un altro corso dura di più."),
    ],
)
def test_selected_words_are_commented(window, cast, document, start, end, quote):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.evaluate(SELECT, [start, end])
    page.get_by_role("link", name="Commenta queste parole").click()
    page.locator("blockquote").wait_for()
    assert " ".join(page.locator("blockquote").inner_text().split()) == quote
    page.get_by_label("Il tuo commento").fill("Bene.")
    page.get_by_role("button", name="Pubblica il commento").click()
    page.get_by_text("Il tuo commento è pubblicato.").wait_for()
    assert page.locator("blockquote").inner_text() == quote


def test_the_keyboard_reaches_the_offer_and_escape_takes_it_away(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.evaluate(SELECT, ["trenta", "giorni"])
    offer = page.get_by_role("link", name="Commenta queste parole")
    offer.wait_for()
    assert page.locator("[role=status]").filter(has_text="Premi Tab").count() == 1
    assert_accessible(page)
    page.keyboard.press("Escape")
    offer.wait_for(state="detached")
    page.get_by_text("dura", exact=True).dblclick()  # as a hand selects: from there Tab goes on
    offer.wait_for()
    page.keyboard.press("Tab")
    assert offer.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.locator("blockquote").wait_for()
    assert page.locator("blockquote").inner_text() == "dura"


def test_without_scripts_a_paragraph_is_chosen_from_the_list(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada, width=320, scripts=False)
    page.get_by_role("link", name="Commenta un passaggio", exact=True).click()
    page.get_by_label("Capoverso").select_option(label="2. Il corso dura trenta giorni. Un altro corso dura di più.")
    page.get_by_label("Solo queste parole").fill("trenta giorni")
    page.get_by_role("button", name="Continua").click()
    page.get_by_label("Il tuo commento").fill("Bene.")
    page.get_by_role("button", name="Pubblica il commento").click()
    assert page.locator("blockquote").inner_text() == "trenta giorni"


@pytest.fixture
def talk(cast, document):
    """Three comments about passages: one that is the same, one edited, one removed."""
    for paragraph, words in ((1, "Un altro corso"), (1, "trenta giorni"), (2, "una voce")):
        with transaction():
            actions.post(document, "Come mai?", by=cast.ada, passage=choose(document, 1, paragraph, words))
    with transaction():
        wanted = document.text.replace("trenta", "sei").replace("- una voce\n  - voce", "- voce", 1)
        correct(document, wanted, by=cast.bruno, base=1, reason="Così.")


@pytest.mark.parametrize("width", [320, 1440])
def test_notes_and_quotes_are_accessible(window, cast, document, talk, width):
    page = window(f"/proposals/{document.id}", width=width)
    page.get_by_text("2 commenti su questo passaggio").click()
    page.locator("#note-1").get_by_text("Come mai?").first.wait_for()
    page.locator(".comment").first.wait_for()
    assert_accessible(page)
    page.goto(f"/documents/{document.id}/comments/passage")
    assert_accessible(page)
    page.get_by_role("button", name="Continua").click()
    page.locator("blockquote").wait_for()
    assert_accessible(page)
    page.goto(f"/en/documents/{document.id}/comments")
    assert_accessible(page)


def test_notes_stand_in_the_margin_of_wide_screens_and_under_the_paragraph_of_narrow_ones(window, cast, document, talk):
    def boxes(page):
        return page.locator("[data-paragraph='1']").bounding_box(), page.locator("#note-1").bounding_box()

    paragraph, note = boxes(window(f"/proposals/{document.id}", width=1440))
    assert note["x"] >= paragraph["x"] + paragraph["width"]
    assert note["y"] < paragraph["y"] + paragraph["height"]
    paragraph, note = boxes(window(f"/proposals/{document.id}", width=390))
    assert note["x"] == paragraph["x"] and note["y"] >= paragraph["y"] + paragraph["height"]
