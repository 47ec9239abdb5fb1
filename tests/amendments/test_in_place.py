# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking for changes in place in a real browser: what is drawn while typing is what is kept; keyboard, telephone."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from amendments.documents.showing import passage, told
from amendments.drafts.models import AmendmentDraft
from amendments.request_models import Change, Revision
from db import db
from redline.changes import changes
from redline.paragraphs import paragraphs
from redline.sources import span
from tests.browser import assert_accessible
from tests.comments.test_passages_in_browser import SELECT
from tests.make import published
from tests.processes.test_facts import write

pytestmark = pytest.mark.browser

TEXT = (
    "# Orti\n\n## Dove\n\nUn orto in *ogni* quartiere, con [la mappa](https://esempio.it).\n\n## Come\n\n"
    "- zappe nuove\n  - manici\n- semi antichi\n- semi antichi\n\n1. si sceglie\n2. si semina\n\n"
    "Il corso dura trenta giorni. È gratuito.\n\n"
    "| mese | lavoro |\n|---|---|\n| marzo | semina |\n| luglio | raccolta |\n\n> Chi semina\n> raccoglie.\n\nFine."
)
CASES = [
    ("Il corso dura", "Il corso dura venti giorni. È gratuito."),
    ("Il corso dura", "Il corso dura trenta giorni."),
    ("Il corso dura", "Il corso dura trenta giorni.\n\nÈ gratuito."),
    ("Il corso dura", ""),
    ("Il corso dura", "Il corso dura trenta giorni. È gratuito.\n\nSi tiene a Valchiara."),
    ("Un orto", "Un orto in **ogni** quartiere, con [la carta](https://esempio.it/carta)."),
    ("Dove", "### Dove e quando"),
    ("zappe", "- zappe nuove e leggere"),
    ("manici", ""),
    ("semi antichi", "- semi antichi\n- acqua"),
    ("semi antichi", ""),
    ("si sceglie", "1. si sceglie\n2. si prepara la terra"),
    ("si semina", ""),
    ("marzo", "| aprile | semina |"),
    ("luglio", "| luglio | raccolta |\n| ottobre | riposo |"),
    ("marzo", ""),
    ("Chi semina", "> Chi semina\n> raccoglie, prima o poi."),
    ("Fine.", "Fine. <b>&amp;</b> «sì»"),
]
DRAWN = ".in-place-drawn .in-place-told li"


@pytest.fixture
def document(cast):
    return published(cast, TEXT)


def number_of(words):
    return next(one.number for one in paragraphs(TEXT) if words in one.words)


def opened(page, words):
    """Open the form of a paragraph in its place; return its field."""
    page.locator(f".change-link[data-in-place='{number_of(words)}']").click()
    field = page.locator("form.in-place textarea").first
    field.wait_for()
    return field


@pytest.mark.parametrize(("where", "words"), CASES)
def test_what_is_drawn_while_typing_is_what_is_kept(window, cast, document, where, words):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    opened(page, where).fill(words)
    page.locator(DRAWN).first.wait_for()
    sentences = page.locator(DRAWN).all_inner_texts()
    html = page.locator(".in-place-drawn .difference").inner_html()
    page.get_by_label("Perché chiedi questa modifica").fill("Così è meglio.")
    page.get_by_role("button", name="Rivedi e invia").click()
    page.get_by_role("button", name="Invia", exact=True).click()
    page.get_by_text("La tua modifica 1 è pubblica").wait_for()
    db.session.rollback()
    after = db.session.scalars(sa.select(Revision)).one().text
    kept = [(row.kind, row.old, row.new) for row in db.session.scalars(sa.select(Change).order_by(Change.number))]
    assert kept == [(one.kind, one.old, one.new) for one in changes(TEXT, after)]
    assert sentences == [" ".join(one.sentence.split()) for one in told(TEXT, after)]
    expected = passage(TEXT, after, *span(TEXT, paragraphs(TEXT)[number_of(where)]))
    read = "html => { const one = document.createElement('div'); one.innerHTML = html; return one.innerHTML }"
    assert html.strip() == page.evaluate(read, str(expected)).strip()


