# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deciding over HTTP: each change ruled upon, clashes settled by a person, nothing saved before, nothing lost."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from amendments.documents.actions import correct
from amendments.models import Document
from amendments.request_models import Amendment
from auth.models import Member
from db import db
from redline.text import body
from tests.amendments.stories import accepted, asked
from tests.make import Cast, published, text, writing
from tests.page import Page, Visitor, squeeze

Visit = Callable[..., Visitor]
CHECK, PUBLISH = "Vedi il risultato", "Pubblica la decisione"


def desk(visitor: Visitor, amendment: Amendment) -> Page:
    return visitor.get(f"/documents/{amendment.document_id}/amendments/{amendment.number}/decide")


def present(document: Document) -> str:
    db.session.expire_all()
    return document.text


def test_a_moderator_accepts_all_with_two_presses_and_the_author_is_credited(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    asked(document, cast.ada, tempi="Entro il 2025.")
    page = visit(cast.mara).get("/processes/piano/queue").follow("Decidi")
    page = page.press("Accetta tutto")
    assert document.version == 1, "the result is shown before it is published"
    assert "Che cosa cambia nel testo" in page.text and page.all(".//ins")
    page = page.press(PUBLISH)
    assert "è nata la versione 2" in page.text and "Accettata" in page.text and "Deciso da Mara" in page.text
    assert "Nessuna modifica in attesa." in page.follow("Torna alla coda delle modifiche").text
    assert not visit(cast.ada).get(page.path).has_link("Torna alla coda delle modifiche")
    page = visit().get(f"/proposals/{document.id}")
    assert "Entro il 2025." in page.text and "Ada" in page.text.partition("Modificato da")[2]


def test_three_people_write_on_the_same_base_and_all_three_are_accepted_in_turn(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wishes = [
        asked(document, cast.ada, obiettivo="Affinare le competenze utili a creare un gruppo."),
        asked(document, cast.sami, destinatari="Personale degli enti locali e dei piccoli Comuni del territorio."),
        asked(document, cast.zoe, tempi="Entro il 2025."),
    ]
    for wish in wishes:
        desk(visit(cast.mara), wish).press("Accetta tutto").press(PUBLISH)
    words = present(document)
    assert "a creare un gruppo." in words and "piccoli Comuni" in words and "Entro il 2025." in words
    page = visit().get(f"/proposals/{document.id}")
    for name in ("Ada", "Sami", "Zoe"):
        assert name in page.text.partition("Modificato da")[2]


def test_points_are_decided_one_by_one_with_their_own_reasons(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, destinatari="Tutti.", tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press(CHECK, outcome_1="rejected", outcome_2="accepted")
    assert page.status == 422 and "Scrivi il motivo del punto 1" in page.text
    assert "2" in page.html
    act = {"organ": "Giunta", "sitting": "2026-03-05", "act": "Delibera 12"}
    page = page.press(CHECK, reason_1="Troppo ampio.", **act).press(PUBLISH)
    for words in (
        "Accettata in parte",
        "Respinta",
        "Troppo ampio.",
        "Giunta",
        "seduta del 5 marzo 2026",
        "Delibera 12",
    ):
        assert words in page.text, words
    assert "Tutti." not in present(document) and "2025" in present(document)


def test_one_reason_stands_for_every_point_that_has_none(cast: Cast, visit: Visit) -> None:
    wish = asked(published(cast), cast.ada, destinatari="Tutti.", tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Respingi tutto").press(CHECK, reason="Fuori tema.").press(PUBLISH)
    assert page.text.count("Fuori tema.") == 2 and "Il testo non è cambiato" in page.text


def test_a_point_left_open_is_asked_for_and_the_rest_is_kept(cast: Cast, visit: Visit) -> None:
    wish = asked(published(cast), cast.ada, destinatari="Tutti.", tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press(CHECK, outcome_2="rejected", reason_2="No.", organ="Giunta")
    assert page.status == 422 and "Scegli l’esito del punto 1." in page.text
    assert "No." in page.html and 'value="Giunta"' in page.html


def test_words_that_both_changed_are_chosen_by_the_moderator(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    first, second = (
        asked(document, cast.ada, tempi="Entro il 2025."),
        asked(document, cast.sami, tempi="Entro il 2026."),
    )
    accepted(first, cast.mara)
    queue = visit(cast.mara).get("/processes/piano/queue").press("Cerca", outlook="clash")
    assert "Modifica 2 a" in queue.text
    page = desk(visit(cast.mara), second).press("Accetta tutto")
    assert page.status == 409 and "Conflitti da risolvere" in page.text
    for words in ("2024", "2025", "2026"):
        assert words in page.text
    assert document.version == 2 and second.state == "pending"
    page = page.press("Vai avanti")
    assert page.status == 409 and "Scegli le parole per ogni conflitto" in page.text
    page = page.press("Vai avanti", choice_0="theirs")
    assert page.status == 200 and "Controlla e pubblica" in page.text
    page = page.press(PUBLISH)
    assert page.status == 422 and "scrivi il motivo" in page.text, "an earlier decision falls"
    page = page.press(PUBLISH, reason="Il bilancio arriva nel 2026.")
    assert "è nata la versione 3" in page.text and "Entro il 2026." in present(document)


BOTH = "Tieni l’uno e l’altro"


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        (
            "- la biblioteca;\n- la scuola.",
            "- la biblioteca;\n- il parco.",
            "- la biblioteca;\n- la scuola.\n- il parco.",
        ),
        (
            "- la biblioteca;\n\nSi comincia.",
            "- la biblioteca;\n\nSi paga.",
            "- la biblioteca;\n\nSi comincia.\n\nSi paga.",
        ),
        ("- la biblioteca nuova;", "- la biblioteca civica;", "- la biblioteca nuova civica;"),
    ],
)
def test_what_two_people_add_at_the_same_place_may_both_stand(
    cast: Cast, visit: Visit, one: str, other: str, whole: str
) -> None:
    document = published(cast, text(destinatari="- la biblioteca;"))
    first, second = (
        asked(document, cast.ada, destinatari=one),
        asked(document, cast.sami, destinatari=other),
    )
    accepted(first, cast.mara)
    page = desk(visit(cast.mara), second).press("Accetta tutto")
    assert page.status == 409 and BOTH in page.text
    page = page.press("Vai avanti", choice_0="both").press(PUBLISH)
    assert "è nata la versione 3" in page.text and whole in present(document)
    assert second.outcome == "accepted", "what was asked for stands whole"


def test_where_both_changed_the_same_words_they_cannot_both_stand(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    first, second = (
        asked(document, cast.ada, tempi="Entro il 2025."),
        asked(document, cast.sami, tempi="Entro il 2026."),
    )
    accepted(first, cast.mara)
    page = desk(visit(cast.mara), second).press("Accetta tutto", reason="Sì.")
    assert BOTH not in page.text
    assert page.press("Vai avanti", choice_0="both").status == 409
    assert document.version == 2


def test_the_moderator_may_write_other_words_for_a_clash(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    first, second = (
        asked(document, cast.ada, tempi="Entro il 2025."),
        asked(document, cast.sami, tempi="Entro il 2026."),
    )
    accepted(first, cast.mara)
    page = desk(visit(cast.mara), second).press("Accetta tutto", reason="Via di mezzo.")
    empty = page.press("Vai avanti", choice_0="own")
    assert empty.status == 409, "own words must be written"
    page = empty.press("Vai avanti", choice_0="own", own_0="2025 o il 2026").press(PUBLISH)
    assert page.status == 200, page.text
    assert "Accettata con modifiche" in page.text and "Entro il 2025 o il 2026." in present(document)


@pytest.mark.parametrize(
    ("first_wish", "own", "whole"),
    [
        ("Personale del territorio.", "del territorio e tutti", "Personale del territorio e tutti."),
        ("Personale del territorio.", ", del territorio e tutti", "Personale, del territorio e tutti."),
        ("Personale, del territorio.", "del territorio", "Personale del territorio."),
        ("Personale, del territorio.", " (di chiunque) ", "Personale (di chiunque)."),
    ],
)
def test_words_written_for_a_clash_stand_apart_from_their_neighbours(
    cast: Cast, visit: Visit, first_wish: str, own: str, whole: str
) -> None:
    document = published(cast, text(destinatari="Personale."))
    first = asked(document, cast.ada, destinatari=first_wish)
    second = asked(document, cast.sami, destinatari="Personale, tutto.")
    accepted(first, cast.mara)
    page = desk(visit(cast.mara), second).press("Accetta tutto", reason="Via di mezzo.")
    page = page.press("Vai avanti", choice_0="own", own_0=own).press(PUBLISH)
    assert page.status == 200, page.text
    assert whole in present(document)


def test_a_reworded_result_is_accepted_with_changes_and_both_texts_stay_visible(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Accetta tutto")
    changed = body(text(tempi="Entro la fine del 2025."))
    without = page.press(PUBLISH, edited_body=changed)
    assert without.status == 422 and "Entro la fine del 2025." in without.html, "what was typed stays"
    page = without.press(PUBLISH, reason="Più preciso.")
    assert "Accettata con modifiche" in page.text and "Dal testo richiesto a quello approvato" in page.text
    assert "la fine del" in present(document)


def test_what_others_changed_meanwhile_is_no_part_of_what_the_moderators_reworded(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.", destinatari="Solo i Comuni.")
    with writing():
        correct(document, text(obiettivo="Imparare."), by=cast.bruno, base=1, reason="Più breve.")
    page = desk(visit(cast.mara), wish)
    page = page.press(CHECK, outcome_1="rejected", reason="Così va meglio.", outcome_2="accepted")
    changed = body(text(tempi="Entro la fine del 2025.", obiettivo="Imparare."))
    page = page.press(PUBLISH, edited_body=changed)
    assert "è nata la versione 3" in page.text
    (section,) = page.all(".//section[@aria-labelledby='reworded-title']")
    marked = [squeeze("".join(words.itertext())) for tag in ("ins", "del") for words in section.iter(tag)]
    assert marked == [
        "aggiunte",
        "inizio aggiunta la fine del fine aggiunta",
        "tolte",
        "inizio testo tolto il fine testo tolto",
    ]


def test_a_text_that_moved_on_is_told_and_the_rulings_are_kept(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press(CHECK, outcome_1="accepted", reason_1="Bene così.")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    page = page.press(PUBLISH)
    assert page.status == 409 and "dalla versione 1 alla versione 2" in page.text and "Bene così." in page.html
    page = page.press(CHECK).press(PUBLISH)
    assert "è nata la versione 3" in page.text
    assert "Tutti." in present(document) and "2025" in present(document)


def test_words_typed_over_a_result_that_changed_are_shown_and_never_published_over_others(
    cast: Cast, visit: Visit
) -> None:
    document = published(cast)
    wish = asked(document, cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Accetta tutto")
    with writing():
        correct(document, text(destinatari="Tutti."), by=cast.bruno, base=1, reason="Più ampio.")
    page = page.press(PUBLISH, edited_body=body(text(tempi="Entro aprile 2025.")), reason="Preciso.")
    assert page.status == 409
    page = page.press(CHECK)
    assert "Avevi riscritto il testo" in page.text and "Entro aprile 2025." in page.html
    page.press(PUBLISH)
    assert "Tutti." in present(document)


def test_an_amendment_decided_meanwhile_gives_back_the_reasons_typed(cast: Cast, visit: Visit) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish)
    accepted(wish, cast.mino)
    page = page.press(CHECK, outcome_1="rejected", reason_1="Non ora.")
    assert page.status == 409 and "non è più in attesa" in page.text and "Non ora." in page.text


def test_who_may_not_decide_does_not_reach_the_desk(cast: Cast, visit: Visit) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    for person, expected in ((cast.ada, 403), (cast.sami, 403), (cast.bruno, 403), (cast.mara, 200), (cast.ines, 403)):
        assert desk(visit(person), wish).status == expected, person.name
    assert visit().client.get(f"/documents/{wish.document_id}/amendments/1/decide").status_code == 303


def test_the_only_moderator_decides_their_own_only_with_the_conflict_declared(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        db.session.execute(sa.delete(Member).where(Member.user_id == cast.mino.id))
        cast.ines.is_admin = False
    wish = asked(document, cast.mara, tempi="Entro il 2025.")
    page = desk(visit(cast.mara), wish).press("Accetta tutto")
    assert page.status == 422 and "Dichiara il conflitto di interessi" in page.text
    page = page.press(CHECK, conflict_declared="y").press(PUBLISH)
    assert "ha dichiarato un conflitto di interessi" in visit().get(page.path).text


@pytest.mark.parametrize("field", ["organ", "act", "reason_1", "reason"])
def test_whatever_is_typed_is_shown_as_text(cast: Cast, visit: Visit, field: str) -> None:
    wish = asked(published(cast), cast.ada, tempi="Entro il 2025.")
    attack = '"><script>alert(1)</script><img src=x/onerror=alert(1)>\x00\u202e'
    fields = {"reason": "Sì.", field: attack}
    page = desk(visit(cast.mara), wish).press(CHECK, outcome_1="rejected", **fields).press(PUBLISH)
    assert page.status == 200 and "<script>alert" not in page.html and "<img src=x" not in page.html
    assert "\u202e" not in page.html and "\x00" not in page.html


def test_words_chosen_for_a_clash_that_make_no_title_are_refused_with_a_sentence(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    first = asked(document, cast.ada, title="Creare squadre")
    second = asked(document, cast.sami, title="Creare reti")
    accepted(first, cast.mara)
    page = desk(visit(cast.mara), second).press("Accetta tutto", reason="Più chiaro.")
    page = page.press("Vai avanti", choice_0="own", own_0="parola " * 60)
    assert page.status == 422 and "Il titolo è troppo lungo" in page.text and "Più chiaro." in page.html
    assert document.version == 2
