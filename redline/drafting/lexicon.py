# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that formulas are made of, and the part each plays: verbs, places, sides, and fillers that mean nothing.

>>> [token.part for token in tokens("Dopo il terzo capoverso è inserito il seguente: ‹0›", ["Fine."])]
['next', 'role', 'place', 'filler', 'deed', 'role', 'filler', 'quotation']
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.drafting import counted
from redline.drafting.counted import LAST, Step
from redline.drafting.italian import ORDINALS
from redline.drafting.naming import NOUNS


@dataclass(frozen=True, slots=True)
class Token:
    """A word or two, the part they play, and the places they name."""

    part: str
    value: str
    steps: tuple[Step, ...] = ()


_KINDS = {noun: kind for kind, (one, many, _) in NOUNS.items() for noun in (one, many)}
_KINDS |= dict.fromkeys(("paragrafo", "paragrafi"), counted.PARAGRAPH)
_KINDS |= dict.fromkeys(("punto", "punti"), counted.ENTRY) | {"sottosezione": counted.SECTION}

_ORDINAL = "|".join([*sorted(ORDINALS, key=len, reverse=True), r"\d+[°ºª]", "ultim[oa]"])
_NOUN = "|".join(sorted(_KINDS, key=len, reverse=True))
_FROM, _TO = r"d(?:a|al|alla|all') ", r"a(?:l|lla|ll')? "
_AND = rf"(?: e (?:il |la |l' )?| {_TO})"
_SIGN = r"\d+|[a-z](?:-[a-z]+)?"

# The first that fits plays its part; (part, value, pattern).
_PATTERNS = [
    ("quotation", "", r"‹(?P<quotation>\d+)›"),
    ("noun", counted.TEXT, r"seguente testo|quanto segue"),
    ("noun", counted.SECTION, r"seguente (?:sotto)?sezione"),
    ("place", "section", rf"(?:(?P<nth>{_ORDINAL}) )?(?:sotto)?sezione ‹(?P<heading>\d+)›"),
    ("place", "several", rf"(?P<nouns>{_NOUN}) (?:{_FROM})?(?P<from>{_ORDINAL}){_AND}(?P<to>{_ORDINAL})"),
    ("place", "several", rf"(?P<first>{_ORDINAL}) e (?:il |la |l' )?(?P<last>{_ORDINAL}) (?P<both>{_NOUN})"),
    ("place", "one", rf"(?P<ordinal>{_ORDINAL}) (?P<noun>{_NOUN})"),
    ("place", "signs", rf"(?P<signed>numeri|lettere|commi) (?:{_FROM})?(?P<low>{_SIGN}){_AND}(?P<high>{_SIGN})"),
    ("place", "sign", r"(?P<marked>numero|comma|capoverso|paragrafo|punto) (?P<sign>\d+)"),
    ("place", "letter", r"lettera (?P<letter>[a-z](?:-[a-z]+)?)"),
    ("place", counted.TITLE, "titolo|rubrica"),
    ("place", counted.OPENING, "parte iniziale"),
    ("next", "from_block", r"testo d(?:a|al|alla|all')"),
    ("filler", "", r"in due|in un[oa]?|sia|siano|successiv[oiae]"),
    ("place", counted.TEXT, "testo"),
    ("next", "from", "parol[ae] da"),
    ("until_end", "", r"fino alla fine"),
    ("next", "until", r"fino a(?:l|lla|lle|ll')?"),
    ("side", "end", r"in fine|alla fine|infine"),
    ("side", "start", r"all' inizio|in principio"),
    ("everywhere", "", r"(?:d?ovunque|ogni volta che)(?: (?:esse |essa )?ricorr\w+)?"),
    ("deed", "replace", r"sostitu\w+"),
    ("deed", "insert", r"inser\w+|aggiun\w+"),
    ("deed", "prepend", r"premett\w+|premess[oaie]"),
    ("deed", "delete", r"sopprim\w+|soppress\w+|abrog\w+|elimin\w+"),
    ("deed", "move", r"colloc\w+|spost\w+|trasfer\w+"),
    ("deed", "split", r"divis\w+|divid\w+"),
    ("deed", "join", r"unit[oiae]|unir\w+|unific\w+"),
    ("deed", "renumber", r"aggiornat[oiae]|rinumer\w+"),
    ("next", "after", "dopo"),
    ("next", "before", r"prima d(?:i|el|ella|ell'|ei|egli|elle)"),
    ("place", "same", rf"(?P<alone>{_ORDINAL})"),
    ("next", "new", r"con|da|dal|dalla|dalle|dai|dagli|dall'"),
    ("role", "at", r"a|al|allo|alla|all'|ai|agli|alle|in|nel|nello|nella|nell'|nei|negli|nelle"),
    ("role", "of", r"di|del|dello|della|dell'|dei|degli|delle"),
    ("role", "the", r"il|lo|la|l'|i|gli|le"),
    ("noun", "", rf"(?P<alike>{_NOUN})"),
    ("filler", "", r"seguent[ei]|parol[ae]|segn[oi]|cifr[ae]|altr[aei]|sono|è|viene|vengono|e|ed|anche|espression[ei]"),
]
_WORDS = [(part, value, re.compile(rf"(?:{pattern})(?= |$)")) for part, value, pattern in _PATTERNS]
_MARKS = re.compile(r"[,:.()!?…]")


