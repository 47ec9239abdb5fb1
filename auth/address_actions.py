# SPDX-License-Identifier: AGPL-3.0-or-later
"""Change the address of an account: asked for with the password, confirmed from the new address."""

from auth import queries
from auth.account_actions import ERASED_NAME, accept_invitations
from auth.models import User
from auth.words import email_address
from db import N_, Invalid, db, now
from journal.actions import tell
from permissions import require

TAKEN = N_("Questo indirizzo ha già un account.")


def ask_for_address(user: User, email: str, *, by: User) -> None:
    """Write to the new address how to confirm it; nothing changes before. Raises Invalid.

    Nothing tells the caller whether the address is known: whoever has an account reads so in the mail.
    """
    require(by, "account.change", user, now())
    email = email_address(email)
    if email == user.email:
        raise Invalid("email", N_("Questo è già il tuo indirizzo: se vuoi cambiarlo, scrivine un altro."))
    other = queries.by_email(email)
    if other is not None and other.confirmed_at is not None:
        tell("already_registered", {}, user=other)
        return
    tell("new_address", {"user": user.id}, address=email, language=user.language)


def change_address(user: User, email: str) -> None:
    """Give the person the address whose link was followed, and say so to the old one; raise Invalid when it is taken.

    A sign-up under this address that nobody confirmed gives way.
    """
    other = queries.by_email(email)
    if other is not None and other.confirmed_at is not None:
        raise Invalid("", TAKEN)
    if other is not None:
        other.name, other.email, other.password_hash, other.erased_at = ERASED_NAME, None, "", now()
        db.session.flush()  # the address is free before somebody else takes it
    tell("address_changed", {"name": user.name}, address=user.email or "", language=user.language)
    user.email = email
    accept_invitations(user)
