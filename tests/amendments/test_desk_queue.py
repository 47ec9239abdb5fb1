# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue of a desk with many requests: its parts, one outcome for all who ask the same, and saving by itself."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from amendments.desk.models import Staged
from amendments.desk.queries import desk_of
from amendments.models import Document
from auth.models import Member
from db import db
from tests.amendments.desk_pages import desk, press
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
Window = Callable[..., Page]


@pytest.fixture
def document(cast: Cast) -> Document:
    """A proposal for which two people ask the same, one other words for it, and one something else."""
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2026.")
    asked(document, cast.sami, tempi="Entro il 2026.")
    asked(document, cast.zoe, tempi="Entro il 2030.")
    asked(document, cast.zoe, destinatari="Tutti.")
    return document


def on_desk(document: Document) -> dict[int, tuple[str, str]]:
    """Return outcome and reason of what is staged, by number of the request."""
    db.session.rollback()
    rows = [(one.number, row) for one in desk_of(document).open for row in one.staged.values()]
    return {number: (row.outcome, row.reason) for number, row in rows}


def test_who_asks_the_same_gets_the_same_outcome_in_one_go(cast: Cast, visit: Visit, document: Document) -> None:
    page = desk(visit(cast.mara), document)
    assert page.text.count("Un’altra chiede lo stesso") == 2
    page = press(page, 1, "Prepara", outcome_1_1="rejected", reason_1_1="Troppo tardi.", alike_1="y")
    assert "E un’altra che chiede lo stesso." in page.text
    assert on_desk(document) == {1: ("rejected", "Troppo tardi."), 2: ("rejected", "Troppo tardi.")}


def test_what_somebody_staged_by_itself_stays_when_others_are_staged_alike(
    cast: Cast, visit: Visit, document: Document
) -> None:
    page = press(desk(visit(cast.mino), document), 2, "Respingi tutto", reason_2_1="Già discusso.")
    assert "alike_1" not in page.html, "nobody else is left"
    press(desk(visit(cast.mara), document), 1, "Accetta tutto", reason_1_1="Sì.")
    assert on_desk(document) == {1: ("accepted", "Sì."), 2: ("rejected", "Già discusso.")}


def test_own_words_are_passed_on_to_who_asks_for_the_same_words(cast: Cast, visit: Visit, document: Document) -> None:
    fields = {"outcome_1_1": "modified", "reason_1_1": "Più preciso.", "words_1_1": "2027", "alike_1": "y"}
    press(desk(visit(cast.mara), document), 1, "Prepara", **fields)
    page = visit(cast.mara).get(f"/documents/{document.id}/desk/publish").press("Pubblica gli esiti")
    assert page.status == 200
    db.session.expire_all()
    assert document.text == text(tempi="Entro il 2027.")
    assert [one.number for one in desk_of(document).open] == [3, 4]


