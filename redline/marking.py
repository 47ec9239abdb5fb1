# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mark inserted, deleted and reformatted words in HTML so that eye, ear and paper all tell them apart."""

from dataclasses import dataclass

import regex
from markupsafe import escape

from redline.edits import edits
from redline.rich import Marks, Rich, escaped, html, same_marks

# Characters that are not seen, but for those that have their place in any text.
_UNSEEN = regex.compile(r"[\p{Cf}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Cs}\p{Co}--[ \n\t\u200d]]", regex.V1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words that stand beside a difference, for screen readers and as notes; callers translate them.

    `language` is theirs, where it may differ from the language of the texts compared.
    """

    insert_start: str = "inizio aggiunta"
    insert_end: str = "fine aggiunta"
    delete_start: str = "inizio testo tolto"
    delete_end: str = "fine testo tolto"
    moved_from: str = "Spostato altrove:"
    moved_to: str = "Spostato qui:"
    format_start: str = "inizio formato cambiato"
    format_end: str = "fine formato cambiato"
    line_break: str = "a capo"
    space: str = "spazio"
    invisible: str = "carattere invisibile"
    caption: str = "Confronto fra i due testi"
    old_column: str = "Testo precedente"
    new_column: str = "Testo nuovo"
    language: str = ""

    def __post_init__(self) -> None:
        """Escape every word once, so that translations cannot bring markup."""
        for name in self.__slots__:
            object.__setattr__(self, name, str(escape(getattr(self, name))))

    @property
    def lang(self) -> str:
        """The attribute that names the language of these words, for the tag around them."""
        return f' lang="{self.language}"' if self.language else ""


def both(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return old and new words in one line."""
    return "".join(_marked(old, new, spoken, deleted=True, inserted=True))


def replaced(old: str, new: str, spoken: Spoken) -> str:
    """Return two short plain words, one in place of the other."""
    gone = _deleted([(old, ())], spoken) if old else ""
    return gone + (_inserted([(new, ())], spoken) if new else "")


def formatted(shown: str, spoken: Spoken) -> str:
    """Return safe HTML with the note that its formatting changed."""
    start, end = _said(spoken.format_start, spoken), _said(spoken.format_end, spoken)
    return f'<span class="redline-format">{start}{shown}{end}</span>'


def old_side(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return the old words, those taken out marked."""
    return "".join(_marked(old, new, spoken, deleted=True, inserted=False))


def new_side(old: Rich, new: Rich, spoken: Spoken) -> str:
    """Return the new words, those put in marked."""
    return "".join(_marked(old, new, spoken, deleted=False, inserted=True))


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


def _marked(old: Rich, new: Rich, spoken: Spoken, *, deleted: bool, inserted: bool) -> list[str]:
    found: list[str] = []
    at_old = at_new = 0
    for edit in edits(old.text, new.text):
        found.append(_kept(old, new, at_old, at_new, edit.start - at_old, spoken, inserted))
        if deleted and edit.end > edit.start:
            found.append(_deleted(old.slice(edit.start, edit.end), spoken))
        if inserted and edit.text:
            found.append(_inserted(new.slice(edit.place, edit.place_end), spoken))
        at_old, at_new = edit.end, edit.place_end
    return [*found, _kept(old, new, at_old, at_new, len(old.text) - at_old, spoken, inserted)]


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
    start, end = _said(spoken.insert_start, spoken), _said(spoken.insert_end, spoken)
    return f"<ins>{start}{_visible(pieces, spoken)}{end}</ins>"


def _deleted(pieces: list[tuple[str, Marks]], spoken: Spoken) -> str:
    start, end = _said(spoken.delete_start, spoken), _said(spoken.delete_end, spoken)
    return f"<del>{start}{_visible(pieces, spoken)}{end}</del>"


def _said(words: str, spoken: Spoken) -> str:
    return f'<span class="visually-hidden"{spoken.lang}> {words} </span>'


def _visible(pieces: list[tuple[str, Marks]], spoken: Spoken) -> str:
    """Return pieces as HTML; what cannot be seen gets a badge with its name."""
    blank = not any(words.strip() for words, _ in pieces)
    return "".join(html(words, marks, _badged(words, blank, spoken)) for words, marks in pieces)


def _badged(words: str, blank: bool, spoken: Spoken) -> str:
    """Return the words with badges for invisible characters; for plain spaces only where there is nothing else."""
    if not blank and not _UNSEEN.search(words):  # nearly always
        return escaped(words)
    return "".join(_badge(c, spoken) if _hidden(c, blank) else escaped(c) for c in words)


def _hidden(character: str, blank: bool) -> bool:
    if character in " \n\t":
        return blank
    return _UNSEEN.match(character) is not None


def _badge(character: str, spoken: Spoken) -> str:
    """Return a small label that names a character."""
    names = {" ": ("␣", spoken.space), "\t": ("⇥", spoken.space), "\n": ("¶", spoken.line_break)}
    sign, name = names.get(character, (f"U+{ord(character):04X}", spoken.invisible))
    return f'<span class="redline-badge">{sign}{_said(name, spoken)}</span>'
