# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of processes, and what every form about them shares."""

from dataclasses import fields

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from fields import DayField, Form, at_most, line, of_our_time, prose, required
from processes.actions import HEADINGS, Sheet
from processes.calendar import end_of, first_day, last_day, start_of
from processes.models import Moderation, Participation, Phase, Process, SupportersShown
from processes.phases.actions import ACTIVITIES, Period

BEFORE_AFTER = [
    SelectChoice(Moderation.AFTER.value, _("Si pubblica subito; chi modera interviene dopo")),
    SelectChoice(Moderation.BEFORE.value, _("Si pubblica solo quando chi modera ha letto")),
]


class SheetForm(Form):
    """The sheet of a process."""

    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo del processo.")), at_most(200)], [line])
    slug = StringField(_("Indirizzo della pagina"), [*required(_("Scrivi l’indirizzo.")), at_most(80)], [line])
    prefix = StringField(_("Prefisso dei riferimenti"), [*required(_("Scrivi il prefisso.")), at_most(20)], [line])
    description = TextAreaField(_("Descrizione"), [at_most(20_000)], [prose])
    headings = TextAreaField(
        _("Titoli delle sezioni di una proposta"), [at_most(2_000)], [prose], default="\n".join(HEADINGS)
    )
    participation = RadioField(
        _("Chi può partecipare"),
        choices=[
            SelectChoice(Participation.OPEN.value, _("Chiunque abbia un account")),
            SelectChoice(Participation.DOMAIN.value, _("Chi ha un indirizzo e-mail dei domini elencati sotto")),
            SelectChoice(Participation.INVITATION.value, _("Solo chi è invitato")),
        ],
        default=Participation.OPEN.value,
    )
    domains = TextAreaField(_("Domini ammessi"), [at_most(2_000)], [prose])
    supporters_shown = RadioField(
        _("Chi vede l’elenco dei sostenitori"),
        choices=[
            SelectChoice(SupportersShown.PUBLIC.value, _("Tutti")),
            SelectChoice(SupportersShown.SIGNED_IN.value, _("Solo chi ha fatto l’accesso")),
            SelectChoice(SupportersShown.COUNT.value, _("Nessuno: si mostra solo il numero")),
        ],
        default=SupportersShown.PUBLIC.value,
    )
    amendment_moderation = RadioField(_("Proposte di modifica"), choices=BEFORE_AFTER, default=Moderation.AFTER.value)
    comment_moderation = RadioField(_("Commenti"), choices=BEFORE_AFTER, default=Moderation.AFTER.value)
    answer_days = IntegerField(
        _("Entro quanti giorni da quando arriva"),
        [Optional(), NumberRange(1, 1_000, _("Scrivi un numero di giorni, da 1 a 1000."))],
    )
    answer_by = DayField(_("Oppure entro una data, uguale per tutte"), [Optional(), of_our_time])
    support_threshold = IntegerField(
        _("Soglia di sostegni"),
        [Optional(), NumberRange(1, 1_000_000, _("Scrivi un numero di sostegni, da 1 a un milione."))],
    )

    @classmethod
    def of(cls, process: Process) -> "SheetForm":
        """Return the form, filled in with the sheet of a process."""
        names = [field.name for field in fields(Sheet)]
        lists = {name: "\n".join(getattr(process, name)) for name in ("headings", "domains")}
        return cls(data={name: getattr(process, name) for name in names} | lists)

    def sheet(self) -> Sheet:
        """Return what was entered."""
        lists = {name: self[name].data.splitlines() for name in ("headings", "domains")}
        plain = {f.short_name: f.data for f in self if f.short_name not in lists}
        kept = {name: [line(item) for item in items if item.strip()] for name, items in lists.items()}
        return Sheet(**plain, headings=kept["headings"], domains=[d.lower().lstrip("@") for d in kept["domains"]])


class PhaseForm(Form):
    """A phase: its days, and what they open."""

    title = StringField(_("Nome della fase"), [*required(_("Scrivi il nome della fase.")), at_most(200)], [line])
    first_day = DayField(
        _("Primo giorno"), [InputRequired(_("Scrivi il primo giorno, per esempio 2026-11-30.")), of_our_time]
    )
    last_day = DayField(_("Ultimo giorno (compreso)"), [Optional(), of_our_time])
    proposing = BooleanField(_("Lo staff scrive e pubblica proposte"))
    amending = BooleanField(_("Si propongono modifiche"))
    supporting = BooleanField(_("Si sostengono proposte e modifiche"))
    commenting = BooleanField(_("Si commenta"))

    @classmethod
    def of(cls, phase: Phase | None) -> "PhaseForm":
        """Return the form, filled in with a phase where there is one."""
        if phase is None:
            return cls()
        return cls(obj=phase, data={"first_day": first_day(phase), "last_day": last_day(phase)})

    def period(self) -> Period:
        """Return what was entered, as moments."""
        end = end_of(self.last_day.data) if self.last_day.data else None
        opens = {activity: self[activity].data for activity in ACTIVITIES}
        return Period(self.title.data, start_of(self.first_day.data), end, **opens)


class PartForm(Form):
    """A part of the plan."""

    number = StringField(_("Numero"), [*required(_("Scrivi il numero, per esempio 5.")), at_most(20)], [line])
    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo della parte.")), at_most(200)], [line])
