# SPDX-License-Identifier: AGPL-3.0-or-later
"""Differences of texts as HTML, in the reader's language, each made once and kept while there is room."""

from functools import lru_cache

from flask_babel import gettext as _
from markupsafe import Markup

from redline import show
from redline.show import Spoken

KEPT_COMPARISONS = 128


def difference(old: str, new: str, *, side: bool = False) -> Markup:
    """Return the difference of two texts, inline or side by side, safe to stand in a page."""
    return _difference(old, new, side, _spoken())


@lru_cache(maxsize=KEPT_COMPARISONS)
def _difference(old: str, new: str, side: bool, spoken: Spoken) -> Markup:
    made = show.side_by_side(old, new, spoken) if side else show.inline(old, new, spoken)
    return Markup(made)  # noqa: S704 - redline.show escapes every word of the texts


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
        old_column=_("Testo precedente"),
        new_column=_("Testo nuovo"),
    )
