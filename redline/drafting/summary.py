# SPDX-License-Identifier: AGPL-3.0-or-later
"""A change as one plain sentence, for pages, mails and screen readers: in Italian, English or as a caller translates.

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
from collections.abc import Mapping

import regex

from redline import blocks
from redline.changes import DELETE, FORMAT, INSERT, MOVE, REPLACE, Change
from redline.rich import inline

LONGEST = 60
SPLIT, JOIN = "split", "join"
_SPACE, _NUMBERS, _EDITED_MOVE, _UNDER, _IN_TITLE = "space", "numbers", "edited move", "under", "in title"

Sentences = Mapping[str, str]


def N_(words: str) -> str:
    """Mark a sentence for whoever translates it into a further language; nothing here does."""
    return words


ITALIAN: Sentences = {
    INSERT: N_("si aggiunge %(new)s"),
    DELETE: N_("si toglie %(old)s"),
    REPLACE: N_("al posto di %(old)s si legge %(new)s"),
    MOVE: N_("cambia posto %(old)s"),
    _EDITED_MOVE: N_("cambia posto %(old)s, che diventa %(new)s"),
    FORMAT: N_("cambia solo il formato di %(old)s"),
    SPLIT: N_("un capoverso è diviso in due"),
    JOIN: N_("due capoversi diventano uno"),
    _SPACE: N_("cambiano solo gli spazi"),
    _NUMBERS: N_("cambiano i numeri dell'elenco"),
    _UNDER: N_("sotto %(place)s, %(deed)s"),
    _IN_TITLE: N_("nel titolo %(place)s, %(deed)s"),
}
ENGLISH: Sentences = {
    INSERT: "%(new)s is added",
    DELETE: "%(old)s is removed",
    REPLACE: "%(old)s becomes %(new)s",
    MOVE: "%(old)s moves elsewhere",
    _EDITED_MOVE: "%(old)s moves elsewhere and becomes %(new)s",
    FORMAT: "only the formatting of %(old)s changes",
    SPLIT: "a paragraph is divided in two",
    JOIN: "two paragraphs become one",
    _SPACE: "only spaces change",
    _NUMBERS: "the numbers of the list change",
    _UNDER: "under %(place)s, %(deed)s",
    _IN_TITLE: "in the title %(place)s, %(deed)s",
}
SENTENCES = {"it": ITALIAN, "en": ENGLISH}
_BLOCK_MARK = re.compile(r"^[ \t]*(?:#{1,6}|[-*+]|\d{1,9}[.)]|>)[ \t]+", re.MULTILINE)


def plain(change: Change, language: str = "it") -> str:
    """Return what a change does as one sentence."""
    return told(change, SENTENCES[language])


def told(change: Change, sentences: Sentences) -> str:
    """Return what a change does as one of these sentences."""
    old, new = _seen(change.old), _seen(change.new)
    if old == new and change.kind not in (FORMAT, MOVE):
        old, new = " ".join(change.old.split()), " ".join(change.new.split())
    said = sentences[_sentence(change, moved_only=old == new)] % {"old": _quoted(old), "new": _quoted(new)}
    if change.place:
        around = sentences[_IN_TITLE if _inside_title(change) else _UNDER]
        said = around % {"place": _quoted(change.place[-1]), "deed": said}
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
