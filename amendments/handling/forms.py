# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of handling a request: a question to its author and the answer, a note, who looks after it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField, TextAreaField
from wtforms.fields import SelectChoice

from fields import Form, at_most, prose, required

LONGEST = 5_000


class QuestionForm(Form):
    """A question to the author of a request."""

    question = TextAreaField(
        _("Che cosa vuoi chiedere"), [*required(_("Scrivi che cosa vuoi chiedere.")), at_most(LONGEST)], [prose]
    )


class AnswerForm(Form):
    """The answer to a question."""

    answer = TextAreaField(_("La tua risposta"), [*required(_("Scrivi la tua risposta.")), at_most(LONGEST)], [prose])


class NoteForm(Form):
    """An internal note."""

    text = TextAreaField(_("Nota interna"), [*required(_("Scrivi la nota.")), at_most(LONGEST)], [prose])


class AssignForm(Form):
    """Which moderator looks after a request; 0 is nobody."""

    user = SelectField(_("Chi se ne occupa"), coerce=int)

    def offer(self, moderators: Iterable[Any], chosen: int | None) -> None:
        """Offer nobody and the moderators; `chosen` is who looks after it now."""
        self.user.choices = [SelectChoice(0, gettext("Nessuno")), *(SelectChoice(m.id, m.name) for m in moderators)]
        if self.user.data is None:
            self.user.data = chosen or 0
