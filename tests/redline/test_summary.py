# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes as plain sentences in Italian and English."""

import pytest

from redline.changes import Change
from redline.drafting.summary import plain, shortened
from redline.edits import Edit
from tests.redline.drafted import FIRST, edited, only

PLAIN = [
    (("trenta", "quaranta"), "Sotto “Destinatari”, al posto di “trenta” si legge “quaranta”.",
     "Under “Destinatari”, “trenta” becomes “quaranta”."),
    (("sede centrale", "sede legale centrale"), "Sotto “Destinatari”, si aggiunge “legale”.",
     "Under “Destinatari”, “legale” is added."),
    (("sede centrale", "sede"), "Sotto “Destinatari”, si toglie “centrale”.",
     "Under “Destinatari”, “centrale” is removed."),
    (("gratuita", "**gratuita**"), "Sotto “Destinatari”, cambia solo il formato di “gratuita”.",
     "Under “Destinatari”, only the formatting of “gratuita” changes."),
    (("gratuita", "[gratuita](https://a.it)"), "Sotto “Destinatari”, al posto di “gratuita” si legge "
     "“[gratuita](https://a.it)”.", "Under “Destinatari”, “gratuita” becomes “[gratuita](https://a.it)”."),
    (("## Costi", "## Costi e spese"), "Nel titolo “Costi”, si aggiunge “e spese”.",
     "In the title “Costi”, “e spese” is added."),
    (("dell'ente. La", "dell'ente.\n\nLa"), "Sotto “Destinatari”, un capoverso è diviso in due.",
     "Under “Destinatari”, a paragraph is divided in two."),
    (("ogni ente.\n\nNessuna", "ogni ente. Nessuna"), "Sotto “Note”, due capoversi diventano uno.",
     "Under “Note”, two paragraphs become one."),
    (("   - a tempo pieno\n", ""), "Sotto “Destinatari”, si toglie “a tempo pieno”.",
     "Under “Destinatari”, “a tempo pieno” is removed."),
    (("Possono iscriversi", "Possono\niscriversi"), "Sotto “Destinatari”, cambiano solo gli spazi.",
     "Under “Destinatari”, only spaces change."),
]  # fmt: skip


@pytest.mark.parametrize(("swap", "italian", "english"), PLAIN, ids=[english for _, _, english in PLAIN])
def test_a_change_is_one_plain_sentence_in_both_languages(swap: tuple[str, str], italian: str, english: str) -> None:
    change = only(edited(swap))
    assert plain(change) == italian
    assert plain(change, "en") == english


def test_a_moved_paragraph_has_a_plain_sentence_of_its_own_also_when_edited() -> None:
    away, back = (f"\n\n{FIRST}", ""), ("entro maggio.", f"entro maggio.\n\n{FIRST}")
    short = "“Il corso dura trenta giorni … partecipazione è gratuita.”"
    assert plain(only(edited(away, back))) == f"Sotto “Destinatari”, cambia posto {short}."
    told = plain(only(edited(away, back, ("gratuita", "libera"))), "en")
    assert told.startswith(f"Under “Destinatari”, {short} moves elsewhere and becomes “Il corso")


def test_plain_words_stand_alone_where_there_are_no_headings() -> None:
    assert plain(only("Dura venti giorni.", "Dura dieci giorni.")) == "Al posto di “dieci” si legge “venti”."


def test_long_words_are_shortened_between_words_and_graphemes() -> None:
    assert shortened("uno due tre", 11) == "uno due tre"
    assert shortened("👩‍🏫" * 40, 13) == "👩‍🏫" * 5 + " … " + "👩‍🏫" * 5


def test_numbers_of_a_list_that_change_together_are_not_read_as_one_number() -> None:
    edits = (Edit(0, 1, "2", 0), Edit(8, 9, "3", 8))
    assert plain(Change(1, "replace", "12", "23", (), "item", edits)) == "Cambiano i numeri dell'elenco."
