# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of one paragraph as it shall be, and why."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from amendments.forms import LONGEST_REASON
from fields import Form, at_most, characters, prose


class ParagraphForm(Form):
    """A paragraph as it shall be; the reason may be written when the request is complete."""

    text = TextAreaField(_("Il capoverso come lo vorresti"), [], [characters])
    reason = TextAreaField(_("Perché chiedi questa modifica"), [at_most(LONGEST_REASON)], [prose])
