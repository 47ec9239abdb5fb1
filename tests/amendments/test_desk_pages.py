# SPDX-License-Identifier: AGPL-3.0-or-later
"""The desk over HTTP, without a script: staged in small forms, looked at, published, and undone while it can be."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.decisions.canned_models import CannedReason
from amendments.desk.models import Staged
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.verify import verify
from amendments.requests.actions import propose, revise, withdraw
from db import db, now
from tests.amendments.desk_pages import desk, press
from tests.amendments.desk_stories import staged
from tests.amendments.stories import asked
from tests.make import Cast, published, text, writing
from tests.page import Visitor, form_values

Visit = Callable[..., Visitor]


@pytest.fixture
def document(cast: Cast) -> Document:
    """A published proposal."""
    return published(cast)


def test_a_moderator_stages_three_requests_looks_and_publishes_one_version(
    cast: Cast, visit: Visit, document: Document
) -> None:
    asked(document, cast.ada, tempi="Entro il 2026.")
    asked(document, cast.sami, destinatari="Tutti.")
    asked(document, cast.zoe, obiettivo="Imparare.")
    page = visit(cast.mara).get(f"/proposals/{document.id}").follow("Scrivania delle modifiche")
    assert "Nessuna modifica è pronta." in page.text and "Una richiesta qui:" in page.text
    page = press(page, 1, "Accetta tutto")
    page = press(page, 2, "Respingi tutto", reason_2_1="Troppo ampio.")
    page = press(page, 3, "Prepara", outcome_3_1="modified", words_3_1="Imparare insieme.", reason_3_1="Più bello.")
    assert "3 modifiche sono pronte." in page.text and "Ne nascerebbe la versione 2." in page.text
    assert "Partirebbero 3 messaggi." in page.text and "preparato da Mara" in page.text
    assert document.version == 1, "nothing is decided before it is published"
    result = desk(visit(cast.mara), document, "?view=result")
    assert result.all(".//ins") and "Imparare insieme." in result.text
    page = page.follow("Controlla e pubblica")
    for words in ("Troppo ampio.", "Ada: l’esito della modifica 1", "nessun’altra svista", "Accettata con modifiche"):
        assert words in page.text, words
    page = page.press("Pubblica gli esiti", organ="Giunta")
    assert "È nata la versione 2." in page.text and "Nessuna modifica in attesa." in page.text
    assert document.text == text(tempi="Entro il 2026.", obiettivo="Imparare insieme.")
    assert "Giunta" in visit().get(f"/documents/{document.id}/amendments/2").text


def test_what_is_missing_is_asked_for_and_what_was_typed_is_kept(cast: Cast, visit: Visit, document: Document) -> None:
    asked(document, cast.ada, tempi="Entro il 2026.")
    page = desk(visit(cast.mara), document)
    assert press(page, 1, "Prepara").status == 422
    page = press(page, 1, "Prepara", outcome_1_1="rejected")
    assert page.status == 422 and "Scrivi il motivo del punto 1" in page.text
    page = press(page, 1, "Prepara", outcome_1_1="modified", reason_1_1="Meglio così.", words_1_1="")
    assert page.status == 422 and "Scrivi le tue parole per il punto 1" in page.text and "Meglio così." in page.html
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Staged)) == 0


def test_several_get_one_outcome_and_one_reason(cast: Cast, visit: Visit, document: Document) -> None:
    for name in ("tempi", "destinatari", "obiettivo"):
        asked(document, cast.ada, 1, **{name: "Altro."})
    page = desk(visit(cast.mara), document)
    assert page.press("Prepara le modifiche scelte").status == 422, "none was chosen"
    form, button = page.button("Prepara le modifiche scelte")
    values = form_values(form) | {"outcome": ["rejected"], "chosen": ["1.1", "3.1"], "step": ["stage"]}
    page = page.visitor.post(form.get("action", ""), values)
    assert page.status == 422 and "Scrivi il motivo" in page.text
    page = page.visitor.post(form.get("action", ""), values | {"reason": ["Fuori tema."]})
    assert "2 modifiche sono pronte." in page.text and page.text.count("Fuori tema.") >= 2
    rows = db.session.scalars(sa.select(Staged.amendment_id)).all()
    assert len(rows) == 2
    late = page.visitor.post(form.get("action", ""), values | {"reason": ["Fuori tema."], "chosen": ["2.9"]})
    assert late.status == 409, "nobody rejects a revision they have not read"


def test_a_canned_reason_is_used_without_a_script(cast: Cast, visit: Visit, document: Document) -> None:
    asked(document, cast.ada, tempi="Entro il 2026.")
    with writing():
        canned = CannedReason(
            process_id=cast.process.id, title="Fuori", text="Non riguarda il piano.", created_at=now()
        )
        db.session.add(canned)
    page = desk(visit(cast.mara), document)
    page = press(page, 1, "Usa", canned_1_1=canned.id)
    assert page.status == 200 and "Non riguarda il piano." in page.html
    page = press(page, 1, "Respingi tutto")
    assert "Una modifica è pronta." in page.text


def test_two_moderators_see_each_others_staged_rulings_and_take_them_back(
    cast: Cast, visit: Visit, document: Document
) -> None:
    asked(document, cast.ada, tempi="Entro il 2026.")
    press(desk(visit(cast.mara), document), 1, "Accetta tutto")
    page = desk(visit(cast.mino), document)
    assert "preparato da Mara" in page.text
    page = press(page, 1, "Togli dalla scrivania")
    assert "preparato da" not in desk(visit(cast.mara), document).text


def test_the_second_publisher_reads_what_happened(cast: Cast, visit: Visit, document: Document) -> None:
    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    address = f"/documents/{document.id}/desk/publish"
    first, second = visit(cast.mara).get(address), visit(cast.mino).get(address)
    assert first.press("Pubblica gli esiti").status == 200
    page = second.press("Pubblica gli esiti")
    assert page.status == 409 and "Nulla è stato pubblicato" in page.text and "il testo è cambiato" in page.text
    assert document.version == 2


def test_a_version_born_while_somebody_looks_is_told_and_staged_rulings_wait_to_be_confirmed(
    cast: Cast, visit: Visit, document: Document
) -> None:
    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    page = visit(cast.mara).get(f"/documents/{document.id}/desk/publish")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    page = page.press("Pubblica gli esiti")
    assert page.status == 409 and "conferma che vale ancora" in page.text
    page = desk(page.visitor, document).press("Conferma tutto sulla versione 2")
    page = page.follow("Controlla e pubblica").press("Pubblica gli esiti")
    assert "È nata la versione 3." in page.text and document.text == text(destinatari="Tutti.", tempi="Entro il 2026.")


def test_what_was_withdrawn_or_revised_while_staged_is_said_on_the_desk(
    cast: Cast, visit: Visit, document: Document
) -> None:
    first, second = asked(document, cast.ada, tempi="Nel 2026."), asked(document, cast.sami, destinatari="Tutti.")
    staged(first, cast.mara)
    staged(second, cast.mara)
    with writing():
        withdraw(first, by=cast.ada)
        revise(second, text(destinatari="Chiunque."), by=cast.sami, seen=1, reason="Meglio.")
    page = desk(visit(cast.mara), document)
    assert "La modifica 1 era preparata, ma non aspetta più" in page.text
    assert "Nessuna modifica è pronta." in page.text and "l’ha rivista" in page.text
    page = page.press("Togli la 1 dalla scrivania")
    assert "non aspetta più" not in page.text
    assert "Non c’è ancora nessuna modifica pronta" in page.visitor.get(f"/documents/{document.id}/desk/publish").text


def test_a_form_filled_in_on_an_earlier_revision_is_not_staged(cast: Cast, visit: Visit, document: Document) -> None:
    wish = asked(document, cast.ada, tempi="Nel 2026.")
    page = desk(visit(cast.mara), document)
    with writing():
        revise(wish, text(tempi="Nel 2030."), by=cast.ada, seen=1, reason="Meglio.")
    page = press(page, 1, "Respingi tutto", reason_1_1="Una ragione abbastanza lunga da non doverla riscrivere.")
    assert page.status == 409 and "abbastanza lunga" in page.html
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Staged)) == 0


def test_of_two_that_cannot_stand_together_one_is_kept_on_the_desk(
    cast: Cast, visit: Visit, document: Document
) -> None:
    staged(asked(document, cast.ada, tempi="Nel 2026."), cast.mara)
    staged(asked(document, cast.sami, tempi="Nel 2027."), cast.mara)
    page = desk(visit(cast.mara), document)
    assert "Non possono stare insieme: modifica 1, punto 1; modifica 2, punto 1" in page.text
    assert "Con quello che è già preparato:" in page.text
    assert page.press("Prepara così", reason="Uno solo.").status == 422
    assert page.press("Prepara così", keep="2.1").status == 422, "the others need a reason"
    page = page.press("Prepara così", keep="2.1", reason="Prima non si fa in tempo.")
    assert "2 modifiche sono pronte." in page.text
    page.follow("Controlla e pubblica").press("Pubblica gli esiti")
    assert document.text == text(tempi="Nel 2027.")


def test_own_words_may_stand_in_place_of_both(cast: Cast, visit: Visit, document: Document) -> None:
    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    staged(asked(document, cast.sami, tempi="Entro il 2027."), cast.mara)
    page = desk(visit(cast.mara), document)
    page = page.press("Prepara così", keep="1.1", own="2026, o 2027", reason="Via di mezzo.")
    page.follow("Controlla e pubblica").press("Pubblica gli esiti")
    assert document.text == text(tempi="Entro il 2026, o 2027.")


def test_a_clash_with_the_present_text_is_settled_on_the_desk(cast: Cast, visit: Visit, document: Document) -> None:
    with writing():
        propose(document, text(tempi="Entro il 2026."), by=cast.ada, base=1, reason="Serve tempo.")
        correct(document, text(tempi="Entro il 2025."), by=cast.bruno, base=1, reason="Data.")
    page = press(desk(visit(cast.mara), document), 1, "Accetta tutto", reason_1_1="Decide la Giunta.")
    page = page.follow("Scegli le parole: modifica 1, punto 1")
    assert page.press("Vai avanti").status == 409
    page = page.press("Vai avanti", choice_0="own", own_0="2028")
    assert "Una modifica è pronta." in page.text
    page.follow("Controlla e pubblica").press("Pubblica gli esiti")
    assert document.text == text(tempi="Entro il 2028.") and verify().breaks == []


def test_what_was_just_published_is_undone_with_a_reason(cast: Cast, visit: Visit, document: Document) -> None:
    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    page = visit(cast.mara).get(f"/documents/{document.id}/desk/publish").press("Pubblica gli esiti")
    page = page.follow("Annulla gli esiti della versione 2")
    assert page.press("Annulla gli esiti").status == 422
    page = page.press("Annulla gli esiti", reason="Pubblicato per sbaglio.")
    assert "aspettano di nuovo un esito" in page.text and "preparato da Mara" in page.text
    assert document.text == text() and document.version == 3
    told = visit().get(f"/documents/{document.id}/history").text
    assert "Mara ha annullato gli esiti della versione 2" in told and "Pubblicato per sbaglio." in told
    assert visit(cast.mara).get(f"/documents/{document.id}/undo").status == 409


def test_the_desk_is_not_there_for_others(cast: Cast, visit: Visit, document: Document) -> None:
    asked(document, cast.ada, tempi="Entro il 2026.")
    for person in (cast.ada, cast.sami, cast.bruno, cast.ines):
        assert desk(visit(person), document).status == 403
        assert not visit(person).get(f"/proposals/{document.id}").has_link("Scrivania delle modifiche")
    assert desk(visit(), document).path == "/sign-in"


def test_ones_own_request_is_left_to_others(cast: Cast, visit: Visit, document: Document) -> None:
    asked(document, cast.mara, tempi="Entro il 2026.")
    page = desk(visit(cast.mara), document)
    assert "Questa modifica è tua" in page.text and not page.all(".//form[@novalidate]//fieldset[@class='desk-change']")


def test_the_queue_leads_to_a_request_on_the_desk(cast: Cast, visit: Visit, document: Document) -> None:
    for _ in range(22):
        asked(document, cast.ada, tempi="Entro il 2026.")
    page = desk(visit(cast.mara), document)
    assert "Modifica 20" in page.text and not page.all(".//article[@id='amendment-22']")
    page = page.follow("Modifica 22, punto 1")
    assert page.all(".//article[@id='amendment-22']")


def test_the_number_of_queries_does_not_grow_with_the_requests(cast: Cast, visit: Visit, document: Document) -> None:
    def count() -> int:
        visitor, counted = visit(cast.mara), []
        desk(visitor, document)
        note: Callable[..., None] = lambda *words: counted.append(words[2])  # noqa: E731
        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert desk(visitor, document).status == 200
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)
        return len(counted)

    staged(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    few = count()
    for number in range(30):
        staged(asked(document, cast.sami, destinatari=f"Tutti e {number}."), cast.mara)
    assert count() <= few
    assert few <= 24
