# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of a decided amendment tells honestly where its words are in today's text."""

import re

from amendments.decisions.actions import Ruling, decide
from amendments.decisions.undo_actions import undo
from amendments.documents.actions import correct, restore
from amendments.models import Document
from amendments.record.obscure_actions import obscure
from amendments.requests.actions import changes_of, moderate, propose
from auth.account_actions import erase
from tests.amendments.stories import accepted, asked
from tests.make import SECTIONS, Cast, published, text, writing
from tests.page import squeeze
from tests.test_pages import Visit

OBJECTIVE = SECTIONS["Obiettivo"]
GREEN = OBJECTIVE.replace("gruppo di lavoro", "gruppo verde di lavoro comune")


def told(visit: Visit, document: Document, number: int) -> str:
    """Return what a visitor reads of what was decided of an amendment, in one line."""
    page = visit().get(f"/documents/{document.id}/amendments/{number}")
    parts = (" ".join(part.itertext()) for part in page.all(".//div[@class='decision']"))
    return re.sub(r" (?=[.,])", "", squeeze(" ".join(parts)))


def corrected(cast: Cast, document: Document, reason: str = "Un refuso.", **sections: str) -> None:
    with writing():
        correct(document, text(**sections), by=cast.bruno, base=document.version, reason=reason)


def test_words_that_stand_as_accepted_are_linked_at_their_place(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026, con calma."), cast.mara)
    assert "Sono nel testo di oggi, uguali." in told(visit, document, 1)
    page = visit().get(f"/documents/{document.id}/amendments/1")
    [link] = [a.get("href", "") for a in page.all(".//a") if "Vai al passaggio" in "".join(a.itertext())]
    address, _, paragraph = link.partition("#")
    [place] = [one for one in visit().get(address).all(".//p") if one.get("id") == paragraph]
    assert "con calma" in "".join(place.itertext())


def test_words_that_were_edited_since_are_told_with_the_old_and_the_new(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026, con molta calma e senza fretta."), cast.mara)
    corrected(cast, document, tempi="Entro il 2026, con poca calma e senza fretta.")
    words = told(visit, document, 1)
    assert "Sono nel testo di oggi, ma cambiate in: versione 3." in words
    assert "con molta calma" in words and "con poca calma" in words


def test_words_that_were_removed_are_told_with_the_decision_that_removed_them(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=GREEN), cast.mara)
    accepted(asked(document, cast.sami, base=2), cast.mino, "Il verde non serve.")
    words = told(visit, document, 1)
    assert "Queste parole non sono più nel testo: le ha tolte la versione 3, per la decisione:" in words
    assert "modifica 2, decisa da Mino. Motivo: Il verde non serve." in words


def test_a_hidden_amendment_that_removed_words_is_not_named(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=GREEN), cast.mara)
    other = asked(document, cast.sami, base=2)
    accepted(other, cast.mino, "Il verde non serve.")
    with writing():
        moderate(other, by=cast.mara, show=False, reason="Offende.")
    assert told(visit, document, 1).endswith("le ha tolte la versione 3.")


def test_words_that_a_correction_removed_are_told_with_its_reason(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=GREEN), cast.mara)
    corrected(cast, document, "Parole superflue.")
    assert "una correzione di Bruno. Motivo: Parole superflue." in told(visit, document, 1)


def test_words_that_a_restore_brought_back_are_there_again(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=GREEN), cast.mara)
    corrected(cast, document)
    with writing():
        restore(document, 2, by=cast.bruno, seen=3, reason="Meglio prima.")
    assert "Sono nel testo di oggi, uguali." in told(visit, document, 1)


def test_words_that_a_restore_took_out_are_gone(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=GREEN), cast.mara)
    with writing():
        restore(document, 1, by=cast.bruno, seen=2, reason="Meglio prima.")
    assert "versione 3, che ripristina la versione 1. Motivo: Meglio prima." in told(visit, document, 1)


def test_words_the_moderators_chose_instead_are_shown_beside_the_requested_ones(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2026, con molta calma.")
    with writing():
        rulings = [Ruling(row.number, "accepted", "Meglio così.") for row in changes_of(amendment, 1)]
        edited = text(tempi="Entro il 2026, con poca calma.")
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1, edited=edited)
    words = told(visit, document, 1)
    assert "Parole richieste 2026, con molta calma" in words
    assert "Parole entrate nella versione 2 2026, con poca calma" in words
    assert "Sono nel testo di oggi, uguali." in words


def test_of_words_that_were_only_taken_out_it_is_told_whether_they_are_read_today(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, obiettivo=OBJECTIVE.removesuffix(" Imparare a fare rete.")), cast.mara)
    assert "Questo punto toglieva parole: nel testo di oggi non ci sono." in told(visit, document, 1)
    corrected(cast, document, destinatari="Imparare a fare rete. Tutti.", obiettivo="Affinare.")
    assert "nel testo di oggi le stesse parole si leggono" in told(visit, document, 1)


def test_each_point_of_a_partly_accepted_amendment_is_told_by_itself(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    amendment = asked(document, cast.ada, tempi="Entro il 2026.", destinatari="Tutti quanti.")
    with writing():
        first, second = (row.number for row in changes_of(amendment, 1))
        rulings = [Ruling(first, "rejected", "Troppi."), Ruling(second, "accepted")]
        decide(amendment, rulings, by=cast.mara, seen_version=1, seen_revision=1)
    words = told(visit, document, 1)
    assert words.count("Queste parole non sono entrate nel testo con questa decisione.") == 1
    assert words.count("Sono nel testo di oggi, uguali.") == 1


def test_absorbed_words_are_shown_where_the_text_says_them_already(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    same = asked(document, cast.sami, tempi="Entro il 2026.")
    accepted(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    with writing():
        rulings = [Ruling(row.number, "absorbed", "C’è già.") for row in changes_of(same, 1)]
        decide(same, rulings, by=cast.mara, seen_version=2, seen_revision=1)
    assert "Sono nel testo di oggi, uguali." in told(visit, document, 1)


def test_a_decision_that_was_undone_stays_readable_and_says_nothing_of_today(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara, "Va bene.")
    with writing():
        undo(document, by=cast.mara, seen=2, reason="Sbaglio.")
    words = told(visit, document, 1)
    assert "Decisione non più valida Accettata Deciso da Mara" in words
    assert "annullata con la versione 3" in words and "Va bene." in words
    assert "testo di oggi" not in words


def test_obscured_words_are_not_followed_and_the_page_says_so(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026, parola di Rossi."), cast.mara)
    with writing():
        obscure(document, "Rossi", by=cast.mara, reason="È un nome.")
    words = told(visit, document, 1)
    assert "sono state oscurate: non si può dire dove sono" in words and "Rossi" not in words


def test_who_was_erased_is_named_nowhere(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    accepted(asked(document, cast.ada, tempi="Entro il 2026."), cast.mara)
    with writing():
        erase(cast.mara, by=cast.mara, reason="Così.")
    words = told(visit, document, 1)
    assert "Deciso da Utente cancellato" in words and "Mara" not in words


def test_the_title_too_is_followed_and_linked(cast: Cast, visit: Visit) -> None:
    document = published(cast)
    with writing():
        amendment = propose(document, text("Gruppi verdi tra settori"), by=cast.ada, base=1, reason="Serve.")
    accepted(amendment, cast.mara)
    with writing():
        correct(document, text("Gruppi gialli tra settori"), by=cast.bruno, base=2, reason="Colore.")
    words = told(visit, document, 1)
    assert "ma cambiate in: versione 3." in words and "Vai al passaggio" in words
