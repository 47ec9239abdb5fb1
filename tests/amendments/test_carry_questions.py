# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the text changed beneath an amendment its author is asked, and answering makes a revision."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from amendments.carry.actions import update
from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import restore
from amendments.request_models import Change
from amendments.requests.actions import changes_of
from db import Invalid, db
from tests.amendments.carry_stories import (
    MORE,
    corrected,
    in_the_way,
    letter,
    newest,
    questions_mailed,
    states,
    whole,
    worked,
)
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor

Visit = Callable[..., Visitor]


def test_where_anything_else_becomes_of_a_change_its_author_is_asked_once_in_plain_words(
    app: Flask, cast: Cast, visit: Visit, tmp_path: Any
) -> None:
    document, amendment = in_the_way(cast)
    assert (amendment.revision, states(amendment), questions_mailed()) == (1, [(2, "asked")], 1)
    words = letter(app, tmp_path).get_content()
    assert "Chiedevi: Entro il 2025." in words and "Il testo di oggi: Entro il 2030." in words
    assert "/documents/1/amendments/1/update" in words and "tra Comuni" not in words
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1").follow("Di’ che cosa vuoi ora")
    assert page.text.count("Che cosa vuoi?") == 1 and "Un altro punto si applica ancora" in page.text
    assert "Domanda a chi l’ha scritta" in visit().get(f"/documents/{document.id}/amendments/1").text


def test_answering_makes_a_revision_whose_changes_keep_their_numbers(cast: Cast, visit: Visit) -> None:
    document, amendment = in_the_way(cast)
    numbers = {row.new: row.number for row in changes_of(amendment, 1)}
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update")
    clash = next(n for words, n in numbers.items() if "2025" in words)
    page = page.press("Invia le risposte", **{f"answer_{clash}": "keep"})
    assert "ora la modifica è scritta sulla versione 2" in page.text and "È più chiaro." in page.text
    assert newest(amendment).text == text(tempi="Entro il 2025.", obiettivo=MORE)
    assert newest(amendment).by_id == cast.ada.id
    assert {row.number for row in changes_of(amendment, 2)} == set(numbers.values())
    assert states(amendment) == [(2, "answered")]
    assert visit().get(f"/documents/{document.id}/amendments/1/revisions/1").status == 200
    whole()


def test_what_the_author_lets_go_is_no_longer_asked_for(cast: Cast) -> None:
    document, amendment = in_the_way(cast)
    (clash,) = [row.number for row in changes_of(amendment, 1) if "202" in row.new]
    with writing():
        update(amendment, {clash: "drop"}, by=cast.ada, seen_version=2, seen_revision=1)
    assert newest(amendment).text == text(tempi="Entro il 2030.", obiettivo=MORE)
    assert clash not in {row.number for row in changes_of(amendment, 2)}
    whole()


def test_nothing_is_sent_while_an_answer_is_missing_or_where_nothing_would_be_left(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2025.")
    corrected(document, cast.bruno, tempi="Entro il 2030.")
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update").press("Invia le risposte")
    assert (page.status, amendment.revision) == (422, 1) and "Rispondi a ogni domanda." in page.text
    page = page.press("Invia le risposte", answer_1="drop")
    assert (page.status, amendment.revision) == (422, 1) and "non resta niente da chiedere" in page.text
    with pytest.raises(Invalid), writing():
        update(amendment, {1: "perhaps"}, by=cast.ada, seen_version=2, seen_revision=1)


def test_the_author_may_write_the_text_anew_on_the_newer_version(cast: Cast, visit: Visit) -> None:
    document, amendment = in_the_way(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update").follow("Scrivi tu il testo")
    assert "Entro il 2030." in page.html and "rete tra Comuni" in page.html
    body = text(tempi="Entro il 2028.", obiettivo=MORE).partition("\n\n")[2]
    page = page.press("Vedi che cosa cambierebbe", body=body).press("Invia")
    assert page.status == 200 and newest(amendment).base == 2
    assert newest(amendment).text == text(tempi="Entro il 2028.", obiettivo=MORE)
    assert states(amendment) == [(2, "replaced")]
    whole()


def test_a_later_version_replaces_the_question_and_writes_again_only_for_what_it_changed(cast: Cast) -> None:
    document, amendment = in_the_way(cast)
    corrected(document, cast.bruno, tempi="Entro il 2030.", destinatari="Chi vuole.")
    assert (states(amendment), questions_mailed()) == ([(2, "replaced"), (3, "asked")], 1)
    corrected(document, cast.bruno, tempi="Entro il 2031.", destinatari="Chi vuole.")
    assert (states(amendment)[-1], questions_mailed()) == ((4, "asked"), 2)
    with writing():
        restore(document, 1, by=cast.bruno, seen=4, reason="Torniamo indietro.")
    worked()
    assert (states(amendment)[-1], questions_mailed(), newest(amendment).base) == ((5, "carried"), 2, 5)
    whole()


def test_an_answer_to_questions_about_an_earlier_version_is_not_taken(cast: Cast, visit: Visit) -> None:
    document, amendment = in_the_way(cast)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update")
    (clash,) = [row.number for row in changes_of(amendment, 1) if "202" in row.new]
    corrected(document, cast.bruno, tempi="Entro il 2031.")
    page = page.press("Invia le risposte", **{f"answer_{clash}": "keep"})
    assert (page.status, amendment.revision) == (409, 1) and "2031" in page.text
    page = page.press("Invia le risposte", **{f"answer_{clash}": "keep"})
    assert (page.status, amendment.revision, newest(amendment).base) == (200, 2, 3)


def test_silence_never_blocks_the_moderator_decides_from_the_old_base(cast: Cast, visit: Visit) -> None:
    document, amendment = in_the_way(cast)
    free = [row.number for row in changes_of(amendment, 1) if "Comuni" in row.new]
    rulings = [
        Ruling(row.number, "accepted" if row.number in free else "rejected", "Il termine è già spostato.")
        for row in changes_of(amendment, 1)
    ]
    with writing():
        decide(amendment, rulings, by=cast.mara, seen_version=2, seen_revision=1)
    assert document.text == text(tempi="Entro il 2030.", obiettivo=MORE)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1")
    assert "Domanda a chi l’ha scritta" not in page.text
    assert visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update").status == 403
    whole()


@pytest.mark.parametrize(
    ("newer", "chip"),
    [
        ({"tempi": "Entro il 2025."}, "È già nel testo"),
        ({"tempi": ""}, "Le parole non ci sono più"),
        ({"tempi": "Di norma entro il 2024."}, "La frase accanto è cambiata"),
        ({"tempi": "Entro il 2030."}, "Altri hanno cambiato le stesse parole"),
    ],
)
def test_each_kind_of_question_says_what_happened_to_the_words(
    cast: Cast, visit: Visit, newer: dict[str, str], chip: str
) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.", obiettivo=MORE)
    corrected(document, cast.bruno, **newer)
    page = visit(cast.ada).get(f"/documents/{document.id}/amendments/1/update")
    assert chip in page.text
    number = next(row.number for row in db.session.scalars(sa.select(Change)) if "202" in row.new + row.old)
    value = "drop" if chip == "È già nel testo" else "keep"
    assert page.press("Invia le risposte", **{f"answer_{number}": value}).status == 200
    whole()
