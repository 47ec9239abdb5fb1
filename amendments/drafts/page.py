# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of one paragraph that is being written anew, and the drawing of what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from amendments.common_views import number_in
from amendments.drafts.forms import ParagraphForm
from amendments.drafts.queries import Gathered
from amendments.drafts.showing import Drawn, drawn
from amendments.models import Document
from auth.views import me
from db import now
from fields import add_error
from permissions import can
from redline import sources
from redline.paragraphs import Ambiguous, NotThere, Paragraph, locate
from redline.text import TooLong


@dataclass(frozen=True)
class Page:
    """A paragraph of a version of a document, with the form to write it anew."""

    document: Document
    version: int
    number: int
    before: str
    known: Sequence[Paragraph]
    form: ParagraphForm

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph as it stands in that version."""
        return self.known[self.number]

    @property
    def source(self) -> str:
        """Its Markdown."""
        return sources.source(self.before, self.paragraph)

    @property
    def address(self) -> str:
        """Where it is written anew."""
        return url_for("amendments.paragraph", id=self.document.id, version=self.version, number=self.number)

    @property
    def is_sent(self) -> bool:
        """Whether its words came along: a form without them does not ask to empty it."""
        return "text" in request.form

    def shown(self, words: str, *, status: int = 200, kept: Gathered | None = None) -> Any:
        """Return the page with some words in the form, and what they change."""
        self.form.text.data = words
        picture = self._drawn(words)
        elsewhere = kept is not None and kept.base != self.version
        names = {"page": self, "document": self.document, "form": self.form, "drawn": picture, "elsewhere": elsewhere}
        return render_template("amendments/drafts/paragraph.html", **names), 422 if self.form.errors else status

    def fragment(self, words: str) -> Any:
        """Return only the drawing of what some words change."""
        names = {"document": self.document, "form": self.form, "drawn": self._drawn(words)}
        return render_template("amendments/drafts/drawn.html", **names)

    def selection(self) -> tuple[int, int] | None:
        """Return where in its Markdown the words stand that the address names, if it names any that are there."""
        try:
            start, end = locate(self.paragraph, request.args.get("words", ""), number_in("which"))
        except (Ambiguous, NotThere):
            return None
        first = sources.span(self.before, self.paragraph)[0]
        return max(0, start - first), end - first

    def _drawn(self, words: str) -> Drawn | None:
        staff = can(me(), "document.correct", self.document, now())
        try:
            return drawn(self.before, self.known, self.number, words, formulas=staff)
        except TooLong:
            add_error(self.form, "text", _("Con questa modifica il testo diventa troppo lungo: accorciala."))
            return None
