# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where quoted words stand in a stretch of text, and how words are taken out of it or put into it with their spaces.

>>> text = "La sede dell'ente, e ogni altra sede."
>>> occurrences("sede", text, 0, len(text))
[(3, 7), (32, 36)]
>>> [removed(text, *place) for place in [(3, 7), (32, 36)]]
[(3, 8, ''), (31, 36, '')]

Quoted words are whole words: "art" does not stand in "articolo". They are looked for as they are written; only where
they do not stand so, any white space and either apostrophe will do. Cost: one pass.
"""

import re
from collections.abc import Iterator
from itertools import islice

_OPENING = ("(", "[", "{", "«", "“", "'", "’", "/")
_CLOSING = (",", ".", ";", ":", "!", "?", ")", "]", "}", "»", "”", "…", "%")
_SPACE = r"(?:[^\S\n]+\n?|\n)[^\S\n]*"  # but no blank line: quoted words stand in one block
_SENTENCE_END = re.compile(r"(?<=[.!?…])\\?\s+(?=[\"«“*_(]*[^\W\d_a-z])")
_NUMBER = re.compile(r"[ \t]*\d{1,9}\.")  # of a list item, which is no sentence

Span = tuple[int, int]
Splice = tuple[int, int, str]


def occurrences(words: str, text: str, start: int, end: int, most: int | None = None) -> list[Span]:
    """Return where the words stand between two places of a text, also where they overlap; at most so many."""
    if not words.strip():
        return []
    exact = islice(_standing(re.escape(words), words, text, start, end), most)
    return list(exact) or list(islice(_standing(_flexible(words), words, text, start, end), most))


def _standing(pattern: str, words: str, text: str, start: int, end: int) -> Iterator[Span]:
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    found = re.compile(f"{before}(?=({pattern}){after})").finditer(text, start, end)
    return (one.span(1) for one in found)


def _flexible(words: str) -> str:
    plain = _SPACE.join(re.escape(word) for word in words.split())
    return re.sub("['’]", "['’]", plain)


def apart(spans: list[Span]) -> list[Span]:
    """Return the spans without those that overlap the one before."""
    found: list[Span] = []
    for start, end in spans:
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def removed(text: str, start: int, end: int) -> Splice:
    """Return what takes words out of a text, with one of the spaces around them."""
    after = end + len(text[end:]) - len(text[end:].lstrip(" "))
    before = len(text[:start].rstrip(" "))
    opens = before < start or start == 0 or text[start - 1].isspace() or text[start - 1] in _OPENING
    if after > end and opens:
        return start, after, ""
    if before < start and (after == len(text) or text[after] in (*_CLOSING, "\n")):
        return before, after, ""
    return start, end, ""


def replaced(text: str, start: int, end: int, new: str) -> Splice:
    """Return what puts words in the place of others; a mark of punctuation stands close to the word before it."""
    close = new[:1] in _CLOSING and text[start] not in _CLOSING
    return start - (close and text[start - 1 : start] == " "), end, new


def after(text: str, place: int, words: str) -> Splice:
    """Return what puts words into a text after a place, with the spaces they need."""
    before = "" if words[:1] in _CLOSING or _opens(text[place - 1 : place]) else " "
    glued = place < len(text) and not text[place].isspace() and text[place] not in _CLOSING
    behind = " " if glued and before == "" and not _opens(words[-1:]) and text[place].isalnum() else ""
    return place, place, before + words + behind


def before(text: str, place: int, words: str) -> Splice:
    """Return what puts words into a text before a place, with the spaces they need."""
    return place, place, words if _opens(words[-1:]) or text[place : place + 1] in _CLOSING else words + " "


def _opens(character: str) -> bool:
    """Tell whether what follows this character stands close to it."""
    return character == "" or character.isspace() or character in _OPENING


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return where the sentences of a stretch of text begin and end.

    >>> sentences("È breve. È utile.", 0, 17)
    [(0, 8), (9, 17)]
    """
    number = _NUMBER.match(text, start, end)
    behind = number.end() + 1 if number else start
    borders = [found.span() for found in _SENTENCE_END.finditer(text, behind, end)]
    starts = [start, *(last for _, last in borders)]
    return list(zip(starts, [*(first for first, _ in borders), end], strict=True))