def tokens(sentence: str, said: Sequence[str]) -> Iterator[Token]:
    """Yield the parts of a sentence whose quotations stand as ‹number of those said›; what has no part is unknown."""
    plain = sentence.lower().replace("’", "'").replace("'", "' ").replace("‹", " ‹").replace("›", "› ")
    plain = " ".join(_MARKS.sub(" ", plain).split())
    place = 0
    while place < len(plain):
        token, end = _next(plain, place, said)
        yield token
        place = end + 1


def _next(plain: str, place: int, said: Sequence[str]) -> tuple[Token, int]:
    for part, value, pattern in _WORDS:
        found = pattern.match(plain, place)
        if found:
            return _token(part, value, found, said), found.end()
    end = plain.find(" ", place)
    end = len(plain) if end < 0 else end
    return Token("unknown", plain[place:end]), end


def _token(part: str, value: str, found: re.Match[str], said: Sequence[str]) -> Token:
    if part == "quotation":
        return Token(part, said[int(found["quotation"])])
    if part == "noun" and not value:
        return Token(part, _KINDS[found["alike"]])
    return Token(part, value, tuple(_steps(value, found, said)) if part == "place" else ())


def _steps(value: str, found: re.Match[str], said: Sequence[str]) -> list[Step]:
    """Return the step that a place is, or the first and the last of several."""
    if value == "section":
        return [Step(counted.SECTION, _number(found["nth"] or "0"), said[int(found["heading"])])]
    if value == "several":
        names = ("nouns", "from", "to") if "nouns" in found.re.groupindex else ("both", "first", "last")
        kind = _KINDS[found[names[0]]]
        return [Step(kind, _number(found[name])) for name in names[1:]]
    if value == "one":
        return [Step(_KINDS[found["noun"]], _number(found["ordinal"]))]
    if value == "signs":
        return [_signed(_KINDS[found["signed"]], found[name]) for name in ("low", "high")]
    if value == "letter":
        return [Step(counted.LETTER, name=found["letter"])]
    if value == "sign":
        return [_signed(_KINDS[found["marked"]], found["sign"])]
    return [Step("" if value == "same" else value, _number(found["alone"]) if value == "same" else 0)]


def _signed(kind: str, sign: str) -> Step:
    return Step(kind, int(sign)) if sign.isdigit() else Step(counted.LETTER, name=sign)


def _number(ordinal: str) -> int:
    if ordinal.startswith("ultim"):
        return LAST
    return ORDINALS.get(ordinal) or int(ordinal.rstrip("°ºª"))
