# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of a sheet: a document with versions, which readers correct by amendments that editors decide."""

import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from amendments.decisions.actions import Ruling, decide
from amendments.documents.actions import correct
from amendments.models import Document
from amendments.record.verify import verify
from amendments.request_models import Revision
from amendments.requests.actions import changes_of, propose
from db import db
from processes.sheet import queries as facts_queries
from processes.sheet import text as sheet_text
from processes.sheet.text import compose, read
from redline.text import body
from tests.amendments.test_writing_pages import LOOK, SEND
from tests.make import writing
from tests.processes.test_facts import FORM, name, write

PROSE = sorted(sheet_text.PROSE)


def text_of(cast) -> Document:
    """Return the document of the process's sheet."""
    facts = facts_queries.facts_of(cast.process)
    assert facts is not None and facts.document is not None
    return facts.document


def accept(cast, document, words, reason="Lo so bene."):
    """Let Ada propose a text and Mara accept it."""
    with writing():
        amendment = propose(document, words, by=cast.ada, base=document.version, reason=reason)
    with writing():
        rulings = [Ruling(row.number, "accepted", "") for row in changes_of(amendment, 1)]
        decide(amendment, rulings, by=cast.mara, seen_version=document.version, seen_revision=1)


def test_the_prose_of_a_sheet_is_the_text_of_a_document(cast):
    write(cast, objectives="Curare i giardini.", path="Prima si ascolta.", started=2019)
    assert text_of(cast).text == (
        "# Piano della formazione\n\n## Fasi del percorso\n\nPrima si ascolta.\n\n## Obiettivi\n\nCurare i giardini."
    )
    assert (text_of(cast).kind, text_of(cast).state, text_of(cast).version) == ("sheet", "open", 1)


def test_what_staff_change_is_a_new_version_with_a_reason(cast, visit):
    write(cast, objectives="Curare i giardini.")
    page = visit(cast.bruno).get(FORM)
    assert page.press("Salva la scheda", objectives="Curare gli orti.", reason="Refuso.").status == 200
    page = visit().get("/processes/piano").follow("Versione 2 del testo")
    assert "Refuso." in page.text
    assert verify().breaks == []


def test_a_change_of_short_facts_leaves_the_text_alone(cast):
    write(cast, objectives="Curare i giardini.", started=2019)
    write(cast, objectives="Curare i giardini.", started=2020)
    assert text_of(cast).version == 1


def test_a_sheet_that_only_names_bodies_has_a_text_to_complete(cast, visit):
    name(cast, "holder", "Comune di Rapallo")
    assert text_of(cast).text == "# Piano della formazione"
    assert visit().get("/processes/piano").has_link("Hai informazioni su questo processo? Integra")


def test_a_reader_completes_a_sheet_and_an_editor_accepts(cast, visit):
    write(cast, objectives="Curare i giardini.")
    page = visit(cast.ada).get("/processes/piano").follow("Hai informazioni su questo processo? Integra")
    wanted = body(text_of(cast).text) + "\n\n## Altre informazioni\n\nIl percorso si è chiuso nel 2021."
    assert page.press(LOOK, body=wanted, reason="C’ero.").press(SEND).status == 200
    page = visit().get("/processes/piano")
    assert "una correzione proposta" in page.text and "chiuso nel 2021" not in page.text
    page = visit(cast.mara).get(f"/documents/{text_of(cast).id}/amendments/1/decide").press("Accetta tutto")
    assert page.press("Pubblica la decisione").status == 200
    assert "chiuso nel 2021" in visit().get("/processes/piano").text


def test_what_was_accepted_stands_in_the_sheet_and_is_found(cast, visit):
    write(cast, objectives="Curare i giardini.")
    document = text_of(cast)
    accept(cast, document, document.text.replace("giardini", "giardini e le siepi"))
    page = visit().get("/processes/piano")
    assert "Obiettivi Curare i giardini e le siepi." in page.text
    assert "Piano della formazione" in visit().get("/processes?q=siepi").text
    assert facts_queries.values(cast.process)["objectives"] == "Curare i giardini e le siepi."


