# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of the first-run page."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import InputRequired

from auth.forms import SiteForm
from auth.passwords import SHORTEST
from db import Invalid
from fields import at_most, required


class SetupForm(SiteForm):
    """Everything that must be known before the site can open."""

    code = StringField(
        _("Codice di installazione"),
        required(_("Scrivi il codice che hai ricevuto da chi ha installato la piattaforma.")),
        description=_("Lo stampa il comando che prepara l’installazione; vale una volta sola."),
    )
    admin_name = StringField(_("Nome e cognome"), required(_("Scrivi il nome di chi amministra.")))
    admin_email = EmailField(_("Indirizzo e-mail"), required(_("Scrivi l’indirizzo di chi amministra.")))
    admin_password = PasswordField(
        _("Password"),
        [InputRequired(_("Scrivi una password."))],
        description=_("Almeno %(least)s caratteri. Va bene anche una frase che ricordi solo tu.", least=SHORTEST),
    )
    process_title = StringField(
        _("Titolo del primo processo partecipativo"),
        [*required(_("Scrivi il titolo.")), at_most(200)],
        description=_("Ad esempio «Piano della formazione 2026»."),
    )
    process_slug = StringField(
        _("Nome nell’indirizzo"),
        [*required(_("Scrivi il nome nell’indirizzo.")), at_most(80)],
        description=_("Lettere minuscole, cifre e trattini, ad esempio piano-2026."),
    )
    process_prefix = StringField(
        _("Sigla dei riferimenti"),
        [*required(_("Scrivi la sigla.")), at_most(20)],
        description=_("Sta all’inizio del riferimento di ogni proposta, ad esempio par in par-PROP-2026-01-1."),
    )


@contextmanager
def named(prefix: str) -> Iterator[None]:
    """Name what is refused inside as this form does: fields of people and processes bear a prefix."""
    try:
        yield
    except Invalid as error:
        raise Invalid(prefix + error.field, error.message, **error.words) from error
