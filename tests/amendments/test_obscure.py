# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlawful words are covered everywhere, for ever, and the record stays whole and guarded."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct
from amendments.documents.texts import text_of
from amendments.models import Document, Version
from amendments.record.covering import MARK
from amendments.record.obscure_actions import obscure, places
from amendments.record.verify import verify
from amendments.request_models import Amendment, Decision, Revision
from amendments.requests.actions import changes_of, propose, revise
from auth.models import User
from comments import actions as comments
from db import Invalid, db, now
from permissions import Refused
from proposals import search
from proposals.models import DraftSave
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]

BAD = "il signor Rossi è un ladro"


def slandered(cast: Cast) -> Document:
    """Write a document in whose history unlawful words stand nearly everywhere."""
    document = published(cast)
    with writing():
        words = text(destinatari=f"Personale, ma {BAD}.")
        wanted = propose(document, words, by=cast.ada, base=1, reason=f"Perché {BAD}.")
        decide(
            wanted,
            [Ruling(row.number, "accepted", f"Sì: {BAD}") for row in changes_of(wanted, 1)],
            by=cast.mara,
            seen_version=1,
            seen_revision=1,
        )
    for year in range(2025, 2045):
        with writing():
            newer = document.text.replace("2024", str(year)).replace(str(year - 1), str(year))
            correct(document, newer, by=cast.bruno, base=document.version, reason=f"Anno {year}.")
    with writing():
        waiting = propose(
            document, document.text + "\n\nIl  signor\nROSSI è un ladro!", by=cast.sami, base=10, reason="È vero."
        )
        revise(waiting, document.text + "\n\nAltro.", by=cast.sami, seen=1, reason=f"Tolgo che {BAD}.")
        correct(
            document,
            document.text.replace(f", ma {BAD}", ""),
            by=cast.bruno,
            base=document.version,
            reason=f"Via «{BAD}».",
        )
    return document


def everything() -> str:
    """Return every row of every table as one text."""
    db.session.rollback()
    found = []
    for table in db.metadata.sorted_tables:
        found += [f"{table.name}: {row}" for row in db.session.execute(sa.select(table))]
    return "\n".join(found)


def cover(document: Document, by: User, words: str = BAD, reason: str = "Diffamazione.") -> None:
    with writing():
        obscure(db.session.get_one(Document, document.id), words, by=by, reason=reason)


