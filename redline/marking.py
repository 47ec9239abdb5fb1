# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mark inserted, deleted and reformatted words in HTML so that eye, ear and paper all tell them apart."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import escape

from redline.badges import badged
from redline.edits import stretches
from redline.rich import Marks, Rich, html, same_marks
from redline.sequence import Stretch
from redline.spoken import Spoken


class _Tags(NamedTuple):
    """What stands around inserted and deleted words."""

    insert_start: str
    insert_end: str
    delete_start: str
    delete_end: str


@lru_cache(maxsize=16)
def _tags(spoken: Spoken) -> _Tags:
    insert_start, insert_end = spoken.said(spoken.insert_start), spoken.said(spoken.insert_end)
    delete_start, delete_end = spoken.said(spoken.delete_start), spoken.said(spoken.delete_end)
    return _Tags(f"<ins>{insert_start}", f"{insert_end}</ins>", f"<del>{delete_start}", f"{delete_end}</del>")


def both(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return old and new words in one line."""
    return _marked(old, new, spoken, deleted=True, inserted=True)


def replaced(old: str, new: str, spoken: Spoken) -> str:
    """Return two short plain words, one in place of the other."""
    gone = _deleted([(old, ())], spoken) if old else ""
    return gone + (_inserted([(new, ())], spoken) if new else "")


def formatted(shown: str, spoken: Spoken) -> str:
    """Return safe HTML with the note that its formatting changed."""
    start, end = spoken.said(spoken.format_start), spoken.said(spoken.format_end)
    return f'<span class="redline-format">{start}{shown}{end}</span>'


def old_side(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return the old words, those taken out marked."""
    return _marked(old, new, spoken, deleted=True, inserted=False)


def new_side(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return the new words, those put in marked."""
    return _marked(old, new, spoken, deleted=False, inserted=True)


def whole(rich: Rich, status: str, spoken: Spoken) -> str:
    """Return all words of a block under one mark, by its status."""
    pieces = rich.slice(0, len(rich.text))
    if status == "inserted":
        return _inserted(pieces, spoken)
    if status == "deleted":
        return _deleted(pieces, spoken)
    inner = "".join(html(words, marks) for words, marks in pieces)
    if status == "moved-from":
        return f"{noted(spoken.moved_from, spoken)} <del>{inner}</del>"
    return f"{noted(spoken.moved_to, spoken)} {inner}" if status == "moved-to" else inner


def noted(words: str, spoken: Spoken) -> str:
    """Return words that everybody sees beside a block."""
    return f'<span class="redline-note"{spoken.lang}>{words}</span>'


def _marked(old: Rich, new: Rich, spoken: Spoken, *, deleted: bool, inserted: bool) -> str:
    found = stretches(old.pieces, new.pieces)
    if old.simple and new.simple:
        shown = _marked_plain(old.text, new.text, found, _tags(spoken), deleted=deleted, inserted=inserted)
        if shown is not None:
            return shown
    parts: list[str] = []
    at_old = at_new = 0
    for i1, i2, j1, j2 in found:
        parts.append(_kept(old, new, at_old, at_new, i1 - at_old, spoken, inserted))
        if deleted and i2 > i1:
            parts.append(_deleted(old.slice(i1, i2), spoken))
        if inserted and j2 > j1:
            parts.append(_inserted(new.slice(j1, j2), spoken))
        at_old, at_new = i2, j2
    return "".join([*parts, _kept(old, new, at_old, at_new, len(old.text) - at_old, spoken, inserted)])


def _marked_plain(
    old: str, new: str, found: Sequence[Stretch], tags: _Tags, *, deleted: bool, inserted: bool
) -> str | None:
    """Mark simple words; return None where nothing but space came or went somewhere, which must be named.

    Control characters, of which simple words have none, stand for tags until all is escaped at once.
    """
    parts: list[str] = []
    at = 0
    for i1, i2, j1, j2 in found:
        gone, come = old[i1:i2], new[j1:j2]
        if gone.isspace() or come.isspace():
            return None
        parts.append(old[at:i1])
        if deleted and gone:
            parts.append(f"\x03{gone}\x04")
        if inserted and come:
            parts.append(f"\x01{come}\x02")
        at = i2
    shown = str(escape("".join([*parts, old[at:]])))
    for sign, tag in zip("\x01\x02\x03\x04", tags, strict=True):
        shown = shown.replace(sign, tag)
    return shown


def _kept(old: Rich, new: Rich, start: int, place: int, length: int, spoken: Spoken, inserted: bool) -> str:
    """Return words that stayed; where their formatting changed, the new side says so."""
    if not length:
        return ""
    if not inserted:
        return "".join(html(words, marks) for words, marks in old.slice(start, start + length))
    found = []
    for words, marks, same in same_marks(old, new, start, place, length):
        shown = html(words, marks)
        found.append(shown if same or not words.strip() else formatted(shown, spoken))
    return "".join(found)


def _inserted(pieces: list[tuple[str, Marks]], spoken: Spoken) -> str:
    tags = _tags(spoken)
    return f"{tags.insert_start}{_visible(pieces, spoken)}{tags.insert_end}"


def _deleted(pieces: list[tuple[str, Marks]], spoken: Spoken) -> str:
    tags = _tags(spoken)
    return f"{tags.delete_start}{_visible(pieces, spoken)}{tags.delete_end}"


def _visible(pieces: list[tuple[str, Marks]], spoken: Spoken) -> str:
    """Return pieces as HTML; what deceives the eye gets a badge with its name."""
    blank = not any(words.strip() for words, _ in pieces)
    return "".join(html(words, marks, badged(words, blank, spoken)) for words, marks in pieces)
