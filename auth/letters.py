# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about accounts. Links that prove something are made when the letter leaves, and never kept."""

from typing import Any
from urllib.parse import urlencode

from auth.tokens import confirm_token, reset_token
from journal.letters import words_for
from journal.models import Message


@words_for("confirm")
def confirming(message: Message) -> dict[str, Any] | None:
    """Return the path that confirms the address; None when it was confirmed meanwhile."""
    if message.user.confirmed_at is not None:
        return None
    return {"path": f"/confirm/{confirm_token(message.user)}{_errand(message)}"}


@words_for("already_registered")
def known(message: Message) -> dict[str, Any]:
    """Return the path to sign in, which leads back to what the person was doing."""
    return {"path": f"/sign-in{_errand(message)}"}


@words_for("reset")
def resetting(message: Message) -> dict[str, Any]:
    """Return the path where a new password is chosen."""
    return {"path": f"/password/{reset_token(message.user)}"}


def _errand(message: Message) -> str:
    errand = message.data.get("errand")
    return "?" + urlencode({"errand": errand}) if errand else ""