def test_a_moderator_does_not_stage_their_own_among_others(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2026.")
    asked(document, cast.mara, tempi="Entro il 2026.")
    assert "alike_1" not in desk(visit(cast.mara), document).html
    assert "alike_1" in desk(visit(cast.mino), document).html


def test_the_queue_shows_what_is_still_to_be_staged_or_what_is(cast: Cast, visit: Visit, document: Document) -> None:
    page = press(desk(visit(cast.mara), document), 1, "Accetta tutto").follow("Da preparare (3)")
    assert [a.get("id") for a in page.all(".//article")] == ["amendment-2", "amendment-3", "amendment-4"]
    page = press(page, 4, "Accetta tutto")
    assert [a.get("id") for a in page.all(".//article")] == ["amendment-2", "amendment-3"], "the part stays chosen"
    page = page.follow("Preparate (2)")
    assert [a.get("id") for a in page.all(".//article")] == ["amendment-1", "amendment-4"]


def test_what_the_state_of_the_desk_says_is_whole_sentences(cast: Cast, visit: Visit, document: Document) -> None:
    page = press(desk(visit(cast.mara), document), 1, "Accetta tutto")
    assert "Una modifica è pronta. Ne nascerebbe la versione 2. Partirebbe un messaggio." in page.text


def test_who_administers_finds_the_desk_where_nobody_moderates(cast: Cast, visit: Visit, document: Document) -> None:
    proposal = f"/proposals/{document.id}"
    assert not visit(cast.ines).get(proposal).has_link("Scrivania delle modifiche")
    with writing():
        db.session.execute(sa.delete(Member).where(Member.role == "moderator"))
    page = visit(cast.ines).get(proposal).follow("Scrivania delle modifiche")
    assert page.status == 200 and "La coda (4)" in page.text


@pytest.mark.browser
def test_the_desk_saves_itself_while_somebody_chooses_and_writes(
    window: Window, cast: Cast, document: Document
) -> None:
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    request = page.locator("#amendment-1")
    request.get_by_label("Respingi", exact=True).check()
    request.get_by_text("manca qualcosa").wait_for()
    assert on_desk(document) == {}
    request.get_by_label("Motivo (facoltativo)").press_sequentially("Non ci sono fondi.")
    request.get_by_text("Salvata sulla scrivania.").wait_for()
    page.get_by_text("Una modifica è pronta.").wait_for()
    request.get_by_text("Pronta", exact=True).wait_for()
    assert on_desk(document) == {1: ("rejected", "Non ci sono fondi.")}
    assert request.get_by_label("Motivo (facoltativo)").input_value() == "Non ci sono fondi."
    page.reload()  # nothing asks whether to leave
    assert "preparato da Mara" in page.locator("#amendment-1").inner_text()


@pytest.mark.browser
def test_a_desk_that_cannot_save_says_so_and_keeps_what_was_written(
    window: Window, cast: Cast, document: Document
) -> None:
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    page.context.clear_cookies()
    request = page.locator("#amendment-1")
    request.get_by_label("Motivo (facoltativo)").fill("Non ci sono fondi.")
    request.get_by_label("Respingi", exact=True).check()
    request.get_by_text("Non è stato possibile salvare").wait_for()
    assert request.get_by_label("Motivo (facoltativo)").input_value() == "Non ci sono fondi."
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Staged)) == 0


@pytest.mark.browser
def test_words_without_an_outcome_are_there_again_after_the_page_was_left(
    window: Window, cast: Cast, document: Document
) -> None:
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    reason = page.locator("#amendment-1").get_by_label("Motivo (facoltativo)")
    reason.fill("Non ci sono fondi.")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("/")
    page.goto(f"/documents/{document.id}/desk")
    assert reason.input_value() == "Non ci sono fondi."
    page.get_by_text("Ecco di nuovo le parole che avevi scritto").wait_for()
    page.locator("#amendment-1").get_by_label("Respingi", exact=True).check()
    page.get_by_text("Salvata sulla scrivania.").wait_for()
    assert on_desk(document) == {1: ("rejected", "Non ci sono fondi.")}
    page.reload()
    assert page.get_by_text("Ecco di nuovo").count() == 0


@pytest.mark.browser
def test_the_keyboard_alone_stages_an_outcome_and_every_button_says_whose_it_is(
    window: Window, cast: Cast, document: Document
) -> None:
    page = window(f"/documents/{document.id}/desk", person=cast.mara)
    page.get_by_role("link", name="Vai alla coda").press("Enter")
    request = page.locator("#amendment-4")
    request.get_by_label("Accetta", exact=True).press("Space")
    for _ in range(2):  # past "with other words"
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Non serve.")
    request.get_by_text("Salvata sulla scrivania.").wait_for()
    assert on_desk(document) == {4: ("rejected", "Non serve.")}
    page.get_by_role("button", name="Accetta tutto della modifica 4").press("Enter")
    page.get_by_text("La modifica 4 è preparata.").wait_for()
    names = page.locator(".desk-queue article button").evaluate_all(
        "all => all.filter(b => b.checkVisibility()).map(b => b.ariaLabel ?? b.innerText)"
    )
    assert len(names) == len(set(names)) == 13
