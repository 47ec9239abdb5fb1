# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a canned reason, and what choosing one does to a reason that is being written.

A choice travels as `canned` beside the field `reason`, and as `canned_3` beside `reason_3`. It works without
a script: its words come into the reason when the form is sent, with the button "Usa" or with any other.
"""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import StringField, TextAreaField

from amendments.decisions.canned_models import CannedReason
from amendments.forms import LONGEST_REASON
from fields import Form, at_most, line, prose, required

FIELD = "canned"


class CannedForm(Form):
    """A canned reason."""

    title = StringField(_("Titolo"), [*required(_("Scrivi un titolo breve, per riconoscerlo.")), at_most(100)], [line])
    text = TextAreaField(_("Motivo"), [*required(_("Scrivi le parole del motivo.")), at_most(LONGEST_REASON)], [prose])


def offered_canned(sent: MultiDict[str, str]) -> list[str]:
    """Return the names of the fields in which canned reasons were offered."""
    return [name for name in sent if name == FIELD or name.startswith(f"{FIELD}_")]


def use_canned(sent: MultiDict[str, str], reasons: Sequence[CannedReason]) -> None:
    """Put the canned reasons that were chosen into the reasons beside them, and forget the choices.

    Nothing that was typed is lost: a canned reason takes the place of nothing or of another canned one, and
    goes below words of one's own.
    """
    words = {str(canned.id): canned.text for canned in reasons}
    for name in offered_canned(sent):
        chosen = words.get(sent.poplist(name)[0])
        field = name.replace(FIELD, "reason", 1)
        typed = prose(sent.get(field, ""))
        if chosen is not None and chosen not in typed:
            sent[field] = chosen if not typed or typed in words.values() else f"{typed}\n\n{chosen}"
