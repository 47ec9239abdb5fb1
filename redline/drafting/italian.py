# SPDX-License-Identifier: AGPL-3.0-or-later
"""The little Italian that formulas are made of: ordinals, articles and prepositions joined to them, agreement.

>>> the("ottavo capoverso", "a"), the("ottava riga", "di", FEMININE), the("parole", "da", FEMININE, plural=True)
("all'ottavo capoverso", "dell'ottava riga", 'dalle parole')
"""

MASCULINE, FEMININE = "o", "a"  # the endings of what agrees
_PLURAL = {MASCULINE: "i", FEMININE: "e"}
_ARTICLES = {
    "": ("il", "la", "l'", "i", "le"),
    "a": ("al", "alla", "all'", "ai", "alle"),
    "di": ("del", "della", "dell'", "dei", "delle"),
    "da": ("dal", "dalla", "dall'", "dai", "dalle"),
    "in": ("nel", "nella", "nell'", "nei", "nelle"),
}
_FIRST = "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo".split()
_TEENS = "undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove".split()
_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta".split()
_UNITS = " uno due tre quattro cinque sei sette otto nove".split(" ")


def _cardinal(ten: str, unit: str) -> str:
    return (ten[:-1] if unit in ("uno", "otto") else ten) + unit


def _ordinal(cardinal: str) -> str:
    whole = cardinal.endswith(("tre", "sei"))
    return (cardinal if whole else cardinal[:-1]) + "esimo"


_ORDINALS = _FIRST + [_ordinal(n) for n in [*_TEENS, *(_cardinal(ten, unit) for ten in _TENS for unit in _UNITS)]]

ORDINALS = {form: number for number, word in enumerate(_ORDINALS, 1) for form in (word, word[:-1] + "a")}


def ordinal(number: int, gender: str = MASCULINE) -> str:
    """Return a number as an ordinal.

    >>> [ordinal(2), ordinal(8, FEMININE), ordinal(23), ordinal(100)]
    ['secondo', 'ottava', 'ventitreesimo', '100°']
    """
    if number > len(_ORDINALS):
        return f"{number}{'°' if gender == MASCULINE else 'ª'}"
    return _ORDINALS[number - 1][:-1] + gender


def the(words: str, preposition: str = "", gender: str = MASCULINE, *, plural: bool = False) -> str:
    """Return words with their article, joined to a preposition if one is given ("a", "di", "da", "in")."""
    masculine, feminine, elided, masculines, feminines = _ARTICLES[preposition]
    if plural:
        return f"{masculines if gender == MASCULINE else feminines} {words}"
    if words[:1].lower() in "aeiou":
        return elided + words
    return f"{masculine if gender == MASCULINE else feminine} {words}"


def ending(gender: str, *, plural: bool = False) -> str:
    """Return the ending of a word that agrees.

    >>> ["soppress" + ending(FEMININE), "inserit" + ending(MASCULINE, plural=True)]
    ['soppressa', 'inseriti']
    """
    return _PLURAL[gender] if plural else gender


def sentence(words: str) -> str:
    """Return words as a sentence: a capital at the beginning, a full stop at the end."""
    return words[:1].upper() + words[1:] + "."
