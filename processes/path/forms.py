# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a section of the path."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from fields import Form, at_most, line, prose, required, whole
from processes.path.actions import Chapter
from processes.path.models import SectionKind

KINDS = {
    SectionKind.OBJECTIVES: _("Obiettivi"),
    SectionKind.PURPOSES: _("Finalità, numerate"),
    SectionKind.PROMOTERS: _("Chi promuove il percorso"),
    SectionKind.DOCUMENTS: _("Documenti"),
    SectionKind.EXPECTED: _("Che cosa si aspetta da chi partecipa"),
    SectionKind.NEXT_STEPS: _("Prossimi passi"),
    SectionKind.NOTES: _("Intestazione e note"),
    SectionKind.FREE: _("Altro"),
}


class SectionForm(Form):
    """A section of the path: what it is about, its heading and its text."""

    kind = SelectField(
        _("Di che cosa parla"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=SectionKind.OBJECTIVES.value,
    )
    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo della sezione.")), at_most(200)], [line])
    text = TextAreaField(_("Testo"), [at_most(20_000)], [prose])
    folded = BooleanField(_("Si apre e si chiude: all’inizio si vede solo il titolo"))
    seen = HiddenField(filters=[whole], default=0)

    def chapter(self) -> Chapter:
        """Return what was entered."""
        return Chapter(self.kind.data, self.title.data, self.text.data, self.folded.data)
