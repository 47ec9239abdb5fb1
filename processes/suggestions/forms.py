# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of processes that people tell of."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, StringField, TextAreaField, URLField
from wtforms.validators import URL, NumberRange, Optional

from fields import Form, at_most, line, prose, required
from processes.sheet.forms import WholeField
from processes.suggestions.actions import Told

YEAR = _("Scrivi un anno di quattro cifre, per esempio 2017.")


class SuggestForm(Form):
    """Tell of a process."""

    title = StringField(_("Titolo"), [*required(_("Scrivi il titolo del processo.")), at_most(200)], [line])
    description = TextAreaField(_("Di che cosa si tratta"), [at_most(5_000)], [prose])
    holder = StringField(_("Chi prende la decisione"), [at_most(200)], [line])
    places = TextAreaField(_("Luoghi"), [at_most(2_000)], [prose])
    started = WholeField(_("Anno di avvio"), [Optional(), NumberRange(1900, 2200, YEAR)], YEAR)
    source = URLField(
        _("Pagina che ne parla"),
        [Optional(), at_most(500), URL(message=_("Scrivi un indirizzo completo, per esempio https://www.esempio.it."))],
        [line],
    )
    reporter = StringField(_("Come vuoi essere citato nei crediti"), [at_most(100)], [line])
    email = EmailField(_("Indirizzo e-mail per la risposta"), [at_most(254)], [line])

    def told(self) -> Told:
        """Return what was entered."""
        plain = {field.short_name: field.data for field in self if field.short_name != "places"}
        return Told(**plain, places=[line(place) for place in self.places.data.splitlines() if place.strip()])


class AcceptForm(Form):
    """Let a suggestion become a process."""

    slug = StringField(_("Indirizzo della pagina"), [*required(_("Scrivi l’indirizzo.")), at_most(80)], [line])
    prefix = StringField(_("Prefisso dei riferimenti"), [*required(_("Scrivi il prefisso.")), at_most(20)], [line])


class RefuseForm(Form):
    """Refuse a suggestion."""

    reason = TextAreaField(
        _("Perché non la pubblichi"), [*required(_("Scrivi perché: resta agli atti.")), at_most(2_000)], [prose]
    )
