# SPDX-License-Identifier: AGPL-3.0-or-later
"""Formulas as people write them, read into changes, and refusals that say what is wrong."""

import pytest

from redline.changes import MOVE, changes
from redline.drafting.formula import amended, read
from redline.drafting.refusals import (
    NotUnderstood,
    Overlap,
    PlaceRepeated,
    PlaceUnknown,
    Refusal,
    WordsMissing,
    WordsRepeated,
)

TEXT = """# Piano

Il piano dura tre anni. Il piano è pubblico.

## Corsi

I corsi si tengono in aula, di norma, e sono gratuiti. I corsi durano tre giorni.

Sono previsti:

1. corsi di base;
2. corsi avanzati:
   - in presenza
   - a distanza

Ogni corso ha un docente.

## Spese

Le spese sono a carico dell'ente."""

AT = 'Alla sezione "Corsi", primo capoverso, '


def after(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


READ = [
    # the order of words, verbs and quotes that people use
    (AT + "le parole: «di norma» sono sostituite dalle seguenti: «sempre».", after("di norma", "sempre")),
    (AT + 'sostituire le parole: "di norma" con le seguenti: "sempre"', after("di norma", "sempre")),
    (AT + "sostituire le parole: “di norma” con le altre: “sempre”.", after("di norma", "sempre")),
    ('SOSTITUIRE, AL PRIMO CAPOVERSO DELLA SEZIONE "corsi", "di norma" CON "sempre"', after("di norma", "sempre")),
    ('Alla sezione "Corsi", comma 1, sostituire "di norma" con: "sempre".', after("di norma", "sempre")),
    ("Sostituire la parola «norma» con la seguente: «regola».", after("norma", "regola")),
    # insertion
    (AT + "dopo le parole: «in aula», inserire le seguenti: «o altrove»", after("aula,", "aula o altrove,")),
    (AT + "dopo le parole: «in aula» aggiungere le seguenti: «, o altrove»", after("aula,", "aula, o altrove,")),
    (AT + "prima della parola: «gratuiti» è inserita la seguente: «anche»", after("gratuiti", "anche gratuiti")),
    ('Alla sezione "Spese", primo capoverso, dopo "dell\'" inserire "intero"', after("dell'", "dell'intero ")),
    (AT + "sono aggiunte, in fine, le seguenti parole: «, di regola»", after("tre giorni.", "tre giorni, di regola.")),
    (AT + "è aggiunto, in fine, il seguente periodo: «Sono utili.»", after("tre giorni.", "tre giorni. Sono utili.")),
    (AT + "sono premesse le seguenti parole: «In breve,»", after("I corsi si", "In breve, I corsi si")),
    # deletion, with the space that goes with it
    (AT + "sopprimere le parole: «, di norma,».", after(", di norma,", "")),
    (AT + "le parole: «e sono gratuiti» sono soppresse.", after(" e sono gratuiti", "")),
    (AT + "la parola: «corsi» è soppressa".replace("corsi", "durano"), after("durano ", "")),
    (AT + "primo periodo, sopprimere la parola: «corsi»", after("I corsi si", "I si")),
    (AT + "secondo periodo, sopprimere la parola: «corsi»", after("I corsi durano", "I durano")),
    # from here to there
    (AT + "le parole da: «in aula» a: «gratuiti» sono sostituite dalla seguente: «altrove»",
     after("in aula, di norma, e sono gratuiti", "altrove")),
    (AT + "secondo periodo, sostituire la parola: «durano» fino alla fine con le seguenti: «sono brevi.»",
     after("durano tre giorni.", "sono brevi.")),
    (AT + "sopprimere le parole: «di norma» fino alle parole: «sono gratuiti»",
     after("aula, di norma, e sono gratuiti.", "aula,.")),
    # wherever they stand
    ("Sostituire, ovunque ricorrano, le parole «Il piano» con le seguenti: «La legge».",
     TEXT.replace("Il piano", "La legge")),
    (AT + "la parola: «corsi», ovunque ricorra, è sostituita dalla seguente: «moduli»",
     after("I corsi si tengono", "I moduli si tengono").replace("I corsi durano", "I moduli durano")),
    # whole blocks
    ('Alla sezione "Corsi", il terzo capoverso è soppresso.', after("Ogni corso ha un docente.\n\n", "")),
    ('Sopprimere il terzo capoverso della sezione "Corsi".', after("Ogni corso ha un docente.\n\n", "")),
    ('Alla sezione "Corsi", sopprimere l\'ultimo capoverso.', after("Ogni corso ha un docente.\n\n", "")),
    ('Alla sezione "Corsi", dopo il 3° capoverso inserire il seguente: "Ok."', after("docente.", "docente.\n\nOk.")),
    ('Alla sezione "Corsi" è aggiunto, in fine, il seguente capoverso: "Ok."', after("docente.", "docente.\n\nOk.")),
    ('Alla sezione "Corsi", numero 2), dopo il primo trattino inserire il seguente: "in rete"',
     after("presenza", "presenza\n   - in rete")),
    ('Al secondo trattino del numero 2) del secondo capoverso della sezione "Corsi", sostituire "distanza" con "voce"',
     after("distanza", "voce")),
    ('Alla sezione "Corsi", secondo capoverso, sostituire il numero 1) con il seguente: "1. niente;"',
     after("corsi di base;", "niente;")),
    ('Alla sezione "Corsi", secondo capoverso, numero 2), i trattini primo e secondo sono soppressi',
     after("\n   - in presenza\n   - a distanza", "")),
    ('Alla sezione "Corsi", secondo capoverso, sopprimere i numeri 1) e 2)',
     after("1. corsi di base;\n2. corsi avanzati:\n", "")),
    ('Sopprimere la sezione "Spese"', after("\n\n## Spese\n\nLe spese sono a carico dell'ente.", "")),
    ('Dopo la sezione "Spese" inserire la seguente: "## Sedi\n\nA Roma."', TEXT + "\n\n## Sedi\n\nA Roma."),
    ('Aggiungere, in fine, la seguente sezione: "## Sedi\n\nA Roma."', TEXT + "\n\n## Sedi\n\nA Roma."),
    ('Alla sezione "Corsi", il terzo capoverso è collocato prima del secondo.',
     after("\n\nOgni corso ha un docente.", "").replace("\n\nSono prev", "\n\nOgni corso ha un docente.\n\nSono prev")),
    ('Spostare il terzo capoverso della sezione "Corsi" dopo il primo capoverso della sezione "Spese".',
     after("\n\nOgni corso ha un docente.", "") + "\n\nOgni corso ha un docente."),
    ('Alla sezione "Corsi", dividere il primo capoverso in due dopo la parola: "gratuiti."',
     after("gratuiti. I", "gratuiti.\n\nI")),
    ('Alla sezione "Corsi", i capoversi primo e secondo sono uniti.', after("giorni.\n\nSono", "giorni. Sono")),
    ("Il titolo è sostituito dal seguente: «Legge»", after("# Piano", "# Legge")),
    ('La rubrica della sezione "Spese" è sostituita dalla seguente: "Costi"', after("## Spese", "## Costi")),
    ("Il testo è sostituito dal seguente: «Niente.»", "Niente."),
    ('Alla sezione "Corsi", secondo capoverso, sopprimere il numero 1); rinumerare i numeri successivi.',
     after("1. corsi di base;\n2. corsi", "1. corsi")),
    ("Alla sezione «Spese», aggiungere, all'inizio, il seguente capoverso: «Ok.»",
     after("## Spese", "## Spese\n\nOk.")),
    ("Aggiungere, all'inizio, il seguente capoverso: «Ok.»", after("# Piano", "# Piano\n\nOk.")),
    ('Alla sezione "Corsi", sostituire «Sono previsti» fino alla fine con «Eccoli:»',
     after("Sono previsti:", "Eccoli:")),
    # several, and apostrophes of either kind
    (AT + "sopprimere: «di norma,»; alla sezione «Spese», primo capoverso, sostituire «ente» con «Istituto».",
     after("di norma, ", "").replace("ente.", "Istituto.").replace("docIstituto", "docente")),
    (AT + "sostituire «in aula» con «fuori aula»; " + AT + "sostituire «aula, di norma» con «aula, sempre»",
     after("in aula, di norma", "fuori aula, sempre")),
    ("1) Sopprimere la parola: «norma».\n2) Sopprimere le parole: «a carico dell’ente».",
     after("di norma,", "di,").replace(" a carico dell'ente", "")),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), READ, ids=[said for said, _ in READ])
