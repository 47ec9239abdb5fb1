# SPDX-License-Identifier: AGPL-3.0-or-later
"""Split text into words and marks, each with the white space that follows it; joining gives the text back.

Idea: one regular expression names what a reader takes for one word (addresses, numbers such as 3.500,50, abbreviations,
words); an Italian elision (dell', l’) is a word of its own, so "dell'ente" and "dell'Ente" differ in one word only.
Runs of one mark ("**", "...") stay together. Where a text holds anything but plain letters, borders inside a grapheme
(letter and accent, emoji and skin tone) are taken away again, by Unicode's rules (UAX 29, `regex`'s \\X).
Cost: one pass. The expression has no groups, so that `findall` makes no object but the words.
"""

import re

import regex

_LETTERS = "[a-zA-ZÀ-ÖØ-öø-ÿ]"
_RUNS = "|".join(re.escape(mark) + "+" for mark in ".,;:()[]*'\"-!?/#|>`~=\\<{}+&%$@^°§€…–—«»“”‘’•·")
_WORD = re.compile(
    rf"""
      {_LETTERS}++[ ](?!\s)                                 # most words: a short way past the rest
    | (?:
        {_LETTERS}++(?=[\s,;)])
      | {_LETTERS}{{7,}}+(?=\.\s)                           # too long for an abbreviation
      | {_LETTERS}++['’](?=\w)                              # dell'  l’
      | [.](?![.])|,(?!,)
      | (?i:https?)://[^\s<>()\[\]{{}}"«»]*[\w/]            # an address, without the full stop after it
      | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                 # e-mail; bounded, else a.a.a.a takes the square
      | \d++(?:[.,:/]\d++)*+[%°]?+(?!\w|-[^\W\d])            # 3.500,50  12/05/2022  18:30  50%; but 3a, 3-bis below
      | (?i:art|artt|n|nn|pag|pagg|lett|cfr|ecc|es|dott|prof|sig|ing|avv|cap|fig|tab|vol)\.(?=\s)
      | \w+(?:-\w+)*['’](?=\w)
      | \w+(?:-\w+)*
      | {_RUNS}                                             # a run of one mark
      | \S
      )\s*
    | \s+                                                   # only at the beginning: all other space follows a word
    """,
    re.VERBOSE,
)

# Outside these ranges a grapheme may have more than one code point.
_UNUSUAL = re.compile("[^\t\n\r -\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff]")


def split(text: str) -> list[str]:
    """Return the words of a text, each with its trailing space; "".join of them is the text."""
    found = _WORD.findall(text)
    return found if _usual(text) else _whole_graphemes(text, found)


def _usual(text: str) -> bool:
    """Tell whether each character is surely a grapheme: all of Latin-1 is (but for line ends), which is soon known."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return _UNUSUAL.search(text) is None
    return True


def pairs(text: str) -> list[tuple[str, str]]:
    """Return (visible, space) of each word; only the first may be all space."""
    return [(word.rstrip(), word[len(word.rstrip()) :]) for word in split(text)]


def _whole_graphemes(text: str, found: list[str]) -> list[str]:
    """Glue words together wherever the border between them, or before their space, cuts a grapheme."""
    borders = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    glued: list[str] = []
    start = end = 0
    for word in found:
        end += len(word)
        if end in borders and end - len(word) + len(word.rstrip()) in borders:
            glued.append(text[start:end])
            start = end
    return [*glued, text[start:]] if start < len(text) else glued
