# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a decision: an outcome and a reason for each change, and on whose behalf it is entered."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, StopValidation
from wtforms.validators import Optional as MayBeEmpty

from amendments.decisions.actions import Act, Ruling
from amendments.documents.texts import fingerprint
from amendments.forms import LONGEST_REASON, LONGEST_TITLE
from amendments.request_models import Outcome
from db import N_, Invalid
from fields import DayField, Form, at_most, characters, line, of_our_time, prose, whole
from redline import text

OUTCOMES = [
    SelectChoice(Outcome.ACCEPTED.value, _("Accetta")),
    SelectChoice(Outcome.REJECTED.value, _("Respingi")),
    SelectChoice(Outcome.ABSORBED.value, _("Assorbita: è già nel testo")),
    SelectChoice(Outcome.PRECLUDED.value, _("Preclusa: non è più applicabile")),
]


class ForOrgan(Form):
    """On whose behalf a decision is entered, where another organ took it."""

    organ = StringField(_("Organo che ha deciso"), [at_most(200)], [line])
    sitting = DayField(_("Seduta del"), [MayBeEmpty(), of_our_time])
    act = StringField(_("Atto"), [at_most(200)], [line])

    def entered_for(self) -> Act:
        """Return on whose behalf the decision is entered."""
        return Act(self.organ.data or "", self.sitting.data, self.act.data or "")


class DecisionForm(ForOrgan):
    """What is the same for every amendment; `decision_form` adds a field for each change."""

    seen_version = HiddenField(filters=[whole])
    seen_revision = HiddenField(filters=[whole])
    reason = TextAreaField(_("Motivo per tutti i punti"), [at_most(LONGEST_REASON)], [prose])
    conflict_declared = BooleanField(_("Dichiaro in pubblico il conflitto di interessi: la modifica è mia"))
    edited_title = StringField(_("Titolo"), [at_most(LONGEST_TITLE)], [line])
    edited_body = TextAreaField(_("Testo"), [], [characters])
    edited_on = HiddenField()
    numbers: Sequence[int] = ()

    def rulings(self) -> list[Ruling]:
        """Return what was said of each change; one without a reason of its own has the common one."""
        return [
            Ruling(number, self.outcome(number).data, self.reason_of(number).data or self.reason.data or "")
            for number in self.numbers
        ]

    def entered_for(self) -> Act:
        """Return on whose behalf the decision is entered, and whether a conflict is declared."""
        return replace(super().entered_for(), conflict_declared=bool(self.conflict_declared.data))

    def accepted(self) -> set[int]:
        """Return the numbers of the changes to be accepted."""
        return {number for number in self.numbers if self.outcome(number).data == Outcome.ACCEPTED}

    def outcome(self, number: int) -> Any:
        """Return the field of the outcome of a change."""
        return self[f"outcome_{number}"]

    def reason_of(self, number: int) -> Any:
        """Return the field of the reason of a change."""
        return self[f"reason_{number}"]

    def offer(self, merged: str) -> None:
        """Put the merged text into the boxes in which it can be reworded."""
        self.edited_title.data, self.edited_body.data = text.title(merged), text.body(merged)
        self.edited_on.data = fingerprint(merged)

    def edited(self, merged: str) -> str | None:
        """Return the text as it was reworded, or None where it is the merged text; raise Invalid when too long."""
        if not self.rewords(merged):
            return None
        try:
            typed = text.compose(self.edited_title.data, self.edited_body.data or "")
        except text.TooLong as error:
            raise Invalid("edited_body", N_("Il testo è troppo lungo: accorcialo.")) from error
        return typed if typed != merged else None

    def rewords(self, merged: str) -> bool:
        """Say whether what stands in the boxes was written on this merged text, and not on another."""
        return self.edited_title.data is not None and self.edited_on.data == fingerprint(merged)

    def typed(self) -> str:
        """Return what stands in the boxes, as it is, to be shown and copied."""
        return f"{self.edited_title.data or ''}\n\n{self.edited_body.data or ''}".strip()


def decision_form(numbers: Sequence[int], sent: MultiDict[str, str]) -> DecisionForm:
    """Return the form for the changes with these numbers, filled with what was sent, if anything."""
    return _form_for(tuple(numbers))(sent or None)


@lru_cache(maxsize=64)
def _form_for(numbers: tuple[int, ...]) -> type[DecisionForm]:
    fields: dict[str, Any] = {"numbers": numbers}
    for number in numbers:
        fields[f"outcome_{number}"] = RadioField(
            _("Esito del punto %(number)s", number=number),
            [InputRequired(_("Scegli l’esito del punto %(number)s.", number=number))],
            choices=OUTCOMES,
        )
        fields[f"reason_{number}"] = TextAreaField(
            _("Motivo del punto %(number)s", number=number), [at_most(LONGEST_REASON), _reasoned(number)], [prose]
        )
    return type("AmendmentDecisionForm", (DecisionForm,), fields)


def _reasoned(number: int) -> Any:
    """Return the validator that asks for a reason unless the change is plainly accepted."""

    def reasoned(form: DecisionForm, field: Any) -> None:
        outcome = form.outcome(number).data
        if outcome and outcome != Outcome.ACCEPTED and not field.data and not form.reason.data:
            raise StopValidation(gettext("Scrivi il motivo del punto %(number)s: lo leggeranno tutti.", number=number))

    return reasoned