def test_covered_words_are_nowhere_any_more(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    assert "signor Rossi" in everything() and "ROSSI" in everything()
    cover(document, cast.mara)
    kept = everything()
    assert "rossi" not in kept.lower() and "ladro" not in kept.lower()
    assert MARK in kept


def test_the_record_stays_whole_and_says_what_is_obscured(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    assert verify().breaks == []
    cover(document, cast.mara)
    db.session.rollback()
    tally = verify()
    assert tally.breaks == []
    assert f"document {document.id}, version 2" in tally.obscured
    assert f"document {document.id}, version 1" not in tally.obscured
    assert f"document {document.id}, amendment 2, revision 1" in tally.obscured


def test_a_text_that_was_read_before_is_read_covered(app: Flask, cast: Cast, visit: Visit) -> None:
    document = slandered(cast)
    path = f"/documents/{document.id}/compare/2/20"
    assert "Rossi" in visit().get(path).text
    cover(document, cast.mara)
    page = visit().get(path).text
    assert "Rossi" not in page and "[testo oscurato]" in page


def test_every_covered_version_still_opens_and_keeps_the_words_around(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    cover(document, cast.mara)
    document = db.session.get_one(Document, document.id)
    assert f"Personale, ma {MARK}." in text_of(document, 2)
    assert MARK in text_of(document, 20)
    assert MARK not in text_of(document, document.version) == document.text
    version = db.session.scalars(sa.select(Version).where(Version.number == 2)).one()
    assert "testo oscurato" in version.html and MARK in version.changes[0]["new"]


def test_points_of_covered_amendments_keep_numbers_and_decisions(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    decided = db.session.scalars(sa.select(Amendment).where(Amendment.number == 1)).one()
    before = [(row.id, row.number, row.outcome) for row in changes_of(decided, 1)]
    cover(document, cast.mara)
    db.session.rollback()
    decided = db.session.scalars(sa.select(Amendment).where(Amendment.number == 1)).one()
    rows = changes_of(decided, 1)
    assert [(row.id, row.number, row.outcome) for row in rows] == before
    assert MARK in rows[0].new
    assert MARK in (db.session.scalars(sa.select(Decision.reason)).first() or "")


def test_a_waiting_amendment_can_still_be_decided(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    cover(document, cast.mara)
    with writing():
        document = db.session.get_one(Document, document.id)
        waiting = db.session.scalars(sa.select(Amendment).where(Amendment.number == 2)).one()
        rulings = [Ruling(r.number, "rejected", "Fuori tema.") for r in changes_of(waiting, waiting.revision)]
        decide(waiting, rulings, by=cast.mara, seen_version=document.version, seen_revision=2)
    assert verify().breaks == []


def test_tampering_after_covering_is_still_found(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    cover(document, cast.mara)
    with writing():
        db.session.execute(sa.update(Revision).where(Revision.obscured).values(text="# Altro"))
        db.session.execute(sa.update(Decision).values(reason="Altro."))
    broken = "\n".join(verify().breaks)
    assert "amendment 2, revision 1: its text is not the one its event recorded" in broken
    assert "not as its event recorded it" in broken


def test_other_words_can_be_covered_later(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    cover(document, cast.mara)
    cover(document, cast.mara, "Diffamazione", "Il motivo diceva troppo.")
    cover(document, cast.mara, "Altro", "Ancora.")
    assert "Diffamazione" not in everything()
    assert verify().breaks == []


def test_counting_places_changes_nothing(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    before = everything()
    found = places(db.session.get_one(Document, document.id), "IL SIGNOR  ROSSI", by=cast.mara)
    assert found["versions"] > 20 and found["revisions"] == 6 and found["decisions"] == 1
    assert everything() == before


@pytest.mark.parametrize("words", ["", "x", "parole che non ci sono", "oscurato"])
def test_words_that_cannot_be_covered_are_refused(app: Flask, cast: Cast, words: str) -> None:
    document = published(cast)
    with pytest.raises(Invalid):
        cover(document, cast.mara, words)


def test_words_inside_longer_words_are_left_alone(app: Flask, cast: Cast) -> None:
    document = published(cast, text(obiettivo="Una parte e un'arte e l’arte."))
    cover(document, cast.mara, "arte")
    assert f"Una parte e un'{MARK} e l’{MARK}." in db.session.get_one(Document, document.id).text


def test_only_moderators_and_administrators_cover_words(app: Flask, cast: Cast) -> None:
    document = slandered(cast)
    for person in (cast.ada, cast.bruno):
        with pytest.raises(Refused):
            cover(document, person)
    cover(document, cast.ines)


def test_comments_drafts_and_search_are_covered_too(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast, text(obiettivo=f"Dire che {BAD}."))
    with writing():
        db.session.add(DraftSave(proposal_id=document.id, number=1, text=BAD, by_id=cast.bruno.id, created_at=now()))
    with writing():
        said = comments.post(document, comments.compose(f"Confermo: **{BAD}**."), by=cast.sami)
        comments.edit(said, comments.compose(f"Ho visto che {BAD}."), by=cast.sami, seen=1)
    cover(document, cast.mara)
    kept = everything().lower()
    assert "ladro" not in kept and "ho visto che █" in kept
    assert search.find("ladro") == [] and search.find("dire") == [document.id]
    assert "Ho visto che █" in visit().get(f"/documents/{document.id}/comments").text


def test_a_moderator_counts_the_places_and_then_covers_the_words(app: Flask, cast: Cast, visit: Visit) -> None:
    document = slandered(cast)
    page = visit(cast.mara).get(f"/documents/{document.id}/obscure")
    counted = page.press("Cerca dove compaiono", passage=BAD, reason="Diffamazione.")
    assert "nelle versioni del testo: 22" in counted.text and counted.status == 200
    unsure = counted.press("Oscura per sempre")
    assert unsure.status == 422 and "non si torna indietro" in unsure.text
    done = unsure.press("Oscura per sempre", sure="y")
    assert "Mara ha oscurato parole illecite: Diffamazione." in done.text
    assert "Rossi" not in visit().get(f"/documents/{document.id}/versions/2").text


def test_words_that_stand_nowhere_are_said_to(app: Flask, cast: Cast, visit: Visit) -> None:
    page = visit(cast.mara).get(f"/documents/{published(cast).id}/obscure")
    assert "Non compaiono" in page.press("Cerca dove compaiono", passage="altrove", reason="Prova.").text
    assert page.press("Cerca dove compaiono", passage="", reason="").status == 422


def test_the_page_is_for_moderators(app: Flask, cast: Cast, visit: Visit) -> None:
    path = f"/documents/{published(cast).id}/obscure"
    assert visit(cast.ada).get(path).status == 403
    assert "/sign-in" in visit().get(path).path
    assert visit(cast.mara).get("/documents/99999/obscure").status == 404
