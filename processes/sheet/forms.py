# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a sheet's facts, made from their catalogue; of its bodies; and of the lists of words."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import URL, NumberRange, Optional

from fields import DayField, Form, at_most, line, of_our_time, prose, required, whole
from processes.sheet.facts import FACTS, PROGRESS, ROLES, TERMS, Fact, Kind

LARGEST = 2**31 - 1


class WholeField(IntegerField):
    """A whole number, with a sentence that says how to write it."""

    def __init__(self, label: Any, validators: Any, sentence: str, **more: Any) -> None:
        super().__init__(label, validators, **more)
        self.sentence = sentence

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; what is none comes back with the sentence."""
        if valuelist and valuelist[0].strip():
            try:
                super().process_formdata(valuelist)
            except ValueError as error:
                raise ValueError(gettext(self.sentence)) from error


class FactsForm(Form):
    """All facts of a sheet but its bodies; the fields are added below, one for each fact of the catalogue."""

    seen = HiddenField(filters=[whole])
    reason = StringField(_("Perché cambi il testo"), [at_most(2_000)], [line])

    @classmethod
    def of(cls, values: dict[str, Any], edition: int) -> "FactsForm":
        """Return the form, filled in with the facts that are there."""
        return cls(data=values | {"places": "\n".join(values.get("places", [])), "seen": edition})

    def values(self) -> dict[str, Any]:
        """Return what was entered."""
        entered = {name: self[name].data for name in FACTS if name not in ROLES}
        return entered | {"places": [line(place) for place in entered["places"].splitlines() if place.strip()]}


def _field(fact: Fact) -> Any:
    """Return the field by which a fact is written."""
    label, hint = _(fact.label), _(fact.hint) if fact.hint else ""
    year, number = _("Scrivi un anno di quattro cifre, per esempio 2017."), _("Scrivi solo cifre, per esempio 12000.")
    match fact.kind:
        case Kind.YEAR:
            return WholeField(label, [Optional(), NumberRange(1900, 2200, year)], year, description=hint)
        case Kind.NUMBER | Kind.EUROS:
            return WholeField(label, [Optional(), NumberRange(0, LARGEST, number)], number, description=hint)
        case Kind.DAY:
            return DayField(label, [Optional(), of_our_time], description=hint)
        case Kind.FLAG:
            return BooleanField(label, description=hint)
        case Kind.CHOICE:
            choices = [SelectChoice("", _("Non indicato")), *(SelectChoice(p.value, _(w)) for p, w in PROGRESS.items())]
            return SelectField(label, choices=choices, description=hint)
        case Kind.PROSE | Kind.PLACES:
            return TextAreaField(label, [at_most(20_000)], [prose], description=hint)
        case Kind.LINK:
            wrong = _("Scrivi un indirizzo completo, per esempio https://www.esempio.it/scheda.")
            return URLField(label, [Optional(), at_most(500), URL(message=wrong)], [line], description=hint)
    return StringField(label, [at_most(200)], [line], description=hint)


for _fact in FACTS.values():
    if _fact.name not in ROLES:
        setattr(FactsForm, _fact.name, _field(_fact))


class BodyRoleForm(Form):
    """A body, and its role in a process."""

    role = RadioField(
        _("Ruolo"),
        required(_("Scegli un ruolo.")),
        choices=[SelectChoice(role, _(FACTS[role].label)) for role in ROLES],
    )
    name = StringField(_("Nome dell’ente"), [*required(_("Scrivi il nome dell’ente.")), at_most(200)], [line])
    place = StringField(_("Comune"), [at_most(100)], [line])
    province = StringField(_("Sigla della provincia"), [at_most(2)], [line])
    office = StringField(_("Ufficio dentro l’ente"), [at_most(200)], [line])


class TermForm(Form):
    """A word of one of the lists."""

    vocabulary = SelectField(_("Elenco"), choices=[SelectChoice(name, _(FACTS[name].label)) for name in TERMS])
    name = StringField(_("Parole"), [*required(_("Scrivi le parole.")), at_most(200)], [line])
    shows_all = BooleanField(_("Le schede di questo tipo mostrano tutte le voci, anche quelle vuote"))
