# SPDX-License-Identifier: AGPL-3.0-or-later
"""Split text into words and marks, each with the white space that follows it; joining gives the text back.

Idea: one regular expression names what a reader takes for one word (addresses, numbers such as 3.500,50, abbreviations,
words); an Italian elision (dell', l’) is a word of its own, so "dell'ente" and "dell'Ente" differ in one word only.
Runs of one mark ("**", "...") stay together. Where a text holds anything but plain letters, borders inside a grapheme
(letter and accent, emoji and skin tone) are taken away again, by Unicode's rules (UAX 29, `regex`'s \\X).
Cost: one pass.
"""

import re

import regex

_WORD = re.compile(
    r"""
      (?P<visible>
        [^\W\d_]++(?=[\s,;)])                                 # most words: a short way past the rest
      | https?://[^\s<>()\[\]{}"«»]*[\w/]                    # an address, without the full stop after it
      | [\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+                      # e-mail; bounded, else a.a.a.a takes the square
      | \d+(?:[.,:/]\d+)*[%°]?                                # 3.500,50  12/05/2022  18:30  50%
      | (?:art|artt|n|nn|pag|pagg|lett|cfr|ecc|es|dott|prof|sig|ing|avv|cap|fig|tab|vol)\.(?=\s)
      | \w+(?:-\w+)*['’](?=\w)                                # dell'  l’
      | \w+(?:-\w+)*
      | ([^\w\s])\2*                                          # a mark, or a run of one mark
      )?
      (?P<space>\s*)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Outside these ranges a grapheme may have more than one code point.
_UNUSUAL = re.compile("[^\t\n\r -\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]")


def split(text: str) -> list[str]:
    """Return the words of a text, each with its trailing space; "".join of them is the text."""
    return [visible + space for visible, space in pairs(text)]


def pairs(text: str) -> list[tuple[str, str]]:
    """Return (visible, space) of each word; only the first may be all space."""
    found = [(visible, space) for visible, _, space in _WORD.findall(text) if visible or space]
    return _whole_graphemes(text, found) if _UNUSUAL.search(text) else found


def _whole_graphemes(text: str, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Glue words together wherever the border between them, or before their space, cuts a grapheme."""
    borders = _borders(text)
    glued: list[tuple[str, str]] = []
    place, held = 0, ""
    for visible, space in found:
        visible = held + visible
        end = place + len(visible) + len(space)
        held = ""
        if end in borders and (place + len(visible)) in borders:
            glued.append((visible, space))
        else:
            held = visible + space
        place = end - len(held)
    return [*glued, (held, "")] if held else glued


def _borders(text: str) -> set[int]:
    return {0} | {match.end() for match in regex.finditer(r"\X", text)}
