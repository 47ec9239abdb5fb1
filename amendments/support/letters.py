# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the letter that tells what became of the words a person supports."""

from typing import Any

from amendments.models import Support
from amendments.support.links import support_token
from amendments.support.standing import Standing, standing
from db import db
from journal.letters import words_for
from journal.models import Message


@words_for("support_notice")
def told(message: Message) -> dict[str, Any] | None:
    """Return what reads otherwise of what the person supports today; None where nothing does any more."""
    supports = [db.session.get(Support, id) for id in message.data.get("supports", [])]
    mine = [support for support in supports if support is not None and support.user_id == message.to_user_id]
    found = [one for one in map(standing, mine) if one is not None]
    if not found:
        return None
    return {"process": found[0].document.process.title, "texts": [(one, _path(one)) for one in found]}


def _path(one: Standing) -> str:
    return f"/supports/{support_token(one.support)}"
