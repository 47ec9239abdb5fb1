# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tale of a proposal that reaches version seven, told over the pages' own forms."""

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from amendments.documents.texts import fingerprint, text_of
from amendments.models import Document, Version
from db import db
from tests.make import Cast
from tests.page import Page, Visitor, squeeze

Visit = Callable[..., Visitor]


@dataclass
class Told:
    """What the tale is about: the proposal, and for each of three people (old paragraph, new paragraph)."""

    number: str
    title: str
    body: list[str]
    reference: str
    day: str
    requests: list[tuple[str, str]] = field(default_factory=list)

    def text(self, old: str = "", new: str = "") -> str:
        """Return the body, with one paragraph replaced."""
        return "\n\n".join(new if block == old else block for block in self.body)


def tell(told: Told, cast: Cast, visit: Visit) -> None:
    """Draft, publish, ask three times on one base, accept all, correct to version seven, and look at it all."""
    document = publish(told, visit(cast.bruno))
    for person, (old, new) in zip((cast.ada, cast.sami, cast.zoe), told.requests, strict=True):
        ask(told, visit(person), document.id, told.text(old, new))
    moderator = visit(cast.mara)
    for number in (1, 2, 3):
        accept(moderator, document.id, number)
    for number in (5, 6, 7):
        correct(visit(cast.bruno), document, number)
    db.session.rollback()
    check_words(told, document)
    check_pages(told, document, cast, visit())


def publish(told: Told, staff: Visitor) -> Document:
    page = staff.get("/processes/piano/parts")
    page = page.press("Aggiungi", number="5", title="Competenze")
    page = staff.get("/processes/piano/proposals/new")
    page = page.press("Salva la bozza", title=told.title, body=told.text())
    page = page.follow("Pubblica")
    part = next(o.get("value") for o in page.all(".//select[@name='part_id']/option") if "Competenze" in (o.text or ""))
    page = page.press(
        "Pubblica adesso",
        part_id=part,
        number=told.number,
        original_date=told.day,
        original_reference=told.reference,
    )
    assert page.status == 200
    return db.session.scalars(sa.select(Document)).one()


def ask(told: Told, person: Visitor, document_id: int, body: str) -> None:
    page = person.get(f"/documents/{document_id}/amendments/new")
    # all three are written on version 1, whatever was decided meanwhile
    page = page.press("Vedi che cosa cambierebbe", body=body, reason="Così è più chiaro.", base=1)
    assert "Punto 1" in page.text
    assert "In attesa" in page.press("Invia").text


def accept(moderator: Visitor, document_id: int, number: int) -> None:
    page = moderator.get(f"/documents/{document_id}/amendments/{number}/decide").press("Accetta tutto")
    if "Pubblica la decisione" not in page.html:
        page = page.press("Vedi il risultato")
    page = page.press("Pubblica la decisione")
    assert "Accettata" in page.text and page.status == 200


def correct(staff: Visitor, document: Document, number: int) -> None:
    page = staff.get(f"/documents/{document.id}/correct")
    words = next(e.text or "" for e in page.all(".//textarea[@name='body']")).strip()
    page = page.press("Vedi che cosa cambierebbe", body=f"{words}\n\nNota {number}.", reason=f"Giro {number}.")
    assert page.press("Pubblica la correzione").status == 200


def check_words(told: Told, document: Document) -> None:
    assert document.version == 7
    for _, new in told.requests:
        assert squeeze(new) in squeeze(document.text)
    for version in db.session.scalars(sa.select(Version)):
        assert fingerprint(text_of(document, version.number)) == version.sha256


def check_pages(told: Told, document: Document, cast: Cast, visitor: Visitor) -> None:
    page = visitor.get(f"/proposals/{document.id}")
    for words in (told.title, told.reference, "Versione 7 (di 7)", "vedi altre versioni", "Modificato da"):
        assert words in page.text, words
    assert page.text.count("Accettata") == 3 and "Modifiche (3)" in page.text
    for person in (cast.ada, cast.sami, cast.zoe):
        assert person.name in page.text
    versions: Page = page.follow("vedi altre versioni")
    assert all(f"Versione {n}" in versions.text for n in range(1, 8))
    history = visitor.get(f"/documents/{document.id}/history")
    assert "ha deciso la modifica 3" in history.text and "Giro 7." in history.text
    comparison = visitor.get(f"/documents/{document.id}/compare/1/7")
    assert comparison.all(".//ins")
