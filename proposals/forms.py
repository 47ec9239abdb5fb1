# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of proposals."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from fields import DayField, Form, at_most, line, of_our_time, required
from languages import long_date
from processes.meetings.models import Meeting
from processes.models import Part
from redline.text import MAX_CHARACTERS, clean_characters


def id_or_none(value: Any) -> int | None:
    """Return the id that an option of a list stands for, or None for the option that names nothing."""
    return int(value) if value not in (None, "", "None") else None


def clean(value: Any) -> Any:
    """Return a text without signs that cannot be seen."""
    return clean_characters(value) if isinstance(value, str) else value


class DraftForm(Form):
    """The title and body of a draft."""

    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo della proposta.")), at_most(300)], [line])
    body = TextAreaField(
        _("Testo"),
        [
            *required(_("Scrivi il testo della proposta.")),
            Length(max=MAX_CHARACTERS, message=_("Il testo è troppo lungo: scrivi al massimo %(max)d caratteri.")),
        ],
        [clean],
    )


class SavingForm(DraftForm):
    """A draft that was saved before, with the number of the save it was written on."""

    base = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**31 - 1)])


class CoAuthorForm(Form):
    """The address of a person who is to write a draft too."""

    email = EmailField(_("Indirizzo e-mail"), [*required(_("Scrivi l’indirizzo e-mail.")), at_most(254)], [line])


class PlaceForm(Form):
    """Where a proposal stands in the plan."""

    part_id = SelectField(_("Parte del piano"), coerce=id_or_none)
    number = StringField(_("Numero"), [at_most(20)], [line])

    def with_parts(self, parts: Sequence[Part]) -> Any:
        """Offer these parts, and none."""
        self.part_id.choices = [
            SelectChoice("", _("Nessuna parte")),
            *(SelectChoice(p.id, f"{p.number} {p.title}") for p in parts),
        ]
        return self


class PublishForm(PlaceForm):
    """What is said of a proposal when it is published."""

    body_id = SelectField(_("A nome di"), coerce=id_or_none)
    original_date = DayField(_("Data originale"), [Optional(), of_our_time])
    original_reference = StringField(_("Riferimento originale"), [at_most(80)], [line])
    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**31 - 1)])

    def with_bodies(self, name: str, mandates: Sequence[Any]) -> Any:
        """Offer the person, and the bodies for which they act."""
        self.body_id.choices = [SelectChoice("", name), *(SelectChoice(m.body_id, m.body.name) for m in mandates)]
        return self


class MeetingsForm(Form):
    """The meetings from which a proposal came."""

    meetings = SelectMultipleField(_("Incontri"), coerce=int)

    def offer(self, meetings: Sequence[Meeting]) -> "MeetingsForm":
        """Offer these meetings."""
        self.meetings.choices = [SelectChoice(one.id, f"{one.name} ({long_date(one.held_on)})") for one in meetings]
        return self
