# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes said as drafting formulas, each of which also reads back to the change."""

import pytest

from redline.changes import changes
from redline.drafting.formula import amended
from redline.drafting.wording import CannotSay, formal
from tests.redline.drafted import FIRST, LAST, TEXT, edited, only

WORDS = [
    ("trenta giorni", "un mese", 'le parole: "trenta giorni" sono sostituite dalle seguenti: "un mese"'),
    ("trenta", "quaranta", 'la parola: "trenta" è sostituita dalla seguente: "quaranta"'),
    ("trenta giorni", "quarantotto", 'le parole: "trenta giorni" sono sostituite dalla seguente: "quarantotto"'),
    ("trenta", "30", 'la parola: "trenta" è sostituita dalla seguente cifra: "30"'),
    ("dell'ente", "dell'Istituto", 'la parola: "dell\'ente" è sostituita dalla seguente: "dell\'Istituto"'),
    ("dell'ente", "di ogni ente", 'la parola: "dell\'ente" è sostituita dalle seguenti: "di ogni ente"'),
    ("sede centrale", "sede legale e centrale", 'dopo la parola: "sede" sono inserite le seguenti: "legale e"'),
    ("gratuita", "libera, gratuita", 'dopo la parola: "è" è inserita la seguente: "libera,"'),
    ("Il corso dura", "Ogni anno il corso dura", 'la parola: "Il" è sostituita dalle seguenti: "Ogni anno il"'),
    ("Il corso dura", "Qui Il corso dura", 'prima della parola: "Il" è inserita la seguente: "Qui"'),
    ("centrale ", "", 'la parola: "centrale" è soppressa'),
    ("trenta giorni e si", "si", 'le parole: "trenta giorni e" sono soppresse'),
    ("è gratuita", "è gratuita e libera", 'sono aggiunte, in fine, le seguenti parole: "e libera"'),
    ("è gratuita.", "è gratuita. Si rinnova.", 'è aggiunto, in fine, il seguente periodo: "Si rinnova."'),
    ("giorni e si", "giorni, e si", 'dopo la parola: "giorni" è inserito il seguente segno: ","'),
    ("gratuita", "**gratuita**", 'la parola: "gratuita" è sostituita dalla seguente: "**gratuita**"'),
    ("trenta", 'trenta "interi"', 'dopo la parola: "trenta" è inserita la seguente: «"interi"»'),
]


@pytest.mark.parametrize(("old", "new", "said"), WORDS, ids=[said for _, _, said in WORDS])
def test_words_of_a_paragraph_are_said_with_their_place(old: str, new: str, said: str) -> None:
    text = TEXT.replace(FIRST, FIRST.replace(old, new))
    words = formal(only(text), TEXT)
    assert words.startswith('Alla sezione "Destinatari", primo capoverso') or "in fine" in words
    assert said in words
    assert amended(words, TEXT) == text


PLACES = [
    ("tutto il", "il", 'Nella parte iniziale, primo capoverso, la parola: "tutto" è soppressa.'),
    (
        "i dipendenti",
        "i soci",
        'Alla sezione "Destinatari", secondo capoverso, il numero 1) è sostituito dal seguente: "1.',
    ),
    (
        "tempo pieno",
        "tempo",
        'Alla sezione "Destinatari", secondo capoverso, numero 2), primo trattino, la parola: "pien',
    ),
    ("degli uffici", "di tutti", 'Alla sezione "Destinatari", terzo capoverso, lettera a), le parole: "degli uffici"'),
    ("dicembre", "giugno", 'Alla sezione "Tempi", sottosezione "Note", primo capoverso, la parola: "dicembre"'),
    ("| 3 ", "| 5 ", 'Alla sezione "Tempi", sottosezione "Note", seconda riga, la cifra: "3" è sostituita'),
    ("bilancio", "fondo", 'Alla sezione "Costi", sottosezione "Note", primo capoverso, la parola: "bilancio"'),
    ("urgenti", "gravi", 'Alla sezione "Destinatari", terzo capoverso, la parola: "urgenti"'),
]


@pytest.mark.parametrize(("old", "new", "said"), PLACES, ids=[said for _, _, said in PLACES])
def test_each_block_has_its_place(old: str, new: str, said: str) -> None:
    words = formal(only(edited((old, new))), TEXT)
    assert words.startswith(said)
    assert amended(words, TEXT) == edited((old, new))


