# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the letter that tells how long work ended."""

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from db import db
from journal.letters import words_for
from journal.models import Message
from works.kinds import KINDS
from works.models import LongWork


@words_for("work_ended")
def ended(message: Message) -> dict[str, Any] | None:
    """Return what was asked for and how it ended; None where it goes on meanwhile, or is gone."""
    work = db.session.get(LongWork, message.data["work"])
    if work is None or work.is_open:
        return None
    sentence, words = work.result["sentence"], work.result["words"]
    with force_locale(message.user.language):
        told = {"title": _(KINDS[work.kind].title), "sentence": _(sentence, **words)}
    return told | {"about": work.title, "path": f"/account/work/{work.id}"}
