# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of the desk: one for each amendment, one for several at once, one to publish, one to undo.

The names of fields end in the number of the amendment and of the change, since many forms stand on one page.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional as MayBeEmpty

from amendments.decisions.forms import OUTCOMES, ForOrgan
from amendments.desk.actions import LONGEST_WORDS, Wish
from amendments.desk.queries import OnDesk
from amendments.forms import LONGEST_REASON
from amendments.request_models import Outcome
from fields import Form, add_error, at_most, prose, required, whole

OWN = SelectChoice(Outcome.MODIFIED.value, _("Accetta con altre parole, scritte qui sotto"))
STAGED_OUTCOMES = [OUTCOMES[0], OWN, *OUTCOMES[1:]]
ALL = {"accept": Outcome.ACCEPTED.value, "reject": Outcome.REJECTED.value}


class StageForm(Form):
    """What a moderator means to decide of one amendment; `stage_form` adds the fields of its changes."""

    number = 0
    numbers: Sequence[int] = ()

    def field(self, name: str, change: int | None = None) -> Any:
        """Return a field of the amendment, or of one of its changes."""
        return self["_".join(map(str, (name, self.number) if change is None else (name, self.number, change)))]

    def wishes(self) -> list[Wish]:
        """Return what was chosen, of each change for which anything was; one without a reason has the common one."""
        found = []
        for number in self.numbers:
            outcome = self.field("outcome", number).data
            reason = self.field("reason", number).data or self.field("reason").data or ""
            if outcome:
                found.append(Wish(number, outcome, reason, self.field("words", number).data))
        return found

    def is_whole(self) -> bool:
        """Say whether something was chosen, with the reasons and words that it needs; else say what is missing."""
        if not self.wishes():
            add_error(self, f"outcome_{self.number}_{self.numbers[0]}", gettext("Scegli l’esito di almeno un punto."))
        for wish in self.wishes():
            if wish.outcome != Outcome.ACCEPTED and not wish.reason:
                sentence = gettext("Scrivi il motivo del punto %(number)s: lo leggeranno tutti.", number=wish.change)
                add_error(self, f"reason_{self.number}_{wish.change}", sentence)
            if wish.outcome == Outcome.MODIFIED and not wish.words:
                sentence = gettext("Scrivi le tue parole per il punto %(number)s.", number=wish.change)
                add_error(self, f"words_{self.number}_{wish.change}", sentence)
        return not self.errors


def stage_form(one: OnDesk, sent: MultiDict[str, str] | None = None) -> StageForm:
    """Return the form of an amendment, filled with what was sent or with what is staged."""
    numbers = tuple(change.number for change in one.request.changes)
    fields: dict[str, Any] = {"number": one.number, "numbers": numbers}
    staged: dict[str, Any] = {f"revision_{one.number}": one.amendment.revision}
    fields[f"revision_{one.number}"] = HiddenField(filters=[whole])
    fields[f"reason_{one.number}"] = TextAreaField(_("Motivo per tutti i punti"), [at_most(LONGEST_REASON)], [prose])
    fields[f"alike_{one.number}"] = BooleanField(_("Lo stesso anche per chi chiede lo stesso, se non è già preparato"))
    for change in one.request.changes:
        name = f"{one.number}_{change.number}"
        fields[f"outcome_{name}"] = RadioField(_("Esito"), [MayBeEmpty()], choices=STAGED_OUTCOMES)
        fields[f"reason_{name}"] = TextAreaField(_("Motivo"), [at_most(LONGEST_REASON)], [prose])
        fields[f"words_{name}"] = TextAreaField(_("Le tue parole"), [at_most(LONGEST_WORDS)], [prose])
        row = one.staged.get(change.number)
        staged[f"words_{name}"] = (row.words if row is not None else None) or change.new.strip()
        if row is not None:
            staged |= {f"outcome_{name}": row.outcome, f"reason_{name}": row.reason}
    made: StageForm = type("AmendmentStageForm", (StageForm,), fields)(sent, data=staged)
    return made


class BulkForm(Form):
    """One outcome and one reason for several amendments."""

    outcome = SelectField(_("Esito per tutte"), choices=OUTCOMES)
    reason = TextAreaField(_("Motivo per tutte"), [at_most(LONGEST_REASON)], [prose])


class PublishForm(ForOrgan):
    """The publication of what was seen: version and state of the desk travel along."""

    seen_version = HiddenField(filters=[whole])
    seal = HiddenField()


class UndoForm(Form):
    """The undoing of what was just published."""

    seen = HiddenField(filters=[whole])
    reason = TextAreaField(
        _("Perché annulli"),
        [*required(_("Scrivi perché annulli: lo leggeranno tutti.")), at_most(LONGEST_REASON)],
        [prose],
    )
