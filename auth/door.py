# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checking a password with its limits, and letting a person in: what every page that asks for it shares."""

from typing import Any

from flask import redirect, request

from auth import account_actions, limits, passwords, queries
from auth.models import User
from auth.session import begin_session, settings
from db import N_

HELD_BACK = N_("Abbiamo contato troppi tentativi di accesso. Se hai dimenticato la password, puoi sceglierne un’altra.")


def check_password(email: str, password: str) -> User | None:
    """Return the person whom address and password name, or None; raise TooMany after too many failures.

    An unknown address costs the same time as a wrong password. Failures are counted for the pair, for the
    caller and for the account, so that neither guessing at one account nor trying one password on all pays.
    """
    address, caller = email.strip().lower(), limits.caller()
    tries = {f"pair:{address}|{caller}": 5, f"caller:{caller}": 30, f"account:{address}": 30}
    for key, free in tries.items():
        limits.hold_back(key, free, HELD_BACK)
    user = queries.by_email(address)
    right = passwords.fits(user, password)
    if user is not None and right and user.erased_at is None and not (user.is_demo and settings().production):
        return user
    limits.note(*tries)
    return None


def way_back(form: Any) -> str:
    """Return where the person was going; where nothing says so, the first page in the language of this one."""
    target = queries.destination(form.errand.data, form.next.data)
    return f"{request.script_root}/" if target == "/" else target


def let_in(user: User, form: Any) -> Any:
    """Begin a new session for the person and lead back to what they were doing."""
    target = way_back(form)
    limits.forget(f"pair:{user.email}|{limits.caller()}")
    account_actions.accept_invitations(user)
    begin_session(user)
    return redirect(target, 303)
