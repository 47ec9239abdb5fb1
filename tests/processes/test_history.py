# SPDX-License-Identifier: AGPL-3.0-or-later
"""The timeline tells what happened, to whom it may be told."""

from collections.abc import Callable

import pytest
from flask import Flask

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.requests.actions import changes_of, moderate, propose
from amendments.support.actions import support
from auth.models import User
from db import db, now
from journal import actions as from_journal
from processes.models import Process
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_the_timeline_tells_what_happened_newest_first(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        rulings = [Ruling(row.number, "accepted") for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
        correct(document, document.text + " Ecco.", by=cast.bruno, base=2, reason="Mancava <b>una</b> parola.")
    page = visit().get(f"/documents/{document.id}/history")
    told = [
        "Bruno ha corretto il testo (versione 3): Mancava <b>una</b> parola.",
        "È nata la versione 3",
        "Mara ha deciso la modifica 1",
        "Ada ha proposto la modifica 1",
        "Bruno ha pubblicato il testo",
        "È nata la versione 1",
    ]
    places = [page.text.index(sentence) for sentence in told]
    assert places == sorted(places)
    hrefs = {a.get("href") for a in page.all(".//main//a")}
    assert {f"/documents/{document.id}/amendments/1", f"/documents/{document.id}/versions/3"} <= hrefs
    english = visit().get(f"/en/documents/{document.id}/history")
    assert f"/en/documents/{document.id}/versions/3" in {a.get("href") for a in english.all(".//main//a")}


def test_the_timeline_of_a_process_leaves_drafts_out(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    assert "Bruno ha pubblicato il testo" in visit().get("/processes/piano/history").text
    with writing():
        db.session.get_one(Document, document.id).state = "draft"
        db.session.get_one(Process, cast.process.id)
        support_stamp(cast)
    assert "ha pubblicato" not in visit().get("/processes/piano/history?").text
    assert visit().get(f"/documents/{document.id}/history").status == 404
    assert visit(cast.bruno).get(f"/documents/{document.id}/history").status == 404


def support_stamp(cast: Cast) -> None:
    """Make kept pages stale, as an event would."""
    from_journal.stamp(f"process:{cast.process.id}")


@pytest.mark.parametrize(
    ("setting", "visitor", "signed_in"), [("public", True, True), ("signed_in", False, True), ("count", False, False)]
)
def test_supporters_are_named_only_to_whom_the_process_allows(
    app: Flask, cast: Cast, visit: Visit, setting: str, visitor: bool, signed_in: bool
) -> None:
    document = published(cast)
    with writing():
        db.session.get_one(Process, cast.process.id).supporters_shown = setting
        support(document, by=cast.sami)
    path = f"/documents/{document.id}/history"
    assert ("Sami sostiene" in visit().get(path).text) is visitor
    assert ("Sami sostiene" in visit(cast.zoe).get(path).text) is signed_in


def test_erased_people_have_no_name(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        db.session.get_one(User, cast.ada.id).erased_at = now()
    assert "Utente cancellato ha proposto" in visit().get(f"/documents/{document.id}/history").text


def test_hidden_amendments_are_not_linked(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text(tempi="Nel 2025."), by=cast.ada, base=1, reason="Prima.")
        moderate(amendment, by=cast.mara, show=False, reason="Fuori tema.")
    page = visit().get(f"/documents/{document.id}/history")
    assert "ha nascosto la modifica 1: Fuori tema." in page.text
    assert not page.has_link("Modifica 1")


def test_covered_lines_say_so(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        correct(document, text(tempi="Nel 2025."), by=cast.bruno, base=1, reason="Perché Rossi ruba.")
    with writing():
        obscure(document, "Rossi ruba", by=cast.mara, reason="Diffamazione.")
    page = visit().get(f"/documents/{document.id}/history")
    assert "Rossi" not in page.text
    assert "Perché █ [testo oscurato] █." in page.text and "Alcune parole di questa riga" in page.text
    assert "Mara ha oscurato parole illecite: Diffamazione." in page.text


def test_long_timelines_go_on_on_another_page(app: Flask, cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        for year in range(2025, 2060):
            correct(document, text(tempi=f"Nel {year}."), by=cast.bruno, base=document.version, reason="Anno.")
    page = visit().get(f"/documents/{document.id}/history")
    assert "ha pubblicato" not in page.text
    assert "ha pubblicato" in page.follow("Più vecchi").text
    assert visit().get(f"/documents/{document.id}/history?before=x").status == 404
    assert visit().get(f"/documents/{10**30}/history").status == 404
    assert visit().get("/processes/nowhere/history").status == 404