def test_a_formula_is_read_as_people_write_it(formula: str, expected: str) -> None:
    assert amended(formula, TEXT) == expected


def test_what_is_read_are_changes_like_any_others() -> None:
    formula = AT + "sostituire «di norma» con «sempre»; alla sezione «Spese», sopprimere il primo capoverso."
    found = read(formula, TEXT)
    assert found == changes(TEXT, amended(formula, TEXT))
    assert [(change.number, change.kind, change.new) for change in found] == [
        (1, "replace", "sempre"),
        (2, "delete", ""),
    ]


REFUSED = [
    ("Vorrei che le parole «x» fossero tolte", NotUnderstood, {"part": "vorrei"}),
    ("Sopprimere le parole: «di norma", NotUnderstood, {"part": "«di norma"}),
    ("", NotUnderstood, {"part": ""}),
    ("Sopprimere.", NotUnderstood, {"part": "Sopprimere"}),
    ("Sopprimere il capoverso", NotUnderstood, {"part": "Sopprimere il capoverso"}),
    ("Sostituire «norma»", NotUnderstood, {"part": 'Sostituire "norma"'}),
    ("Inserire «norma»", NotUnderstood, {"part": 'Inserire "norma"'}),
    ("Sopprimere «norma» con «x»", NotUnderstood, {"part": 'Sopprimere "norma" con "x"'}),
    ("Sopprimere «norma» e inserire «x»", NotUnderstood, {"part": 'Sopprimere "norma" e inserire "x"'}),
    ("Il titolo «Piano»", NotUnderstood, {"part": 'Il titolo "Piano"'}),
    ("Spostare il primo capoverso", NotUnderstood, {"part": "Spostare il primo capoverso"}),
    ("Unire il primo capoverso", NotUnderstood, {"part": "Unire il primo capoverso"}),
    ("I numeri successivi sono aggiornati", NotUnderstood, {"part": "I numeri successivi sono aggiornati"}),
    ("Sopprimere «norma»; i numeri successivi sono aggiornati", NotUnderstood, {"part": "i numeri successivi"}),
    ("Dividere il primo capoverso", NotUnderstood, {"part": "Dividere il primo capoverso"}),
    ("Alla sezione «Costi», sopprimere il primo capoverso", PlaceUnknown,
     {"place": 'sezione "Costi"', "address": 'primo capoverso della sezione "Costi"'}),
    ("Alla sezione «Corsi», sopprimere il quarto capoverso", PlaceUnknown, {"place": "quarto capoverso"}),
    (AT + "terzo periodo, sopprimere «corsi»", PlaceUnknown, {"place": "terzo periodo"}),
    ("Alla sezione «Corsi», numero 3), sopprimere «corsi»", PlaceUnknown, {"place": "numero 3)"}),
    (AT + "sopprimere «dell'ente»", WordsMissing,
     {"words": "dell'ente", "where": 'primo capoverso della sezione "Corsi"',
      "found": ['primo capoverso della sezione "Spese"']}),
    ("Sopprimere «Piano Il piano»", WordsMissing, {"where": "testo"}),
    (AT + "sopprimere «cors»", WordsMissing, {"words": "cors", "found": []}),
    (AT + "sopprimere «Aula»", WordsMissing, {"words": "Aula", "found": []}),
    ("Sopprimere, ovunque ricorra, la parola «assente»", WordsMissing, {"words": "assente", "where": "testo"}),
    (AT + "sopprimere «corsi»", WordsRepeated,
     {"count": 2, "found": ['primo capoverso della sezione "Corsi", «I corsi si tengono in aula, di …»',
                            'primo capoverso della sezione "Corsi", «… e sono gratuiti. I corsi durano tre giorni.»']}),
    (AT + "le parole da «in aula» a «corsi» sono soppresse; sopprimere «norma»", Overlap, {"numbers": [1, 2]}),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "kind", "data"), REFUSED, ids=[formula for formula, _, _ in REFUSED])
