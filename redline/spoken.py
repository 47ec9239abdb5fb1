# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that stand beside a difference, for people who hear the page and for all who need a note."""

from dataclasses import dataclass

from markupsafe import escape


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
    lookalike: str = "lettera di un altro alfabeto"
    caption: str = "Confronto fra i due testi"
    old_column: str = "Testo precedente"
    new_column: str = "Testo nuovo"
    left_out: str = "Testo uguale"
    language: str = ""

    def __post_init__(self) -> None:
        """Escape every word once, so that translations cannot bring markup."""
        for name in self.__slots__:
            object.__setattr__(self, name, str(escape(getattr(self, name))))

    @property
    def lang(self) -> str:
        """The attribute that names the language of these words, for the tag around them."""
        return f' lang="{self.language}"' if self.language else ""

    def said(self, words: str) -> str:
        """Return some of these words for screen readers only."""
        return f'<span class="visually-hidden"{self.lang}> {words} </span>'
