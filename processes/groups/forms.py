# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of the page of a group of processes."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import NumberRange, Optional

from fields import Form, at_most, line, prose, whole
from processes.groups.actions import About
from processes.sheet.forms import WholeField
from processes.sheet.models import Term

YEAR = _("Scrivi un anno di quattro cifre, per esempio 2017.")


class GroupForm(Form):
    """What is said of a group."""

    description = TextAreaField(_("Descrizione"), [at_most(20_000)], [prose])
    started = WholeField(_("Anno di avvio"), [Optional(), NumberRange(1900, 2200, YEAR)], YEAR)
    closed = WholeField(_("Anno di chiusura"), [Optional(), NumberRange(1900, 2200, YEAR)], YEAR)
    body = StringField(_("Ente che lo cura"), [at_most(200)], [line])
    seen = HiddenField(filters=[whole])

    @classmethod
    def of(cls, group: Term) -> "GroupForm":
        """Return the form, filled in with what is said of a group."""
        return cls(data=asdict(About.of(group)) | {"seen": group.edition})

    def about(self) -> About:
        """Return what was entered."""
        return About(self.description.data, self.started.data, self.closed.data, self.body.data)
