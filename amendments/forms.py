# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of texts: writing and reviewing a change, giving a reason; and what all of them share."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, StopValidation

from amendments.request_models import Channel
from auth.models import User
from db import Invalid, now
from redline import text
from redline.text import clean_characters

T = TypeVar("T")
LONGEST_TITLE = 300
LONGEST_REASON = 5_000


def line(value: str | None) -> str:
    """Return what was typed into one line, without what is invisible and without double spaces."""
    return " ".join(clean_characters(value or "").split())


def prose(value: str | None) -> str:
    """Return what was typed into several lines, without what is invisible."""
    return clean_characters(value or "").strip()


def characters(value: str | None) -> str:
    """Return what was typed, without what is invisible, its spaces and blank lines as they are."""
    return clean_characters(value or "")


def required(sentence: Any) -> list[Any]:
    """Return the validators of a field that cannot stay empty: the sentence says what to write there."""

    def filled(form: Any, field: Any) -> None:
        if not field.data:
            raise StopValidation(sentence)

    return [InputRequired(sentence), filled]


def at_most(number: int) -> Length:
    """Return the validator of a field's length."""
    return Length(max=number, message=_("Scrivi al massimo %(max)d caratteri."))


def whole(value: Any) -> int:
    """Return a hidden number as it came back, or -1, which fits nothing, for anything else."""
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else -1


def of_our_time(form: Any, field: Any) -> None:
    """Refuse days that nobody can mean, which also stand outside what databases keep."""
    if field.data is not None and not 1900 <= field.data.year <= 2200:
        raise StopValidation(gettext("Controlla l’anno: deve stare tra il 1900 e il 2200."))


def not_future(form: Any, field: Any) -> None:
    """Refuse days to come."""
    if field.data is not None and field.data > now().date():
        raise StopValidation(gettext("Scrivi il giorno in cui è arrivata, non futuro."))


def attempt(form: FlaskForm, deed: Callable[[], T]) -> T | None:
    """Return what the deed returns; when it raises Invalid, put the sentence beside its field and return None."""
    try:
        return deed()
    except Invalid as error:
        add_error(form, error.field, gettext(error.message, **error.words))
        return None


def add_error(form: FlaskForm, field: str, sentence: str) -> None:
    """Put a sentence beside a field of the form, or above the form where it has no such field."""
    if field in form:
        form[field].errors = [*form[field].errors, sentence]
    else:
        form.form_errors.append(sentence)


def status(form: FlaskForm) -> int:
    """Return the status of a page with a form: 422 when it came back with something to mend."""
    return 422 if form.errors else 200


class ReasonForm(FlaskForm):
    """A deed that needs nothing but a reason."""

    reason = TextAreaField(
        _("Motivo"), [*required(_("Scrivi il motivo: lo leggeranno tutti.")), at_most(LONGEST_REASON)], [prose]
    )


class RestoreForm(ReasonForm):
    """Bringing an older version back: `seen` is the version that was in force when the form was read."""

    seen = HiddenField(filters=[whole])


class WritingForm(FlaskForm):
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
    received_on = DateField(
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


class ModerateForm(FlaskForm):
    """Showing or hiding an amendment; hiding needs a reason. `seen` is the revision that was read."""

    seen = HiddenField(filters=[whole])
    reason = TextAreaField(_("Perché la nascondi"), [at_most(LONGEST_REASON)], [prose])


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
