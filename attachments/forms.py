# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of attachments."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice

from attachments.actions import LONGEST_REASON, LONGEST_TITLE, Label
from attachments.labels import KINDS, LICENCES
from attachments.models import Kind, Licence
from fields import Form, at_most, line, required


class LabelForm(Form):
    """What is said about a file."""

    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo.")), at_most(LONGEST_TITLE)], [line])
    kind = SelectField(
        _("Che cos’è"), choices=[SelectChoice(k, _(words)) for k, words in KINDS.items()], default=Kind.OTHER.value
    )
    licence = SelectField(
        _("Licenza"), choices=[SelectChoice(k, _(words)) for k, words in LICENCES.items()], default=Licence.CC_BY.value
    )

    def label(self) -> Label:
        """Return what was entered."""
        return Label(self.title.data or "", self.kind.data, self.licence.data)


class AddForm(LabelForm):
    """A file and what is said about it."""

    file = FileField(_("File"), [FileRequired(_("Scegli un file."))])


class RemoveForm(Form):
    """Why an attachment goes."""

    reason = StringField(
        _("Perché lo togli"), [*required(_("Scrivi perché lo togli.")), at_most(LONGEST_REASON)], [line]
    )
