# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whole stories at the desk, told over the pages' own forms: nobody's words are lost, whatever comes between."""

from collections.abc import Callable
from itertools import permutations

import pytest
import sqlalchemy as sa

from amendments.models import Document, Version
from amendments.record.verify import verify
from auth.account_actions import erase
from db import db
from tests.amendments.desk_pages import desk, press
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]
WISHES = {
    "ada": {"obiettivo": "Affinare le competenze utili a creare un gruppo."},
    "sami": {"destinatari": "Personale dei Comuni."},
    "zoe": {"tempi": "Entro il 2026."},
}


@pytest.fixture
def document(cast: Cast) -> Document:
    """A proposal for which three people ask, on one base, what neither touches nor clashes."""
    document = published(cast)
    for name, words in WISHES.items():
        asked(document, getattr(cast, name), 1, **words)
    return document


def publish(visitor: Visitor, document: Document) -> None:
    page = visitor.get(f"/documents/{document.id}/desk/publish").press("Pubblica gli esiti")
    assert page.status == 200 and "Gli esiti sono pubblici." in page.text


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_three_that_neither_touch_nor_clash_give_the_same_text_in_whatever_order_they_are_published(
    cast: Cast, visit: Visit, document: Document, order: tuple[int, ...]
) -> None:
    for number, name in zip(order, ("mara", "mino", "mara"), strict=True):
        visitor = visit(getattr(cast, name))
        press(desk(visitor, document), number, "Accetta tutto")
        publish(visitor, document)
    db.session.expire_all()
    assert document.text == text(**{name: words for wish in WISHES.values() for name, words in wish.items()})
    assert document.version == 4 and verify().breaks == []
    page = visit().get(f"/proposals/{document.id}").text
    assert all(getattr(cast, name).name in page for name in WISHES)


def test_an_author_who_leaves_while_their_request_is_staged_is_forgotten_and_their_words_stay(
    cast: Cast, visit: Visit, document: Document
) -> None:
    press(desk(visit(cast.mara), document), 1, "Accetta tutto")
    with writing():
        erase(cast.ada, "", by=cast.ada)
    visitor = visit(cast.mino)
    page = desk(visitor, document)
    assert "Ada" not in page.text and "Una modifica è pronta." in page.text
    assert "nessun messaggio" in page.follow("Controlla e pubblica").text
    publish(visitor, document)
    db.session.expire_all()
    assert "creare un gruppo." in document.text and verify().breaks == []
    assert "Deciso da Mino (preparato da Mara)" in visit().get(f"/documents/{document.id}/amendments/1").text
    assert "Ada" not in visit().get(f"/documents/{document.id}/amendments/1").text


def test_words_are_obscured_while_a_request_for_them_is_staged_published_and_undone(
    cast: Cast, visit: Visit, document: Document
) -> None:
    moderator = visit(cast.mara)
    press(desk(moderator, document), 2, "Respingi tutto", reason_2_1="I Comuni lo sanno già.")
    press(desk(moderator, document), 3, "Accetta tutto")
    obscure(moderator, document, "Comuni")
    assert "Comuni" not in desk(moderator, document).text
    publish(moderator, document)
    page = desk(moderator, document).follow("Annulla gli esiti della versione 2")
    page.press("Annulla gli esiti", reason="Pubblicato per sbaglio.")
    obscure(moderator, document, "2026")
    publish(moderator, document)
    for path in ("history", "amendments/2", "amendments/3", "versions/2", "versions/4", "desk"):
        told = moderator.get(f"/documents/{document.id}/{path}").html
        assert "Comuni" not in told and "2026." not in told, path
    assert verify().breaks == []
    assert db.session.scalars(sa.select(Version.cause).order_by(Version.number)).all()[1:3] == ["amendments", "restore"]


def obscure(moderator: Visitor, document: Document, words: str) -> None:
    page = moderator.get(f"/documents/{document.id}/obscure")
    page = page.press("Cerca dove compaiono", passage=words, reason="È un dato personale.")
    page = page.press("Oscura per sempre", sure="y")
    assert page.status == 200 and "Oscurat" in page.html
    db.session.expire_all()
