# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of texts: writing and reviewing a change, giving a reason; and what all of them share."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, StopValidation

from amendments.request_models import Channel
from auth.models import User
from db import Invalid
from fields import DayField, Form, at_most, characters, line, of_our_time, prose, required, whole
from languages import today
from redline import text

LONGEST_TITLE = 300
LONGEST_REASON = 5_000


def not_future(form: Any, field: Any) -> None:
    """Refuse days to come."""
    if field.data is not None and field.data > today():
        raise StopValidation(gettext("Scrivi il giorno in cui è arrivata, non futuro."))


class ReasonForm(Form):
    """A deed that needs nothing but a reason."""

    reason = TextAreaField(
        _("Motivo"), [*required(_("Scrivi il motivo: lo leggeranno tutti.")), at_most(LONGEST_REASON)], [prose]
    )


class RestoreForm(ReasonForm):
    """Bringing an older version back: `seen` is the version that was in force when the form was read."""

    seen = HiddenField(filters=[whole])


class WritingForm(Form):
    """A text being changed: `base` is the version it is written on, `seen` the revision that was read."""

    title = StringField(
        _("Titolo"),
        [*required(_("Manca il titolo: scrivi come si chiama la proposta.")), at_most(LONGEST_TITLE)],
        [line],
    )
    body = TextAreaField(_("Testo"), [], [characters])
    reason = TextAreaField(
        _("Perché chiedi questa modifica"),
        [*required(_("Scrivi perché chiedi questa modifica: lo leggeranno tutti.")), at_most(LONGEST_REASON)],
        [prose],
    )
    base = HiddenField(filters=[whole])
    seen = HiddenField(filters=[whole])

    def text(self) -> str:
        """Return the whole text in canonical form; raise Invalid when it is too long."""
        try:
            return text.compose(self.title.data, self.body.data or "")
        except text.TooLong as error:
            raise Invalid("body", gettext("Il testo è troppo lungo: accorcialo o dividilo in più proposte.")) from error


class ProposeForm(WritingForm):
    """A request for a change, by a person or for a body."""

    body_id = SelectField(_("A nome di chi"), coerce=int)

    def offer_bodies(self, user: User) -> None:
        """Offer oneself and the bodies that the person acts for; without any there is nothing to choose."""
        bodies = [SelectChoice(mandate.body_id, mandate.body.name) for mandate in user.mandates]
        if bodies:
            self.body_id.choices = [SelectChoice(0, gettext("A nome mio")), *bodies]
        else:
            del self.body_id

    @property
    def chosen_body(self) -> int | None:
        """The body that was chosen, or None for oneself."""
        return (self.body_id.data or None) if self.body_id else None


class EnterForm(WritingForm):
    """A request that came another way, written down by staff."""

    author_name = StringField(
        _("Chi chiede la modifica"), [*required(_("Scrivi chi chiede la modifica.")), at_most(200)], [line]
    )
    channel = RadioField(
        _("Come è arrivata"),
        [InputRequired(_("Scegli come è arrivata la richiesta."))],
        choices=[
            SelectChoice(Channel.PEC.value, _("Per posta elettronica certificata (PEC)")),
            SelectChoice(Channel.PAPER.value, _("Su carta")),
            SelectChoice(Channel.MEETING.value, _("In un incontro")),
        ],
    )
    received_on = DayField(
        _("Giorno in cui è arrivata"),
        [InputRequired(_("Scrivi il giorno in cui è arrivata, non futuro.")), of_our_time, not_future],
    )


class CorrectForm(WritingForm):
    """A correction by staff, with its reason."""

    reason = TextAreaField(
        _("Perché correggi il testo"),
        [*required(_("Scrivi il motivo: lo leggeranno tutti.")), at_most(LONGEST_REASON)],
        [prose],
    )


class ModerateForm(Form):
    """Showing or hiding an amendment; hiding needs a reason. `seen` is the revision that was read."""

    seen = HiddenField(filters=[whole])
    reason = TextAreaField(_("Perché la nascondi"), [at_most(LONGEST_REASON)], [prose])


class UpdateForm(Form):
    """What remains of an amendment on a newer version: `version` and `revision` are those the questions are about."""

    version = HiddenField(filters=[whole])
    revision = HiddenField(filters=[whole])

    @staticmethod
    def answers(typed: Any) -> dict[int, str]:
        """Return the answers that were given, by number of change."""
        names = [name for name in typed if name.startswith("answer_") and name[7:].isdecimal() and len(name) < 16]
        return {int(name[7:]): typed[name] for name in names}


class ConcludeForm(ReasonForm):
    """The end of a proposal: adopted or not, by which act or why."""

    adopted = RadioField(
        _("Esito finale"),
        [InputRequired(_("Scegli se la proposta è stata adottata."))],
        choices=[SelectChoice("yes", _("Adottata")), SelectChoice("no", _("Non adottata"))],
    )
    reason = TextAreaField(
        _("Atto o motivo"),
        [*required(_("Scrivi l’atto, o il motivo: lo leggeranno tutti.")), at_most(LONGEST_REASON)],
        [prose],
    )
