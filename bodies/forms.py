# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of bodies."""

from dataclasses import fields
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField, URLField
from wtforms.fields.choices import SelectChoice

from auth.body_actions import LONGEST, LONGEST_NAME, LONGEST_PLACE, BodyData
from auth.models import Body, BodyKind
from bodies.labels import KINDS
from bodies.merge_actions import LONGEST_REASON
from fields import Form, at_most, line, prose, required

LONGEST_LIST = 1_000_000


class BodyForm(Form):
    """What is known of a body; its names are those of `BodyData`."""

    name = StringField(_("Nome dell’ente"), [*required(_("Scrivi il nome dell’ente.")), at_most(LONGEST_NAME)], [line])
    kind = SelectField(
        _("Che ente è"), choices=[SelectChoice(k, _(words)) for k, words in KINDS.items()], default=BodyKind.OTHER.value
    )
    place = StringField(_("Comune"), [at_most(LONGEST_PLACE)], [line])
    province = StringField(_("Sigla della provincia"), [at_most(2)], [line])
    ipa = StringField(_("Codice IPA"), [at_most(20)], [line])
    istat = StringField(_("Codice ISTAT"), [at_most(10)], [line])
    other_names = TextAreaField(_("Altri nomi"), [at_most(10_000)], [prose])
    website = URLField(_("Sito"), [at_most(LONGEST["website"])], [line])
    email = EmailField(_("E-mail"), [at_most(LONGEST["email"])], [line])
    pec = EmailField(_("PEC"), [at_most(LONGEST["pec"])], [line])
    phone = StringField(_("Telefono"), [at_most(LONGEST["phone"])], [line])
    address = StringField(_("Indirizzo"), [at_most(LONGEST["address"])], [line])
    privacy_text = TextAreaField(_("Informativa privacy dell’ente"), [at_most(LONGEST["privacy_text"])], [prose])

    @classmethod
    def of(cls, body: Body) -> "BodyForm":
        """Return the form, filled in with what is known of a body."""
        known = {field.name: getattr(body, field.name) for field in fields(BodyData)}
        return cls(data=known | {"other_names": "\n".join(body.other_names)})

    def data_of_body(self) -> BodyData:
        """Return what was entered."""
        entered: dict[str, Any] = {field.name: self[field.name].data or "" for field in fields(BodyData)}
        return BodyData(**entered | {"other_names": tuple((self.other_names.data or "").splitlines())})


class EntrustForm(Form):
    """Who acts for a body."""

    email = EmailField(
        _("Indirizzo e-mail della persona"), [*required(_("Scrivi l’indirizzo della persona.")), at_most(254)], [line]
    )
    referent = BooleanField(_("È referente: cura la pagina dell’ente e i processi di cui è titolare"))


class MergeForm(Form):
    """Which body is the same, and why."""

    into = StringField(
        _("Nome dell’ente che resta"), [*required(_("Scrivi il nome dell’ente.")), at_most(LONGEST_NAME)], [line]
    )
    reason = StringField(
        _("Perché sono lo stesso ente"), [*required(_("Scrivi perché.")), at_most(LONGEST_REASON)], [line]
    )


class ImportForm(Form):
    """A list of bodies, as a file or as text."""

    file = FileField(_("File CSV"))
    text = TextAreaField(_("Oppure il testo dell’elenco"), [at_most(LONGEST_LIST)])
