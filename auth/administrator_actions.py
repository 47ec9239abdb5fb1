# SPDX-License-Identifier: AGPL-3.0-or-later
"""Say who administers the site: somebody always does."""

from auth import queries
from auth.models import User
from auth.words import email_address
from db import N_, Invalid, now
from journal.actions import record, tell
from permissions import require

NO_ACCOUNT = N_("Nessun account confermato ha questo indirizzo: chiedi alla persona di iscriversi.")


def appoint(email: str, *, by: User) -> User:
    """Let the person with this address administer the site; a letter says so. Raises Invalid."""
    require(by, "site.appoint", None, now())
    user = queries.by_email(email_address(email))
    if user is None or not user.is_active:
        raise Invalid("email", NO_ACCOUNT)
    if user.is_admin:
        raise Invalid("email", N_("Questa persona amministra già la piattaforma: non serve fare altro."))
    user.is_admin = True
    record("administrator.appointed", by=by, data={"person": user.pseudonym})
    tell("administrator", {}, user=user)
    return user


def dismiss(user: User, *, by: User) -> None:
    """Let the person no longer administer the site. Raises Invalid when nobody else would."""
    require(by, "site.appoint", None, now())
    if not user.is_admin:
        return
    # This holds the site's chain: of two who leave at once, the second sees that the first has left.
    record("administrator.removed", by=by, data={"person": user.pseudonym})
    if not queries.administrators_besides(user):
        raise Invalid("", N_("È l’unico account che amministra la piattaforma: prima nominane un altro."))
    user.is_admin = False
