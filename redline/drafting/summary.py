# SPDX-License-Identifier: AGPL-3.0-or-later
"""A change as one plain sentence, in Italian or English, for pages, mails and screen readers.

>>> from redline.changes import changes
>>> text = "# Corsi\\n\\n## Durata\\n\\nDura dieci giorni."
>>> (change,) = changes(text, text.replace("dieci", "venti"))
>>> print(plain(change), plain(change, "en"), sep="\\n")
Sotto “Durata”, al posto di “dieci” si legge “venti”.
Under “Durata”, “dieci” becomes “venti”.

The words are those a reader sees, without marks of Markdown, unless only the marks differ. Long words are shortened in
the middle, between words or, in one that is longer still, between graphemes.
"""

import re

import regex

from redline import blocks
from redline.changes import DELETE, FORMAT, INSERT, MOVE, REPLACE, Change
from redline.rich import inline

LONGEST = 60
SPLIT, JOIN = "split", "join"
_SPACE, _NUMBERS, _EDITED_MOVE, _UNDER, _IN_TITLE = "space", "numbers", "edited move", "under", "in title"

_SENTENCES = {
    "it": {
        INSERT: "si aggiunge {new}",
        DELETE: "si toglie {old}",
        REPLACE: "al posto di {old} si legge {new}",
        MOVE: "cambia posto {old}",
        _EDITED_MOVE: "cambia posto {old}, che diventa {new}",
        FORMAT: "cambia solo il formato di {old}",
        SPLIT: "un capoverso è diviso in due",
        JOIN: "due capoversi diventano uno",
        _SPACE: "cambiano solo gli spazi",
        _NUMBERS: "cambiano i numeri dell'elenco",
        _UNDER: "sotto {place}, {deed}",
        _IN_TITLE: "nel titolo {place}, {deed}",
    },
    "en": {
        INSERT: "{new} is added",
        DELETE: "{old} is removed",
        REPLACE: "{old} becomes {new}",
        MOVE: "{old} moves elsewhere",
        _EDITED_MOVE: "{old} moves elsewhere and becomes {new}",
        FORMAT: "only the formatting of {old} changes",
        SPLIT: "a paragraph is divided in two",
        JOIN: "two paragraphs become one",
        _SPACE: "only spaces change",
        _NUMBERS: "the numbers of the list change",
        _UNDER: "under {place}, {deed}",
        _IN_TITLE: "in the title {place}, {deed}",
    },
}
LANGUAGES = tuple(_SENTENCES)
_BLOCK_MARK = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)[ \t]+", re.MULTILINE)


def plain(change: Change, language: str = "it") -> str:
    """Return what a change does as one sentence."""
    sentences = _SENTENCES[language]
    old, new = _seen(change.old), _seen(change.new)
    if old == new and change.kind not in (FORMAT, MOVE):
        old, new = " ".join(change.old.split()), " ".join(change.new.split())
    said = sentences[_sentence(change, moved_only=old == new)].format(old=_quoted(old), new=_quoted(new))
    if change.place:
        around = sentences[_IN_TITLE if _inside_title(change) else _UNDER]
        said = around.format(place=_quoted(change.place[-1]), deed=said)
    return said[:1].upper() + said[1:] + "."


def _sentence(change: Change, *, moved_only: bool) -> str:
    """Return which sentence fits: that of its kind, but for changes of white space and moves with other words."""
    if change.kind == MOVE:
        return MOVE if moved_only else _EDITED_MOVE
    if len(change.edits) > 1 and all(edit.text.isdigit() for edit in change.edits):
        return _NUMBERS
    if change.kind != FORMAT or change.old.strip() or change.new.strip():
        return change.kind
    before, after = "\n\n" in change.old, "\n\n" in change.new
    if before == after:
        return _SPACE
    return SPLIT if after else JOIN


def _inside_title(change: Change) -> bool:
    """Tell whether only words of a heading change, and not the blocks beside it."""
    beside = change.kind == MOVE or any("\n" in edit.text for edit in change.edits)
    return change.block == blocks.HEADING and not beside


def _seen(words: str) -> str:
    """Return the words as a reader sees them, in one line."""
    return " ".join(inline(_BLOCK_MARK.sub("", words)).text.split())


def _quoted(words: str) -> str:
    return f"“{shortened(words)}”"


def shortened(words: str, longest: int = LONGEST) -> str:
    """Return words that are at most about this long, with an ellipsis for the middle.

    >>> shortened("Le attività iniziano a settembre e finiscono entro dicembre di ogni anno.", 40)
    'Le attività … di ogni anno.'
    """
    if len(words) <= longest:
        return words
    graphemes = regex.findall(r"\X", words)
    half = (longest - 3) // 2
    head, tail = "".join(graphemes[:half]), "".join(graphemes[-half:])
    head = head.rpartition(" ")[0] or head
    tail = tail.partition(" ")[2] or tail
    return f"{head} … {tail}"
