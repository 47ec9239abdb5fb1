# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form that switches functions on and off."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField

from fields import Form
from permissions import FEATURES


class FeaturesForm(Form):
    """The functions that the site offers."""

    on = SelectMultipleField(_("Che cosa si può fare su questo sito"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on.choices = [(name, _(says)) for name, says in FEATURES.items()]
