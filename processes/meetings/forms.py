# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of meetings: a meeting with its bodies, who joined the network, and the declared figures."""

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from fields import DayField, Form, at_most, line, of_our_time, prose, required, whole
from processes.meetings.actions import Gathering
from processes.meetings.models import BodyRole, Figure, Meeting, MeetingKind, Mode, Presence
from processes.models import Process

KINDS = {
    MeetingKind.PUBLIC: _("Eventi pubblici"),
    MeetingKind.TRAINING: _("Formazione"),
    MeetingKind.CODESIGN: _("Co-progettazione"),
    MeetingKind.COMMUNITY: _("Comunità"),
    MeetingKind.NETWORKING: _("Networking"),
}
MODES = {Mode.IN_PERSON: _("In presenza"), Mode.ONLINE: _("Online"), Mode.BOTH: _("In presenza e online")}
ROLES = {
    BodyRole.HOST: _("Chi ospita"),
    BodyRole.CO_ORGANISER: _("Chi organizza insieme"),
    BodyRole.SPEAKER: _("Chi interviene"),
    BodyRole.PRESENT: _("Enti presenti"),
}
LARGEST = 1_000_000
COUNT = [Optional(), NumberRange(0, LARGEST, _("Scrivi un numero, per esempio 50."))]
SEATS = [Optional(), NumberRange(1, LARGEST, _("Scrivi un numero, per esempio 30."))]
_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def an_hour(form: Any, field: StringField) -> None:
    """Take an hour such as 9.30, and write it as 09:30."""
    if not field.data:
        return
    found = _HOUR.fullmatch(field.data)
    if found is None:
        raise StopValidation(gettext("Scrivi l’ora così: 18:30."))
    field.data = f"{int(found[1]):02}:{found[2]}"


class MeetingForm(Form):
    """A meeting, with the bodies that had a role in it, one a line."""

    heading = StringField(
        _("Intestazione"), [*required(_("Scrivi l’intestazione, per esempio il luogo.")), at_most(200)], [line]
    )
    title = StringField(_("Titolo"), [at_most(300)], [line])
    series = StringField(_("Serie"), [at_most(100)], [line])
    kind = SelectField(_("Tipo di attività"), choices=[SelectChoice(k.value, w) for k, w in KINDS.items()])
    held_on = DayField(_("Giorno"), [InputRequired(_("Scrivi il giorno, per esempio 2026-11-30.")), of_our_time])
    hour = StringField(_("A che ora"), [an_hour], [line])
    mode = RadioField(
        _("Come"), choices=[SelectChoice(m.value, w) for m, w in MODES.items()], default=Mode.IN_PERSON.value
    )
    place = StringField(_("Luogo o collegamento"), [at_most(300)], [line])
    text = TextAreaField(_("Descrizione"), [at_most(20_000)], [prose])
    tables = TextAreaField(_("Tavoli di lavoro"), [at_most(5_000)], [prose])
    needs = TextAreaField(_("Bisogni emersi"), [at_most(5_000)], [prose])
    host = TextAreaField(ROLES[BodyRole.HOST], [at_most(5_000)], [prose])
    co_organiser = TextAreaField(ROLES[BodyRole.CO_ORGANISER], [at_most(5_000)], [prose])
    speaker = TextAreaField(ROLES[BodyRole.SPEAKER], [at_most(5_000)], [prose])
    present = TextAreaField(ROLES[BodyRole.PRESENT], [at_most(20_000)], [prose])
    people = IntegerField(_("Quante persone"), COUNT)
    people_about = BooleanField(_("Il numero di persone è approssimato"))
    people_note = StringField(_("Quali persone"), [at_most(200)], [line])
    body_count = IntegerField(_("Quanti enti in tutto, anche senza nome"), COUNT)
    body_count_about = BooleanField(_("Il numero di enti è approssimato"))
    minutes = TextAreaField(_("Verbale"), [at_most(100_000)], [prose])
    agenda = TextAreaField(_("Programma"), [at_most(20_000)], [prose])
    registers = BooleanField(_("Ci si iscrive"))
    seats = IntegerField(_("Quanti posti"), SEATS)
    seen = HiddenField(filters=[whole], default=0)

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        """Return the form, filled in with a meeting."""
        words = {name: getattr(meeting, name) for name in Gathering.__dataclass_fields__}
        bodies = {role.value: "\n".join(_written(one) for one in meeting.with_role(role)) for role in BodyRole}
        return cls(data=words | bodies | {"tables": "\n".join(meeting.tables), "seen": meeting.revision})

    def gathering(self) -> Gathering:
        """Return what was entered, but for the bodies."""
        words = {name: self[name].data for name in Gathering.__dataclass_fields__}
        return Gathering(**words | {"tables": _lines(self.tables.data)})

    def bodies(self) -> dict[str, list[str]]:
        """Return the bodies that were entered, by role."""
        return {role.value: _lines(self[role.value].data) for role in BodyRole}


class JoiningForm(Form):
    """Which of the bodies seen for the first time joined the network."""

    bodies = SelectMultipleField(_("Enti alla prima presenza"), coerce=int)

    def offer(self, presences: list[Presence]) -> "JoiningForm":
        """Offer these bodies."""
        self.bodies.choices = [SelectChoice(one.body_id, one.body.full_name) for one in presences]
        return self


class FiguresForm(Form):
    """How many activities of each kind there were, as the process itself says."""

    declared_on = DayField(_("Numeri aggiornati al"), [Optional(), of_our_time])

    def figures(self, process: Process) -> list[Figure]:
        """Return what was entered."""
        return [
            Figure(
                process_id=process.id,
                kind=kind.value,
                label=self[f"{kind.value}_label"].data,
                declared=self[f"{kind.value}_declared"].data,
                declared_on=self.declared_on.data,
            )
            for kind in MeetingKind
        ]

    @classmethod
    def of(cls, figures: dict[str, Figure]) -> "FiguresForm":
        """Return the form, filled in with the declared figures."""
        words: dict[str, Any] = {f"{kind}_label": figure.label for kind, figure in figures.items()}
        words |= {f"{kind}_declared": figure.declared for kind, figure in figures.items()}
        return cls(data=words | {"declared_on": next((f.declared_on for f in figures.values()), None)})


for _kind in MeetingKind:
    setattr(FiguresForm, f"{_kind.value}_declared", IntegerField(_("Quanti"), COUNT))
    setattr(FiguresForm, f"{_kind.value}_label", StringField(_("Con che nome"), [at_most(100)], [line]))


def _lines(text: str) -> list[str]:
    return [line(one) for one in text.splitlines() if one.strip()]


def _written(presence: Presence) -> str:
    """Return a body as it is written on its line: the province tells it from others of that name."""
    body = presence.body
    return f"{body.name} ({body.province})" if body.province else body.name
