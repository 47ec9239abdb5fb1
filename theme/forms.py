# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms about how the site looks."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField

from fields import Form, at_most, line, prose
from theme.look import Look


class LookForm(Form):
    """Colours, links at the foot, prefix of references; its names are those of `Look`."""

    colour = StringField(
        _("Colore principale"),
        [at_most(50)],
        [line],
        description=_(
            "Testata, bottoni e link. Scrivilo come #0066cc: lo trovi nel manuale d’immagine del tuo ente. "
            "Per provare: #00663d è un verde, #a31f34 un rosso, #5b3a8c un viola."
        ),
    )
    foot_colour = StringField(
        _("Colore del piè di pagina"),
        [at_most(50)],
        [line],
        description=_("Se lo lasci vuoto, è una tinta più scura del colore principale."),
    )
    footer_links = TextAreaField(
        _("Link del piè di pagina"),
        [at_most(5_000)],
        [prose],
        description=_(
            "Uno per riga: le parole, una barra, l’indirizzo. Ad esempio: Amministrazione trasparente | "
            "https://www.comune.esempio.it/trasparenza. I link che la legge richiede ci sono sempre."
        ),
    )
    reference_prefix = StringField(
        _("Prefisso dei riferimenti"),
        [at_most(20)],
        [line],
        description=_("Lo proponiamo quando nasce un processo. Con «par» le proposte si chiamano par-PROP-2026-11-1."),
    )

    def look(self) -> Look:
        """Return what was entered."""
        return Look(**{name: self[name].data or "" for name in Look.__dataclass_fields__})


class LogoForm(Form):
    """The picture that stands in the header and at the foot of every page."""

    file = FileField(_("Immagine"), [FileRequired(_("Scegli un’immagine."))])
