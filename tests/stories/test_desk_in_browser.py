# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole story in a real browser, with scripts and without: three people ask, two moderators decide together."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from amendments.models import Document
from amendments.record.verify import verify
from db import db
from tests.browser import assert_accessible
from tests.make import Cast, published, text

pytestmark = pytest.mark.browser
Window = Callable[..., Page]
WISHES = [
    ("ada", "Imparare a fare rete.", "Imparare a fare rete tra enti."),
    ("sami", "enti locali del territorio", "Comuni"),
    ("zoe", "Entro il 2024.", "Entro il 2026."),
]


def ask(page: Page, document: Document, old: str, new: str) -> None:
    """Write a request as its author does."""
    page.goto(f"/documents/{document.id}/amendments/new")
    words = page.get_by_label("Testo", exact=True)
    words.fill(words.input_value().replace(old, new))
    page.get_by_label("Perché chiedi questa modifica").fill("È più chiaro.")
    page.get_by_role("button", name="Vedi che cosa cambierebbe").click()
    page.get_by_role("button", name="Invia").click()
    page.get_by_text("In attesa").first.wait_for()


def on_desk(page: Page, document: Document, number: int) -> Locator:
    """Open the desk at one request, and return its part of the page."""
    page.goto(f"/documents/{document.id}/desk")
    return page.locator(f"#amendment-{number}")


@pytest.mark.parametrize("scripts", [True, False])
def test_three_ask_and_two_moderators_decide_publish_and_undo(window: Window, cast: Cast, scripts: bool) -> None:
    document = published(cast)
    for name, old, new in WISHES:
        ask(window("/", person=getattr(cast, name), scripts=scripts), document, old, new)
    mara, mino = (window("/", person=person, scripts=scripts) for person in (cast.mara, cast.mino))
    on_desk(mara, document, 1).get_by_role("button", name="Accetta tutto").click()
    on_desk(mino, document, 3).get_by_role("button", name="Accetta tutto").click()
    refused = on_desk(mino, document, 2)
    refused.get_by_label("Motivo (facoltativo)").fill("Riguarda tutti gli enti.")
    refused.get_by_role("button", name="Respingi tutto").click()
    mino.get_by_text("3 modifiche sono pronte.").wait_for()
    for page in (mara, mino):
        page.goto(f"/documents/{document.id}/desk/publish")
        if scripts:
            assert_accessible(page)
    mara.get_by_role("button", name="Pubblica gli esiti").click()
    mara.get_by_text("È nata la versione 2.").wait_for()
    mino.get_by_role("button", name="Pubblica gli esiti").click()
    mino.get_by_text("Nulla è stato pubblicato").wait_for()
    assert now(document) == text(obiettivo=f"{OBJECTIVE} tra enti.", tempi="Entro il 2026.")
    reader = window(f"/proposals/{document.id}", scripts=scripts, width=320)
    assert "Entro il 2026." in reader.locator("main").inner_text()
    undo(mara)
    assert now(document) == text() and document.pending == 3 and verify().breaks == []


OBJECTIVE = "Affinare le competenze utili a creare un gruppo di lavoro tra settori diversi. Imparare a fare rete"


def undo(page: Page) -> None:
    page.get_by_role("link", name="Annulla gli esiti della versione 2").click()
    page.get_by_label("Perché annulli").fill("Pubblicato per sbaglio.")
    page.get_by_role("button", name="Annulla gli esiti").click()
    page.get_by_text("aspettano di nuovo un esito").first.wait_for()


def now(document: Document) -> str:
    """Return the text as it is now."""
    db.session.rollback()
    return document.text