def test_what_cannot_be_read_is_refused_with_the_reason(formula: str, kind: type[Refusal], data: dict) -> None:
    with pytest.raises(kind) as refused:
        amended(formula, TEXT)
    assert {name: refused.value.data[name] for name in data} == data
    told = refused.value.to_json()
    assert told["reason"] == kind.reason
    assert told["message"] == str(refused.value)


def test_a_heading_that_stands_twice_needs_what_it_stands_under_or_its_number() -> None:
    text = "## A\n\n### Note\n\nUno.\n\n## B\n\n### Note\n\nDue."
    with pytest.raises(PlaceRepeated) as refused:
        amended("Alla sezione «Note», sopprimere il primo capoverso", text)
    assert refused.value.data["count"] == 2
    gone = text.removesuffix("\n\nDue.")
    assert amended("Alla sezione «B», sottosezione «Note», sopprimere il primo capoverso", text) == gone
    assert amended("Alla seconda sezione «Note», sopprimere il primo capoverso", text) == gone


def test_a_comma_is_the_paragraph_of_that_number_where_they_are_numbered() -> None:
    text = "## Corsi\n\n1. Il corso è breve.\n\n2. Il corso è lungo."
    assert amended("Alla sezione «Corsi», comma 2, sopprimere la parola: «lungo»", text) == text.replace(" lungo", "")
    assert amended("Alla sezione «Corsi», sopprimere il comma 1", text) == "## Corsi\n\n2. Il corso è lungo."


def test_the_number_of_a_comma_is_not_its_first_sentence() -> None:
    text = "1. Il corso è lungo. La sede è Roma.\n\n2. È gratuito."
    first = "Al comma 1, primo periodo, sopprimere la parola: «lungo»"
    assert amended(first, text) == text.replace(" lungo", "")
    assert amended("Al comma 1, secondo periodo, sostituire «Roma» con «Pisa»", text) == text.replace("Roma", "Pisa")
    put_before = "Al comma 1, primo periodo, premettere: «Ogni anno»."
    assert amended(put_before, text) == text.replace("1. Il", "1. Ogni anno Il")


def test_of_words_that_stand_very_often_only_some_are_shown() -> None:
    with pytest.raises(WordsRepeated) as refused:
        amended("Sopprimere «no»", "no " * 30)
    assert refused.value.data["count"] == 30
    assert len(refused.value.data["found"]) == 5
    assert str(refused.value).endswith("; …. Citane di più.")


def test_a_moved_paragraph_is_one_change_when_it_is_read() -> None:
    (change,) = read('Il primo capoverso è collocato dopo il primo capoverso della sezione "Corsi"', TEXT)
    assert change.kind == MOVE
