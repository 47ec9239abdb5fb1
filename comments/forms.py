# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of conversations."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from auth.models import User
from fields import Form, line, prose
from redline.paragraphs import Paragraph


class CommentForm(Form):
    """Write or correct a comment, as oneself or for a body one acts for."""

    text = TextAreaField(
        _("Il tuo commento"), [InputRequired(_("Scrivi il tuo commento."))], [prose], id="comment-text"
    )
    body = SelectField(_("Scrivi a nome di"), id="comment-body")
    seen = HiddenField(id="comment-seen")
    preview: Markup | None = None  # how it will look, where only that is asked for

    @classmethod
    def of(cls, by: User, *, with_body: bool = True, **data: Any) -> "CommentForm":
        """Return the form for a person: those who act for no body are not asked for whom they write."""
        form = cls(data=data)
        if with_body and by.mandates:
            form.body.choices = [("", _("me")), *((str(m.body_id), m.body.name) for m in by.mandates)]
        else:
            del form.body
        return form

    @property
    def body_id(self) -> int | None:
        """The body that was chosen, or None."""
        return int(self.body.data) if "body" in self and self.body.data else None


class PassageForm(Form):
    """Choose a paragraph of a text and, where wanted, only some of its words."""

    paragraph = SelectField(_("Capoverso"), id="passage-paragraph")
    words = StringField(_("Solo queste parole"), filters=[line], id="passage-words")

    @classmethod
    def of(cls, known: Sequence[Paragraph]) -> "PassageForm":
        """Return the form for the paragraphs of a text, each named by its first words."""
        form = cls(request.args)
        form.paragraph.choices = [(str(p.number), f"{p.number + 1}. {shortened(p.words, 70)}") for p in known]
        return form


class ReasonForm(Form):
    """Say why: of a report, or of what a moderator does."""

    reason = TextAreaField(_("Motivo"), filters=[prose], id="comment-reason")
    seen = HiddenField(id="comment-seen")


def seen_number(form: Any) -> int:
    """Return the number of the wording that was read; 0, which none has, when it is not a number."""
    value = str(form.seen.raw_data[0]) if form.seen.raw_data else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def shortened(words: str, most: int) -> str:
    """Return the first words of a text, at most so many characters."""
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"
