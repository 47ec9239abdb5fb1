# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a formula speaks of, and what agrees with it: one block, several that follow each other, a whole section.

>>> from redline.drafting.outline import outline
>>> text = outline("# Corsi\\n\\n## Tempi\\n\\nPrimo.\\n\\nSecondo.\\n\\nTerzo.")
>>> print(subject(text, 3, 4).is_("soppress"), subject(text, 2, 5).is_("sostituit"), sep="\\n")
alla sezione "Tempi", il secondo capoverso è soppresso
alla sezione "Tempi", i capoversi dal primo al terzo sono sostituiti
"""

from collections.abc import Sequence
from dataclasses import dataclass

from redline.drafting.counted import ENTRY, LETTER, NUMBER, TITLE, Node, Step
from redline.drafting.italian import FEMININE, MASCULINE, ending, ordinal, the
from redline.drafting.naming import NOUNS, at, called, place, told
from redline.drafting.outline import Outline


@dataclass(frozen=True, slots=True)
class Subject:
    """Words with the place where what they name stands."""

    where: str
    words: str
    gender: str = MASCULINE
    plural: bool = False

    def is_(self, participle: str) -> str:
        """Return the subject with its verb: «il secondo capoverso è soppresso»."""
        return at(self.where, f"{self.words} {be(participle, self.gender, self.plural)}")


def be(participle: str, gender: str, plural: bool) -> str:
    """Return «è soppresso», «sono inserite»: the verb that agrees."""
    return f"{'sono' if plural else 'è'} {participle}{ending(gender, plural=plural)}"


def subject(text: Outline, start: int, end: int) -> Subject:
    """Return the blocks from start up to end in words."""
    for number, section in enumerate(text.sections[1:], 1):
        if (section.start, section.end) == (start, end):
            *above, heading = text.section_address(number)
            return Subject(place(above), called(heading, under=bool(above)).the(), FEMININE)
    if end - start == 1:
        return _one(text, start)
    first, last = text.nodes[start], text.nodes[end - 1]
    alike = {(node.section, node.parent, node.step.kind) for node in text.nodes[start:end]}
    if len(alike) == 1 and first.step.kind != TITLE:
        gender = NOUNS[first.step.kind][2]
        return Subject(place(text.address(start)[:-1]), _several(first, last, end - start), gender, plural=True)
    return _stretch(text, start, end)


def _one(text: Outline, number: int) -> Subject:
    *outer, step = text.address(number)
    if step.kind == TITLE:
        return Subject("", the(told([*outer, step])))
    noun = called(step)
    return Subject(place(outer), noun.the(), noun.gender)


def _several(first: Node, last: Node, count: int) -> str:
    """Return blocks of one kind in words: «i capoversi secondo e terzo», «i numeri da 2) a 4)»."""
    _, nouns, gender = NOUNS[first.step.kind]
    signs = first.step.kind in (NUMBER, LETTER)
    one, other = (_sign(node.step) for node in (first, last))
    if count == 2:
        words = f"{nouns} {one} e {other}"
    elif signs:
        words = f"{nouns} da {one} a {other}"
    else:
        words = f"{nouns} {the(one, 'da', gender)} {the(other, 'a', gender)}"
    return the(words, "", gender, plural=True)


def _sign(step: Step) -> str:
    if step.kind in (NUMBER, LETTER):
        return f"{step.name or step.number})"
    return ordinal(step.number, NOUNS[step.kind][2])


def _stretch(text: Outline, start: int, end: int) -> Subject:
    """Return blocks of several kinds in words: «il testo dal secondo capoverso al terzo trattino»."""
    first, last = text.address(start), text.address(end - 1)
    shared = text.section_address(text.nodes[start].section)
    if text.nodes[start].section != text.nodes[end - 1].section or TITLE in (first[-1].kind, last[-1].kind):
        shared = ()
    return Subject(place(shared), f"il testo {_joint(first[len(shared) :], 'da')} {_joint(last[len(shared) :], 'a')}")


def _joint(address: Sequence[Step], preposition: str) -> str:
    return the(told(address), preposition, called(address[-1]).gender)


def beside(text: Outline, number: int, preposition: str, section: int, parent: int | None) -> str:
    """Return a block as what another stands beside: as short as its own place, section and parent, allows."""
    address = text.address(number)
    node = text.nodes[number]
    if node.section == section and node.parent == parent:
        address = address[-1:]
    elif node.section == section:
        address = address[len(text.section_address(section)) :]
    return the(told(address), preposition, called(address[-1]).gender)


def following(text: Outline, start: int, end: int, preposition: str = "", beside: str = "") -> str:
    """Return what is quoted next: «il seguente», with its noun where it differs from the kind named before."""
    kind = kind_of(text, start, end)
    if kind in ("", TITLE, ENTRY):
        return the("seguente testo", preposition)
    noun, nouns, gender = NOUNS[kind]
    many = end - start > 1
    words = the("seguenti" if many else "seguente", preposition, gender, plural=many)
    return words if beside == kind else f"{words} {nouns if many else noun}"


def kind_of(text: Outline, start: int, end: int) -> str:
    """Return the kind that all these blocks have, or nothing."""
    kinds = {node.step.kind for node in text.nodes[start:end]}
    return kinds.pop() if len(kinds) == 1 else ""