def test_staff_never_overwrite_what_was_accepted_meanwhile(cast, visit):
    write(cast, objectives="Curare i giardini.")
    late = visit(cast.bruno).get(FORM)
    accept(cast, text_of(cast), text_of(cast).text.replace("giardini", "parchi"))
    page = late.press("Salva la scheda", started=2019)
    assert page.status == 422 and "qualcuno ha cambiato la scheda" in page.text
    assert "parchi" in text_of(cast).text


def test_a_sheet_is_corrected_in_any_phase(cast):
    write(cast, objectives="Curare i giardini.")
    with writing():
        for phase in cast.process.phases:
            phase.amending = False
    accept(cast, text_of(cast), text_of(cast).text.replace("giardini", "parchi"))
    assert text_of(cast).version == 2


def test_headings_that_are_no_facts_are_other_information(cast, visit):
    write(cast, objectives="Curare i giardini.")
    accept(cast, text_of(cast), text_of(cast).text + "\n\n## Chi c’era\n\nDieci scuole.")
    page = visit().get("/processes/piano")
    assert "Altre informazioni Chi c’era Dieci scuole." in page.text
    assert [h.text for h in page.all(".//dd//h4")] == ["Chi c’era"]


def test_the_address_of_the_text_leads_to_the_sheet(cast, visit):
    write(cast, objectives="Curare i giardini.")
    page = visit().get(f"/proposals/{text_of(cast).id}")
    assert page.status == 200 and page.path == "/processes/piano"
    assert visit().get("/processes/piano/history").status == 200
    assert "Curare" not in visit().get("/").text


def test_a_closed_text_is_not_changed_by_the_form(cast, visit):
    write(cast, objectives="Curare i giardini.")
    with writing():
        text_of(cast).state = "closed"
    page = visit(cast.bruno).get(FORM).press("Salva la scheda", objectives="Altro.")
    assert page.status == 422 and "riaprilo" in page.text
    assert not visit().get("/processes/piano").has_link("Integra")


def test_code_in_a_fact_keeps_its_marks():
    words = "Prima.\n\n```\n## non è un titolo\n```\n\n### Dopo"
    assert read(compose("Titolo", {"objectives": words})) == {"objectives": words}


@given(st.dictionaries(st.sampled_from(PROSE), st.text("ab# \n`~-", min_size=1)))
def test_what_is_written_under_a_fact_never_ends_under_another(values):
    once = read(compose("Titolo", values))
    assert once.keys() == {name for name, words in values.items() if words.strip()}
    assert read(compose("Titolo", once)) == once


def test_a_passage_of_a_sheet_is_corrected_where_it_stands(cast, visit):
    write(cast, objectives="Curare i giardini.", path="Prima si ascolta.")
    page = visit(cast.ada).get("/processes/piano").follow("Correggi un passaggio")
    links = page.all(".//a[@class='change-link']")
    assert len(links) == 4 and visit().get(page.path).has_link("Proponi di cambiare questo capoverso")
    page = visit(cast.ada).get(links[1].get("href"))
    page = page.press("Aggiungi un’altra modifica", text="Prima si **studia**.", reason="Andò così.")
    assert page.path.startswith(f"/documents/{text_of(cast).id}/versions/1")
    page.follow("Rivedi e invia").press(SEND)
    wanted = text_of(cast).text.replace("ascolta", "**studia**")
    assert db.session.scalars(sa.select(Revision.text)).all() == [wanted]
    with writing():
        words = text_of(cast).text.replace("giardini", "parchi")
        correct(text_of(cast), words, by=cast.bruno, base=1, reason="Serve.", resolutions=[])
    assert not visit(cast.ada).get(f"/documents/{text_of(cast).id}/versions/1").has_link("Proponi di cambiare")