BLOCKS = [
    (
        [("\n\nPossono", "\n\nLe lezioni sono in aula.\n\nPossono")],
        'Alla sezione "Destinatari", dopo il primo capoverso è inserito il seguente: "Le lezioni sono in aula.".',
    ),
    (
        [(LAST, f"{LAST}\n\nAi costi provvede l'ente.")],
        'Alla sezione "Costi", sottosezione "Note", è aggiunto, in fine, il seguente capoverso: '
        '"Ai costi provvede l\'ente.".',
    ),
    (
        [("\n\nI costi", "\n\nValgono due regole.\n\nLa prima è chiara.\n\nI costi")],
        'Alla sezione "Costi", sottosezione "Note", prima del primo capoverso sono inseriti i seguenti: '
        '"Valgono due regole.\n\nLa prima è chiara.".',
    ),
    ([(f"\n\n{LAST}", "")], 'Alla sezione "Costi", sottosezione "Note", il secondo capoverso è soppresso.'),
    (
        [("   - a tempo pieno\n", "")],
        'Alla sezione "Destinatari", secondo capoverso, numero 2), il primo trattino è sop',
    ),
    (
        [("1. i dipendenti\n2. i", "1. gli ospiti\n2. i dipendenti\n3. i")],
        'Alla sezione "Destinatari", secondo capoverso, prima del numero 1) è inserito il seguente: "1. gli ospiti"; '
        "i numeri successivi sono aggiornati.",
    ),
    (
        [("1. i dipendenti\n2. i", "1. i")],
        'Alla sezione "Destinatari", secondo capoverso, il numero 1) è soppresso; i numeri successivi sono aggiornati.',
    ),
    (
        [("2. i collaboratori\n", "2. i collaboratori\n3. gli ospiti\n")],
        'Alla sezione "Destinatari", secondo capoverso, dopo il numero 2) è inserito il seguente: "3. gli ospiti".',
    ),
    (
        [("## Costi\n", "## Sedi\n\nSi va a Roma.\n\n## Costi\n")],
        'Prima della sezione "Costi" è inserita la seguente: "## Sedi\n\nSi va a Roma.".',
    ),
    (
        [(LAST, f"{LAST}\n\n## Sedi\n\nSi va a Roma.")],
        'È aggiunta, in fine, la seguente sezione: "## Sedi\n\nSi va a Rom',
    ),
    (
        [("## Destinatari", "## Beneficiari")],
        'Il titolo della sezione "Destinatari" è sostituito dal seguente: "Beneficiari".',
    ),
    ([("# Piano di formazione", "# Piano 2027")], 'Il titolo è sostituito dal seguente: "Piano 2027".'),
    ([("## Tempi", "# Tempi")], 'Il titolo della sezione "Tempi" è sostituito dal seguente: "# Tempi".'),
    (
        [("dell'ente. La", "dell'ente.\n\nLa")],
        'Alla sezione "Destinatari", il primo capoverso è diviso in due dopo la parola: "dell\'ente.".',
    ),
    (
        [("ogni ente.\n\nNessuna", "ogni ente. Nessuna")],
        'Alla sezione "Costi", sottosezione "Note", i capoversi primo e secondo sono uniti.',
    ),
    (
        [(f"\n\n{FIRST}", ""), ("entro maggio.", f"entro maggio.\n\n{FIRST}")],
        'Alla sezione "Destinatari", il primo capoverso è collocato dopo il terzo capoverso.',
    ),
    (
        [(f"\n\n{LAST}", ""), ("dicembre di ogni anno.", f"dicembre di ogni anno.\n\n{LAST}")],
        'Alla sezione "Costi", sottosezione "Note", il secondo capoverso è collocato dopo il primo capoverso della '
        'sottosezione "Note" della sezione "Tempi".',
    ),
]


@pytest.mark.parametrize(("swaps", "said"), BLOCKS, ids=[said for _, said in BLOCKS])
def test_whole_blocks_are_said_with_their_place(swaps: list[tuple[str, str]], said: str) -> None:
    text = edited(*swaps)
    words = formal(only(text), TEXT)
    assert words.startswith(said)
    assert amended(words, TEXT) == text


def test_words_that_stand_more_than_once_are_quoted_with_their_neighbours() -> None:
    old = "Il corso è breve, il corso è gratuito e il corso è aperto."
    new = "Il corso è breve, il corso è gratuito e il convegno è aperto."
    assert formal(only(new, old), old) == (
        'Al primo capoverso, le parole: "e il corso" sono sostituite dalle seguenti: "e il convegno".'
    )


def test_of_a_long_passage_the_first_and_last_words_are_quoted() -> None:
    stays, goes = (" ".join(f"{word}{n}" for n in range(40)) for word in ("resta", "esce"))
    old = f"{stays}, {goes}, fine del testo."
    gone, changed = f"{stays}, fine del testo.", f"{stays}, niente, fine del testo."
    assert formal(only(gone, old), old) == 'Al primo capoverso, le parole da: "esce0" a: "esce39," sono soppresse.'
    assert formal(only(changed, old), old) == (
        'Al primo capoverso, le parole da: "esce0" a: "esce39" sono sostituite dalla seguente: "niente".'
    )


def test_words_that_would_stand_twice_are_taken_out_with_their_neighbours() -> None:
    old = "Il corso breve e il corso breve."
    new = "Il corso breve e il corso."
    assert amended(formal(only(new, old), old), old) == new
    assert "soppress" not in formal(only(new, old), old)


def test_sections_of_one_name_are_told_apart_by_what_they_stand_under_or_by_number() -> None:
    old = "## Note\n\nUna riga.\n\n## Note\n\nUna riga."
    new = old[: -len("riga.")] + "frase."
    said = formal(only(new, old), old)
    assert (
        said == 'Alla seconda sezione "Note", primo capoverso, la parola: "riga" è sostituita dalla seguente: "frase".'
    )
    assert amended(said, old) == new


def test_items_that_share_a_number_are_counted() -> None:
    old = "1. uno\n\n- due\n\n1. tre di tre"
    new = "1. uno\n\n- due\n\n1. tre di sei"
    assert formal(only(new, old), old).startswith("Alla terza voce, ")


def test_an_empty_text_is_filled_and_a_text_is_emptied() -> None:
    assert formal(only("Uno.", ""), "") == 'Il testo è sostituito dal seguente: "Uno.".'
    assert formal(only("", "Uno."), "Uno.") == "Il testo è soppresso."


def test_a_change_of_space_that_no_formula_names_is_refused() -> None:
    (change,) = changes("Uno.\n", "Uno.\n\n\n")
    with pytest.raises(CannotSay, match="Il punto 1 non si può dire"):
        formal(change, "Uno.\n")
