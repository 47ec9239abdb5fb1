# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of an amendment tells what would become of it today, since when, and of others once it is accepted."""

from typing import Any

import pytest

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct
from amendments.requests.actions import moderate
from tests.amendments.stories import accepted, asked
from tests.make import SECTIONS, Cast, published, text, writing
from tests.page import squeeze
from tests.test_pages import Visit

OUTLOOK = ".//div[@class='outlook']"
OBJECTIVE = SECTIONS["Obiettivo"]
MOVED = "## Destinatari\n\nPersonale degli enti locali del territorio.\n\n"


def outlook(visit: Visit, document: int, number: int, language: str = "") -> str:
    """Return what a visitor reads under "Se accolta oggi", in one line."""
    page = visit().get(f"{language}/documents/{document}/amendments/{number}")
    return squeeze("".join(page.all(OUTLOOK)[0].itertext()))


def test_an_amendment_of_the_present_text_would_enter_it(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    words = outlook(visit, document.id, 1)
    assert "Se accolta oggi" in words and "Entrerebbe nel testo così com’è scritta." in words
    assert "2030" in words


@pytest.mark.parametrize(
    ("theirs", "mine", "expected"),
    [
        ({"tempi": "Entro il 2030."}, {"tempi": "Entro il 2030."}, "Il testo dice già quello che chiede"),
        ({"tempi": "Entro il 2030."}, {"tempi": "Entro il 2031."}, "Nel frattempo le stesse parole sono state"),
        (
            {"obiettivo": "Imparare a fare rete."},
            {"obiettivo": OBJECTIVE.replace("gruppo", "ufficio")},
            "Le parole che vuole cambiare non ci sono più",
        ),
        ({"destinatari": "Tutti."}, {"tempi": "Entro il 2031."}, "Entrerebbe nel testo così com’è scritta."),
    ],
)
def test_what_others_brought_meanwhile_is_told_with_the_decision_that_brought_it(
    cast: Cast, visit: Visit, theirs: dict[str, Any], mine: dict[str, Any], expected: str
) -> None:
    document = published(cast)
    asked(document, cast.ada, **mine)
    accepted(asked(document, cast.sami, modalità="Incontri online."), cast.mara)
    accepted(asked(document, cast.sami, base=2, modalità="Incontri online.", **theirs), cast.mara)
    accepted(asked(document, cast.sami, base=3, modalità="Tutto in presenza.", **theirs), cast.mara, "Meglio.")
    words = outlook(visit, document.id, 1)
    assert expected in words
    brought = "È così dalla versione 3, per la decisione su: modifica 3."
    assert (brought in words) == ("Entrerebbe" not in words)


def test_a_correction_is_named_as_what_it_is(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    with writing():
        correct(document, text(tempi="Entro il 2029."), by=cast.bruno, base=1, reason="Svista.")
    assert "È così dalla versione 2, per una correzione di chi cura il testo." in outlook(visit, document.id, 1)


def test_a_hidden_amendment_is_not_named_as_the_cause(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    brought = asked(document, cast.sami, tempi="Entro il 2029.")
    accepted(brought, cast.mara)
    with writing():
        moderate(brought, by=cast.mara, show=False, reason="Offende.")
    words = outlook(visit, document.id, 1)
    assert "È così dalla versione 2." in words and "modifica 2" not in words


def test_a_passage_that_moved_is_followed_and_told(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, destinatari="Personale degli enti locali della provincia.")
    with writing():
        moved = text().replace(MOVED, "") + "\n\n" + MOVED.strip()
        correct(document, moved, by=cast.bruno, base=1, reason="Ordine.")
    assert "Il passaggio è stato spostato" in outlook(visit, document.id, 1)


def test_the_page_tells_what_becomes_of_others_and_who_asks_for_the_same(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    asked(document, cast.sami, tempi="Entro il 2031.")
    asked(document, cast.zoe, tempi="Entro il 2030.")
    words = outlook(visit, document.id, 1)
    assert "Chiede lo stesso: modifica 3, punto 1" in words
    assert "sarebbe in conflitto, e andrebbe scelto come scriverla: modifica 2, punto 1" in words
    assert "Asks for the same: amendment 3, change 1" in outlook(visit, document.id, 1, "/en")


def test_the_kept_page_is_current_once_anything_about_the_text_changes(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    assert "Chiede lo stesso" not in outlook(visit, document.id, 1)
    other = asked(document, cast.zoe, tempi="Entro il 2030.")
    assert "Chiede lo stesso: modifica 2" in outlook(visit, document.id, 1)
    accepted(other, cast.mara)
    assert "Il testo dice già quello che chiede" in outlook(visit, document.id, 1)


def test_what_is_decided_or_hidden_has_no_forecast_but_its_cause(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    late = asked(document, cast.ada, tempi="Entro il 2030.")
    accepted(asked(document, cast.sami, tempi="Entro il 2030."), cast.mara)
    with writing():
        rulings = [Ruling(1, "absorbed", "Il testo lo dice già.")]
        decide(late, rulings, by=cast.mara, seen_version=2, seen_revision=1)
        correct(document, text(tempi="Mai."), by=cast.bruno, base=2, reason="Svista.")
    page = visit().get(f"/documents/{document.id}/amendments/1")
    assert not page.all(OUTLOOK)
    assert "È così dalla versione 2, per la decisione su: modifica 2." in page.text


def test_words_of_people_stand_escaped_in_the_forecast(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro <script>alert(1)</script> il 2030.")
    page = visit().get(f"/documents/{document.id}/amendments/1")
    assert "<script>alert(1)" not in page.html and "&lt;script&gt;" in page.html


@pytest.mark.parametrize(
    ("brought", "outcome", "reason"),
    [
        ({"tempi": "Entro il 2030."}, "absorbed", "Il testo lo dice già dalla versione 2 (modifica 2)."),
        ({"tempi": "Presto."}, "precluded", "Le parole da cambiare non ci sono più dalla versione 2 (modifica 2)."),
    ],
)
def test_what_the_forecast_suggests_is_offered_and_a_person_decides(
    cast: Cast, visit: Visit, brought: dict[str, Any], outcome: str, reason: str
) -> None:
    document = published(cast, text(tempi="Entro il 2024. Presto."))
    kept = "" if outcome == "precluded" else " Presto."
    late = asked(document, cast.ada, tempi="Entro il 2030. Presto.")
    accepted(asked(document, cast.sami, tempi=brought["tempi"] + kept), cast.mara, "Meglio.")
    desk = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide")
    assert not desk.all(".//input[@name='outcome_1'][@checked]")  # nothing is chosen beforehand
    offered = desk.press("Segna il punto 1 come")
    (chosen,) = offered.all(".//input[@name='outcome_1'][@checked]")
    assert chosen.get("value") == outcome and reason in offered.html and late.state == "pending"
    decided = offered.press("Vedi il risultato").press("Pubblica la decisione")
    assert "dalla versione 2, per la decisione su: modifica 2" in decided.text and reason in decided.text


def test_a_suggestion_leaves_what_was_typed_and_invents_nothing(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.", destinatari="Tutti.")
    accepted(asked(document, cast.sami, tempi="Entro il 2030."), cast.mara)
    desk = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide")
    assert "Segna il punto 1" not in desk.text
    kept = desk.press("Segna il punto 2 come assorbito", reason_2="Grazie, c’è già.", outcome_1="rejected")
    assert "Grazie, c’è già." in kept.html and "Il testo lo dice già" not in kept.html
    form = {"step": "suggest-1", "seen_version": "2", "seen_revision": "1"}
    form["csrf_token"] = desk.all(".//input[@name='csrf_token']")[0].get("value", "")
    for step in ("suggest-1", "suggest-99", "suggest-x", "suggest-"):
        page = visit(cast.mara).get(desk.path).visitor.post(desk.path, form | {"step": step})
        assert page.status in (200, 400) and not page.all(".//input[@name='outcome_1'][@checked]")


def test_deciding_says_what_becomes_of_others(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2030.")
    asked(document, cast.sami, tempi="Entro il 2031.")
    desk = visit(cast.mara).get(f"/documents/{document.id}/amendments/1/decide")
    assert "Se accetti questo punto, allora un’altra richiesta …" in desk.text and "modifica 2, punto 1" in desk.text
