# SPDX-License-Identifier: AGPL-3.0-or-later
"""Differences of texts as HTML, in the reader's language, each made once and kept while there is room."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from amendments.documents.texts import around
from languages import language
from redline import show
from redline.changes import Change, changes
from redline.drafting import summary
from redline.show import Spoken

KEPT_COMPARISONS = 128
CONTEXT = 70
LONGEST_IN_CONTEXT = 300


@dataclass(frozen=True)
class Context:
    """A change within the words around it."""

    before: str
    old: str
    new: str
    after: str


def contexts(base: str, changes: Iterable[Change]) -> dict[int, Context]:
    """Return, by number, the changes that can be shown within the words around them: short, and in one place."""
    found = {}
    for change in changes:
        edit = change.edits[0]
        old = base[edit.start : edit.end]
        same = old.strip() == change.old.strip()  # the base may have been obscured since
        if len(change.edits) == 1 and same and len(old) + len(edit.text) <= LONGEST_IN_CONTEXT:
            before, after = around(base, edit.start, edit.end, CONTEXT)
            found[change.number] = Context(before, old, edit.text, after)
    return found


@dataclass(frozen=True)
class Told:
    """A change told as one sentence, with itself within the words around it where that can be shown."""

    sentence: str
    change: Change
    context: Context | None


def told(old: str, new: str) -> list[Told]:
    """Return the changes from one text to another, in order, each as a sentence in the reader's language."""
    return _told(old, new, language())


@lru_cache(maxsize=KEPT_COMPARISONS)
def _told(old: str, new: str, for_language: str) -> list[Told]:
    found = changes(old, new)
    around_them = contexts(old, found)
    told_of_them = zip(in_sentences(found), found, strict=True)
    return [Told(sentence, change, around_them.get(change.number)) for sentence, change in told_of_them]


def in_sentences(found: Iterable[Change]) -> list[str]:
    """Return what each change does as one sentence in the language of the page or letter being made."""
    sentences = {name: _(words) for name, words in summary.ITALIAN.items()}  # once: there may be hundreds of changes
    return [summary.told(change, sentences) for change in found]


def difference(old: str, new: str, *, side: bool = False, only: bool = False) -> Markup:
    """Return the difference of two texts, inline or side by side, or `only` where they differ, safe for a page."""
    return _difference(old, new, side, only, _spoken())


@lru_cache(maxsize=KEPT_COMPARISONS)
def _difference(old: str, new: str, side: bool, only: bool, spoken: Spoken) -> Markup:
    shown = show.side_by_side if side else show.inline
    return Markup(shown(old, new, spoken, only=only))  # noqa: S704 - redline.show escapes every word of the texts


def passage(old: str, new: str, start: int, end: int) -> Markup:
    """Return the difference of two texts as far as it shows the blocks of old[start:end] and whatever differs."""
    return Markup(show.passage(old, new, start, end, _spoken()))  # noqa: S704 - as above


def _spoken() -> Spoken:
    """Return the words for screen readers in the language of the page."""
    return Spoken(
        insert_start=_("inizio aggiunta"),
        insert_end=_("fine aggiunta"),
        delete_start=_("inizio testo tolto"),
        delete_end=_("fine testo tolto"),
        moved_from=_("Spostato altrove:"),
        moved_to=_("Spostato qui:"),
        format_start=_("inizio formato cambiato"),
        format_end=_("fine formato cambiato"),
        line_break=_("a capo"),
        space=_("spazio"),
        invisible=_("carattere invisibile"),
        lookalike=_("lettera di un altro alfabeto"),
        caption=_("Confronto fra i due testi"),
        old_column=_("Testo precedente"),
        new_column=_("Testo nuovo"),
        left_out=_("Testo uguale"),
        language=language(),
    )