def test_the_text_of_a_sheet_is_corrected_in_place_too(window, cast):
    write(cast, objectives="Curare i giardini.", path="Prima si ascolta.")
    page = window("/processes/piano", person=cast.ada)
    page.get_by_role("link", name="Correggi un passaggio").click()
    page.locator(".change-link[data-in-place='1']").click()
    page.locator("form.in-place textarea").first.fill("Prima si studia.")
    expect(page.locator(DRAWN)).to_have_text("Sotto “Fasi del percorso”, al posto di “ascolta” si legge “studia”.")
    assert_accessible(page)
    page.once("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Escape")
    expect(page.locator("form.in-place")).to_have_count(0)
    page.evaluate(SELECT, ["giardini", "giardini"])
    page.get_by_role("link", name="Proponi una modifica").click()
    expect(page.locator("form.in-place textarea").first).to_have_value("Curare i giardini.")


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("person", ["ada", None])
def test_the_open_form_is_accessible_at_every_kind_of_paragraph(window, cast, document, width, person):
    page = window(f"/proposals/{document.id}", person=getattr(cast, person or "", None), width=width)
    for where in ("Dove", "Il corso dura", "manici"):
        field = opened(page, where)
        field.fill(field.input_value() + " insieme")
        page.locator(DRAWN).first.wait_for()
        assert_accessible(page)
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="Annulla").click()
        field.wait_for(state="detached")


def test_by_keyboard_alone_a_change_is_made_left_and_made_again(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    link = page.locator(f".change-link[data-in-place='{number_of('Il corso dura')}']")
    link.focus()
    page.keyboard.press("Enter")
    field = page.locator("form.in-place textarea").first
    field.wait_for()
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type(" Si tiene a Valchiara.")
    said = page.locator(".in-place-said")
    page.wait_for_function("() => document.querySelector('.in-place-said').textContent")
    assert said.inner_text() == "Sotto “Come”, si aggiunge “Si tiene a Valchiara.”."
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.keyboard.press("Escape")
    assert "Vuoi buttarlo via?" in asked[0] and field.input_value().endswith("Valchiara.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Escape")
    field.wait_for(state="detached")
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    field.wait_for()
    page.keyboard.press("Escape")  # nothing was typed, so nothing is asked
    field.wait_for(state="detached")


def test_where_no_answer_comes_the_words_stay_and_a_button_asks_again(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    field = opened(page, "Fine.")
    page.route("**/preview?fragment=1", lambda route: route.abort())
    field.fill("Fine, per ora.")
    page.get_by_role("button", name="Mostra che cosa cambia").click()
    page.wait_for_url("**/preview")
    assert "si aggiunge “, per ora”" in page.locator(DRAWN).first.inner_text()
    assert page.locator("form.in-place textarea").first.input_value() == "Fine, per ora."


def test_selected_words_are_changed_where_they_stand(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada)
    page.evaluate(SELECT, ["trenta", "giorni"])
    page.get_by_role("link", name="Commenta queste parole").wait_for()
    page.locator(".offer").get_by_role("link", name="Proponi una modifica").click()
    page.locator("form.in-place textarea").first.wait_for()
    page.keyboard.type("un mese")
    page.locator(DRAWN).first.wait_for()
    assert page.locator(DRAWN).all_inner_texts() == ["Sotto “Come”, al posto di “trenta giorni” si legge “un mese”."]


def test_on_a_telephone_several_changes_are_gathered_and_the_bar_hides_nothing(window, cast, document):
    page = window(f"/proposals/{document.id}", person=cast.ada, width=320)
    for where, words in (("Fine.", "Fine, per ora."), ("zappe", "- zappe leggere")):
        opened(page, where).fill(words)
        page.get_by_role("button", name="Aggiungi un’altra modifica").click()
        page.locator(".draft-bar").wait_for()
    assert page.locator(".draft-bar").inner_text().startswith("La tua richiesta: 2 modifiche")
    assert_accessible(page)
    page.get_by_role("link", name="Rivedi e invia").click()
    page.get_by_role("button", name="Vedi che cosa cambierebbe").wait_for()
    assert_accessible(page)
    db.session.rollback()
    assert len(db.session.scalars(sa.select(AmendmentDraft)).one().sources) == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_the_link_leads_to_a_page_that_does_the_same(window, cast, document, width):
    page = window(f"/proposals/{document.id}", person=cast.ada, width=width, scripts=False)
    page.locator(f".change-link[data-in-place='{number_of('Fine.')}']").click()
    page.locator("textarea").first.fill("Fine, per ora.")
    page.get_by_role("button", name="Mostra che cosa cambia").click()
    assert "si aggiunge “, per ora”" in page.locator(DRAWN).first.inner_text()
    page.get_by_label("Perché chiedi questa modifica").fill("Continua.")
    page.get_by_role("button", name="Rivedi e invia").click()
    page.get_by_role("button", name="Invia", exact=True).click()
    assert "La tua modifica 1 è pubblica." in page.locator("main").inner_text()
