# SPDX-License-Identifier: AGPL-3.0-or-later
"""Name the characters that deceive the eye: those not seen, and letters of another alphabet that pass for Latin ones.

Shown only in words that came or went: two words that look alike and are not equal need a reason.
"""

import re

import regex

from redline.escaping import escaped
from redline.spoken import Spoken

# Characters that are not seen, but for those that have their place in any text.
_UNSEEN = regex.compile(r"[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Co}--[ \n\t\u200d]]", regex.V1)
# Cyrillic and Greek letters that look like Latin ones, where a word has Latin ones as well.
_PASSING = "АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυ"  # noqa: RUF001 - just these
_MAY_PASS = re.compile(f"[{_PASSING}]")
_ALIKE = regex.compile(rf"(?<=\p{{Latin}}\w{{0,30}})[{_PASSING}]|[{_PASSING}](?=\w{{0,30}}\p{{Latin}})")


def deceives(text: str) -> bool:
    """Tell whether a text may have such a character, or a line end, which is named where nothing else came or went."""
    return not text.isprintable() or not text.isascii() and _MAY_PASS.search(text) is not None


def badged(words: str, blank: bool, spoken: Spoken) -> str:
    """Return words as HTML with badges; for simple spaces only where there is nothing else."""
    if not blank and not deceives(words):  # nearly always
        return escaped(words)
    alike = {match.start() for match in _ALIKE.finditer(words)}
    return "".join(_shown(character, place in alike, blank, spoken) for place, character in enumerate(words))


def _shown(character: str, alike: bool, blank: bool, spoken: Spoken) -> str:
    if alike:
        return escaped(character) + _badge(_code(character), spoken.lookalike, spoken)
    if character in " \n\t" and blank:
        names = {" ": ("␣", spoken.space), "\t": ("⇥", spoken.space), "\n": ("¶", spoken.line_break)}
        return _badge(*names[character], spoken)
    if _UNSEEN.match(character):
        return _badge(_code(character), spoken.invisible, spoken)
    return escaped(character)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _badge(sign: str, name: str, spoken: Spoken) -> str:
    """Return a small label that names a character."""
    return f'<span class="redline-badge">{sign}{spoken.said(name)}</span>'
