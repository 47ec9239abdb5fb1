# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of letters about accounts. Links that prove something are made when the letter leaves, and never kept."""

from typing import Any
from urllib.parse import urlencode

from auth.models import BodyInvitation, User
from auth.tokens import address_token, confirm_token, reset_token
from db import db
from journal.letters import words_for
from journal.models import Message
from languages import prefix


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


@words_for("new_address")
def taking_address(message: Message) -> dict[str, Any] | None:
    """Return who takes the address and the path that confirms it; None when the account was erased meanwhile."""
    user = db.session.get_one(User, message.data["user"])
    if user.erased_at is not None:
        return None
    return {"name": user.name, "path": f"/account/email/{address_token(user, message.to_address)}"}


@words_for("reset")
def resetting(message: Message) -> dict[str, Any]:
    """Return the path where a new password is chosen."""
    return {"path": f"/password/{reset_token(message.user)}"}


def _errand(message: Message) -> str:
    errand = message.data.get("errand")
    return "?" + urlencode({"errand": errand}) if errand else ""


@words_for("entrusted")
def entrusted(message: Message) -> dict[str, Any]:
    """Return the body for which the person acts, and where its page is."""
    data = message.data
    return {"body": data["name"], "referent": data["referent"], "page": f"/bodies/{data['body']}"}


@words_for("body_invitation")
def invited(message: Message) -> dict[str, Any] | None:
    """Return the body and where to sign up; None when the invitation was accepted or taken back."""
    invitation = db.session.get(BodyInvitation, message.data.get("invitation"))
    if invitation is None:
        return None
    page = f"{prefix(message.language)}/bodies/{invitation.body_id}"
    sign_up = "/sign-up?" + urlencode({"email": invitation.email, "next": page})
    return {"body": invitation.body.name, "referent": invitation.referent, "sign_up": sign_up}
