# SPDX-License-Identifier: AGPL-3.0-or-later
"""An address in words: «Alla sezione "Tempi", secondo capoverso», «il terzo trattino», «la sezione "Tempi"».

>>> address = (Step(SECTION, name="Tempi"), Step(PARAGRAPH, 2), Step(BULLET, 8))
>>> print(place(address), "|", called(address[-1]).the(), "|", told(address))
alla sezione "Tempi", secondo capoverso, ottavo trattino | l'ottavo trattino | ottavo trattino del secondo capoverso \
della sezione "Tempi"
"""

from collections.abc import Sequence
from dataclasses import dataclass

from redline.drafting import counted
from redline.drafting.counted import BULLET, LETTER, NUMBER, PARAGRAPH, SECTION, Step
from redline.drafting.italian import FEMININE, MASCULINE, ordinal, the
from redline.drafting.quotes import quoted

# Singular, plural, gender of what is counted.
NOUNS = {
    PARAGRAPH: ("capoverso", "capoversi", MASCULINE),
    counted.COMMA: ("comma", "commi", MASCULINE),
    BULLET: ("trattino", "trattini", MASCULINE),
    NUMBER: ("numero", "numeri", MASCULINE),
    LETTER: ("lettera", "lettere", FEMININE),
    counted.ENTRY: ("voce", "voci", FEMININE),
    counted.ROW: ("riga", "righe", FEMININE),
    counted.ALIGNMENT: ("riga di allineamento", "righe di allineamento", FEMININE),
    counted.QUOTE: ("citazione", "citazioni", FEMININE),
    counted.CODE: ("blocco di codice", "blocchi di codice", MASCULINE),
    counted.RULE: ("linea di separazione", "linee di separazione", FEMININE),
    counted.SENTENCE: ("periodo", "periodi", MASCULINE),
    SECTION: ("sezione", "sezioni", FEMININE),
    counted.TITLE: ("titolo", "titoli", MASCULINE),
    counted.OPENING: ("parte iniziale", "parti iniziali", FEMININE),
    counted.TEXT: ("testo", "testi", MASCULINE),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """Words with their gender, ready for an article."""

    words: str
    gender: str

    def the(self, preposition: str = "") -> str:
        """Return the words with their article, joined to a preposition if one is given."""
        return the(self.words, preposition, self.gender)


def called(step: Step, *, under: bool = False) -> Noun:
    """Return a step in words; a section under another is called a subsection."""
    noun, _, gender = NOUNS[step.kind]
    if step.kind == SECTION:
        words = f"{'sottosezione' if under else noun} {quoted(step.name)}"
        return Noun(f"{ordinal(step.number, gender)} {words}" if step.number else words, gender)
    if step.kind == NUMBER:
        return Noun(f"{noun} {step.number})", gender)
    if step.kind == LETTER:
        return Noun(f"{noun} {step.name})", gender)
    if step.number == counted.LAST:
        return Noun(f"ultim{gender} {noun}", gender)
    return Noun(f"{ordinal(step.number, gender)} {noun}" if step.number else noun, gender)


def all_called(address: Sequence[Step]) -> list[Noun]:
    """Return the steps of an address in words, from the outermost."""
    return [called(step, under=number > 0) for number, step in enumerate(address)]


def place(address: Sequence[Step]) -> str:
    """Return an address as the place where something is done."""
    if not address:
        return ""
    first, *rest = all_called(address)
    preposition = "in" if address[0].kind == counted.OPENING else "a"
    return ", ".join([first.the(preposition), *(noun.words for noun in rest)])


def at(where: str, words: str) -> str:
    """Return what is said of a place: «al primo capoverso è aggiunto», «alla sezione "Tempi", primo capoverso, è»."""
    if not where:
        return words
    verb_first = words.startswith(("è ", "sono ")) and ", " not in where
    return f"{where} {words}" if verb_first else f"{where}, {words}"


def told(address: Sequence[Step]) -> str:
    """Return an address from the inside out, without an article at the beginning."""
    if not address:
        return NOUNS[counted.TEXT][0]
    *outer, first = all_called(address)
    return " ".join([first.words, *(noun.the("di") for noun in reversed(outer))])
