# SPDX-License-Identifier: AGPL-3.0-or-later
"""Canned reasons over HTTP: kept per process, chosen without a script, never in the way of words of one's own."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.decisions import canned_actions
from amendments.decisions.canned_actions import add_canned
from amendments.decisions.canned_models import CannedReason
from amendments.request_models import Amendment, Decision
from db import Invalid, db
from tests.amendments.stories import asked
from tests.make import Cast, process, published, writing
from tests.page import Page, Visitor

Visit = Callable[..., Visitor]
OFF_TOPIC = "Non riguarda questo piano."


@pytest.fixture
def canned(cast: Cast) -> CannedReason:
    """The one canned reason of the process."""
    with writing():
        return add_canned(cast.process, "Fuori tema", OFF_TOPIC, by=cast.mara)


def desk(visitor: Visitor, amendment: Amendment) -> Page:
    return visitor.get(f"/documents/{amendment.document_id}/amendments/{amendment.number}/decide")


def typed(page: Page, name: str) -> str:
    return next((area.text or "").strip() for area in page.all(".//textarea") if area.get("name") == name)


def reasons() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(sa.select(Decision.reason)))


def test_staff_and_moderators_keep_the_canned_reasons_of_their_process(cast: Cast, visit: Visit) -> None:
    page = visit(cast.mara).get("/processes/piano").follow("Motivi pronti")
    page = page.press("Aggiungi il motivo", title="Fuori tema", text="Non c’entra.")
    page = page.follow("Cambia").press("Salva il motivo", text=OFF_TOPIC)
    assert OFF_TOPIC in page.text and "Non c’entra." not in page.text
    page = visit(cast.bruno).get("/processes/piano/reasons").press("Togli «Fuori tema»")
    assert "Non ci sono ancora motivi pronti" in page.text
    assert "ha aggiornato i motivi pronti: Fuori tema" in visit().get("/processes/piano/history").text


def test_a_canned_reason_without_words_is_asked_for_them(cast: Cast, visit: Visit) -> None:
    page = visit(cast.mara).get("/processes/piano/reasons").press("Aggiungi il motivo", title="Fuori tema")
    assert page.status == 422 and "Scrivi le parole del motivo." in page.text


def test_nobody_else_keeps_canned_reasons_nor_reaches_those_of_another_process(
    cast: Cast, visit: Visit, canned: CannedReason
) -> None:
    assert visit(cast.ada).get("/processes/piano/reasons").status == 403
    with writing():
        process(slug="altro", title="Altro")
    assert visit(cast.ines).get(f"/processes/altro/reasons/{canned.id}").status == 404


def test_a_process_keeps_a_bounded_number_of_canned_reasons(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canned_actions, "MOST", 1)
    with writing():
        add_canned(cast.process, "Uno", "Uno.", by=cast.mara)
    with writing(), pytest.raises(Invalid):
        add_canned(cast.process, "Due", "Due.", by=cast.mara)


def test_the_button_brings_the_words_into_the_reason_to_be_changed(
    cast: Cast, visit: Visit, canned: CannedReason
) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Usa", canned_1=canned.id, outcome_1="rejected")
    assert typed(page, "reason_1") == OFF_TOPIC and page.status == 200
    page.press("Vedi il risultato", reason_1="Non riguarda il piano, ma grazie.").press("Pubblica la decisione")
    assert reasons() == ["Non riguarda il piano, ma grazie."]


def test_a_chosen_reason_counts_also_when_the_form_is_sent_at_once(
    cast: Cast, visit: Visit, canned: CannedReason
) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.", destinatari="Tutti.")
    page = desk(visit(cast.mara), wish).press("Respingi tutto", canned=canned.id)
    page.press("Pubblica la decisione")
    assert reasons() == [OFF_TOPIC, OFF_TOPIC]


def test_words_of_ones_own_stay_and_the_canned_ones_go_below(cast: Cast, visit: Visit, canned: CannedReason) -> None:
    with writing():
        other = add_canned(cast.process, "Costo", "Costa troppo.", by=cast.mara)
    page = desk(visit(cast.mara), asked(published(cast), cast.ada, tempi="Entro il 2025."))
    page = page.press("Usa", canned_1=canned.id).press("Usa", canned_1=other.id)
    assert typed(page, "reason_1") == "Costa troppo.", "one canned reason takes the place of another"
    page = page.press("Usa", reason_1="Grazie.", canned_1=canned.id)
    assert typed(page, "reason_1") == f"Grazie.\n\n{OFF_TOPIC}"
    assert typed(page.press("Usa", canned_1=canned.id), "reason_1").count(OFF_TOPIC) == 1


def test_a_decision_keeps_its_words_when_the_canned_reason_goes(cast: Cast, visit: Visit, canned: CannedReason) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Respingi tutto", canned=canned.id).press("Pubblica la decisione")
    visit(cast.mara).get("/processes/piano/reasons").press("Togli «Fuori tema»")
    assert OFF_TOPIC in visit().get(page.path).text


def test_a_forged_choice_brings_no_words_of_another_process(cast: Cast, visit: Visit) -> None:
    with writing():
        elsewhere = process(slug="altro", title="Altro")
        db.session.flush()
        foreign = add_canned(elsewhere, "Segreto", "Parole altrui.", by=cast.ines)
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    with writing():
        add_canned(cast.process, "Fuori tema", OFF_TOPIC, by=cast.mara)
    page = desk(visit(cast.mara), wish).press("Usa", canned_1=foreign.id)
    assert "Parole altrui." not in page.html and typed(page, "reason_1") == ""
