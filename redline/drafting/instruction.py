# SPDX-License-Identifier: AGPL-3.0-or-later
"""Understand formulas of Italian drafting, whatever their order of words: what to do, where, with which words.

>>> (found,) = instructions('Al secondo capoverso, sostituire le parole: «in aula» con le seguenti: «a distanza».')
>>> found.deed, found.words, found.new
('replace', 'in aula', 'a distanza')

Idea: quotations are taken out first; what is left is a small store of words. Each word plays one part (verb, place,
side, filler), and what it plays decides what the next place or quotation is for. A word that plays none is an error
that names it: nothing is guessed. Cost: one pass.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from redline.drafting import quotes
from redline.drafting.counted import Step
from redline.drafting.lexicon import Token, tokens
from redline.drafting.refusals import NotUnderstood

_SENTENCE_END = re.compile(r";|\n|\.(?=\s+[^\W\da-z_]|\s*$)")
_NUMBER = re.compile(r"^\s*\d+[).]\s+")


@dataclass(slots=True)
class Instruction:
    """What one formula asks. `words` or `block` is what it speaks of, from there `until`; `new` is what it brings."""

    source: str
    deeds: set[str] = field(default_factory=set)
    path: list[Step] = field(default_factory=list)
    block: list[Step] = field(default_factory=list)
    block_until: list[Step] = field(default_factory=list)
    words: str | None = None
    until: str | None = None
    until_end: bool = False
    new: str | None = None
    noun: str = ""
    side: str = ""
    anchor: str | None = None
    anchor_block: list[Step] = field(default_factory=list)
    everywhere: bool = False
    renumbered: bool = False

    @property
    def deed(self) -> str:
        """The one thing to do; a block that is moved and worded anew is moved."""
        return "move" if "move" in self.deeds else next(iter(self.deeds), "")


def instructions(formula: str) -> list[Instruction]:
    """Return what the formulas ask, one for each sentence or part before a semicolon; raise NotUnderstood."""
    try:
        pieces = quotes.quotations(formula)
    except quotes.Unclosed as unclosed:
        raise NotUnderstood(unclosed.part, formula) from unclosed
    said = [words for is_quoted, words in pieces if is_quoted]
    numbers = iter(range(len(said)))
    plain = "".join(f"‹{next(numbers)}›" if is_quoted else re.sub("[‹›]", "", words) for is_quoted, words in pieces)
    sentences = [_NUMBER.sub("", sentence, count=1).strip() for sentence in _SENTENCE_END.split(plain)]
    found: list[Instruction] = []
    for one in (_Understood(sentence, said).result() for sentence in sentences if sentence):
        if one.deed != "renumber":
            found.append(one)
        elif found:
            found[-1].renumbered = True
    if not found:
        raise NotUnderstood(formula, formula)
    return found


class _Understood:
    """Reads one sentence word by word; `next` says what the coming quotation or place is for."""

    def __init__(self, sentence: str, said: list[str]) -> None:
        self.said = said
        self.source = re.sub("‹(\\d+)›", lambda found: quotes.quoted(said[int(found[1])]), sentence)
        self.found = Instruction(" ".join(self.source.split()))
        self.next = self.role = ""
        self.chain, self.at = self.found.path, 0
        self.loose: list[str] = []
        parts: dict[str, Callable[[Token], None]] = {"quotation": self._quotation, "place": self._place}
        for token in tokens(sentence, said):
            if token.part == "unknown":
                raise NotUnderstood(token.value, self.found.source)
            parts.get(token.part, self._word)(token)

    def _word(self, token: Token) -> None:
        """Take a word that is neither a place nor a quotation."""
        found = self.found
        if token.value == "prepend":
            found.deeds.add("insert")
            found.side = "start"
        elif token.part == "deed":
            found.deeds.add(token.value)
        elif token.part == "role":
            self.role = token.value
        elif token.part == "next":
            self.next = token.value
            if token.value in ("after", "before"):
                found.side = token.value
            self.role = ""
        elif token.part == "side":
            found.side = token.value
        elif token.part == "everywhere":
            found.everywhere = True
        elif token.part == "until_end":
            found.until_end = True
        elif token.part == "noun":
            found.noun = token.value

    def _quotation(self, token: Token) -> None:
        words, role, self.next = token.value, self.next, ""
        if role in ("after", "before"):
            self.found.anchor = words
        elif role == "new":
            self.found.new = words
        elif role == "until" or self.role == "at" and self.found.words is not None and self.found.until is None:
            self.found.until = words
        elif role == "from":
            self.found.words = words
        else:
            self.loose.append(words)
        self.role = ""

    def _place(self, token: Token) -> None:
        """Take one place, or the first and last of several."""
        role, self.role = self.role, ""
        steps = self._with_kinds(token.steps)
        if self.next in ("after", "before"):
            self._begin(self.found.anchor_block, steps)
            self.next = ""
        elif self.next == "from_block":
            self._begin(self.found.block, steps)
            self.next = "to_block"
        elif self.next == "to_block" and role == "at":
            self._begin(self.found.block_until, steps)
            self.next = ""
        elif role == "of":
            self.chain.insert(self.at, steps[0])
        elif role == "at" or role == "" and self.chain is self.found.path and self.found.path:
            self._begin(self.found.path, steps)
        else:
            self._begin(self.found.block, steps[:1])
            self.found.block_until = list(steps[1:])

    def _with_kinds(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return the places with their kinds: «dopo il quinto» is one of the kind named before."""
        if steps[0].kind:
            return steps
        if self.next not in ("after", "before") or not self.found.block:
            raise NotUnderstood(self.found.source, self.found.source)
        return (Step(self.found.block[-1].kind, steps[0].number),)

    def _begin(self, chain: list[Step], steps: tuple[Step, ...]) -> None:
        """Go on with this chain of places; what these are "of" may follow, and stands before them in the chain."""
        self.chain, self.at = chain, len(chain)
        chain.extend(steps)

    def result(self) -> Instruction:
        """Give the quotations left over their part, and check that nothing is missing or too much."""
        found = self.found
        if found.deeds & {"replace", "delete"} and not found.block and found.words is None and self.loose:
            found.words = self.loose.pop(0)
        if found.new is None and self.loose:
            found.new = self.loose.pop(0)
        if self.loose or not self._is_whole():
            raise NotUnderstood(found.source, found.source)
        return found

    def _is_whole(self) -> bool:
        """Tell whether the one thing to do has all it needs, and no new words that it could not use."""
        found = self.found
        if len(found.deeds) != 1 and found.deeds != {"move", "replace"}:
            return False
        beside = found.anchor is not None or bool(found.anchor_block)
        needs = {
            "replace": bool(found.block) or found.words is not None,
            "delete": bool(found.block) or found.words is not None,
            "insert": beside or bool(found.side),
            "move": bool(found.block and found.anchor_block),
            "split": found.anchor is not None and found.side == "after",
            "join": bool(found.block_until),
            "renumber": True,
        }
        return needs[found.deed] and bool(found.deeds & {"insert", "replace"}) == (found.new is not None)
