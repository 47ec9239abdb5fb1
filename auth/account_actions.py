# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people do with their own account: open it, confirm it, change it, erase it.

Passwords come here already hashed (`auth.passwords`), because hashing takes long and these hold the lock.
"""

import secrets

import sqlalchemy as sa

from auth import queries
from auth.hooks import person_erased
from auth.models import BodyInvitation, Invitation, Mandate, Member, User
from auth.words import email_address, person_name
from db import N_, Invalid, db, now
from journal.actions import record, stamp, tell
from journal.models import Message
from languages import DEFAULT, known
from permissions import require

ERASED_NAME = "Utente cancellato"


def sign_up(
    name: str, email: str, password_hash: str, *, privacy_version: str, language: str = DEFAULT, errand: str = ""
) -> None:
    """Open an account that waits for its address to be confirmed, and write to that address.

    Nothing tells the caller whether the address was known: whoever has an account reads so in the mail. A sign-up
    repeated before it was confirmed replaces the first, whose link dies. Raises Invalid for name and address.
    """
    require(None, "account.sign_up", None, now())
    name, email = person_name(name), email_address(email)
    user = queries.by_email(email)
    if user is not None and user.confirmed_at is not None:
        tell("already_registered", {"errand": errand}, user=user)
        return
    if user is None:
        user = User(email=email, created_at=now())
        db.session.add(user)
    user.name, user.password_hash, user.privacy_version = name, password_hash, privacy_version
    user.language = language if language in known() else DEFAULT
    db.session.flush()
    tell("confirm", {"errand": errand}, user=user)


def send_confirmation(user: User, errand: str = "") -> None:
    """Send the link again to a person who signs in before following it."""
    tell("confirm", {"errand": errand}, user=user)


def confirm(user: User) -> None:
    """Open the account for good: the person followed the link and knows the password."""
    if user.confirmed_at is not None:
        return
    user.confirmed_at = now()
    record("account.created", by=user, data={})
    accept_invitations(user)


def accept_invitations(user: User) -> None:
    """Give the person the roles to which the address was invited."""
    if not user.is_active or not user.email:
        return
    waiting = sa.select(Invitation).where(Invitation.email == user.email, Invitation.accepted_at.is_(None))
    for invitation in db.session.scalars(waiting.order_by(Invitation.process_id, Invitation.id)):
        invitation.accepted_at = now()
        if not any((m.process_id, m.role) == (invitation.process_id, invitation.role) for m in user.memberships):
            user.memberships.append(Member(process_id=invitation.process_id, role=invitation.role, created_at=now()))
            record("member.accepted", by=user, process=invitation.process, data={"role": invitation.role})
    _accept_of_bodies(user)
    db.session.flush()


def _accept_of_bodies(user: User) -> None:
    waiting = sa.select(BodyInvitation).where(BodyInvitation.email == user.email).order_by(BodyInvitation.id)
    for invitation in db.session.scalars(waiting).all():
        if not user.acts_for(invitation.body_id):
            words = {"body": invitation.body, "by_id": invitation.by_id, "referent": invitation.referent}
            user.mandates.append(Mandate(created_at=now(), **words))
            record("body.accepted", by=user, data={"name": invitation.body.name})
        db.session.delete(invitation)


def ask_for_reset(email: str) -> None:
    """Write to the address how to choose a new password, when somebody has an account under it."""
    user = queries.by_email(email)
    if user is not None and user.erased_at is None:
        tell("reset", {}, user=user)


def reset_password(user: User, password_hash: str) -> None:
    """Give a new password to a person who proved to read the mail; this also confirms the address."""
    confirm(user)
    _give_password(user, password_hash)
    tell("password_changed", {}, user=user)


def change_password(user: User, password_hash: str, *, by: User) -> None:
    """Give oneself a new password; every session elsewhere ends."""
    require(by, "account.change", user, now())
    _give_password(user, password_hash)
    tell("password_changed", {}, user=user)


def sign_out(user: User, *, by: User) -> None:
    """End every session of the person: one whose cookie was copied cannot be told from the others."""
    require(by, "account.change", user, now())
    user.session_key = secrets.token_hex(16)


def change(user: User, name: str, language: str, *, by: User) -> None:
    """Change the shown name and the language of mail. Raises Invalid for the name."""
    require(by, "account.change", user, now())
    name = person_name(name)
    user.language = language if language in known() else user.language
    if name != user.name:
        user.name = name
        stamp("site")  # names stand on every kept page


def erase(user: User, reason: str, *, by: User) -> None:
    """Wipe who a person is; what they wrote stays under a name that is nobody's.

    Raises Invalid when somebody else's account is erased without a reason, or when nobody would be left to
    administer the site.
    """
    require(by, "account.erase", user, now())
    if by.id != user.id and not reason.strip():
        raise Invalid("reason", N_("Scrivi perché cancelli questo account: la motivazione resta nella cronologia."))
    # This holds the site's chain: of two who leave at once, the second sees that the first has left.
    record("account.erased", by=by, data={"reason": reason.strip()})
    if user.is_admin and not queries.administrators_besides(user):
        raise Invalid("", N_("È l’unico account che amministra la piattaforma: prima nominane un altro."))
    for forget in person_erased:
        forget(user)
    email, user.name, user.email, user.password_hash = user.email, ERASED_NAME, None, ""
    user.is_admin, user.erased_at, user.session_key = False, now(), secrets.token_hex(16)
    for table in (Member, Mandate):
        db.session.execute(sa.delete(table).where(table.user_id == user.id))
    for invited in (Invitation, BodyInvitation):
        db.session.execute(sa.delete(invited).where(invited.email == email))
    theirs = sa.or_(Message.to_user_id == user.id, Message.to_address == email)
    db.session.execute(sa.delete(Message).where(theirs, Message.sent_at.is_(None)))
    db.session.flush()
    db.session.expire(user)
    stamp("site")


def appoint_administrator(name: str, email: str, password_hash: str) -> User:
    """Open a confirmed account that administers the site, or make an existing one do so.

    Only for the first-run page and the operator's command, who proved to hold the machine.
    """
    name, email = person_name(name), email_address(email)
    user = queries.by_email(email)
    if user is None:
        user = User(email=email, created_at=now())
        db.session.add(user)
    user.name, user.is_admin = name, True
    user.privacy_version = user.privacy_version or "1"
    db.session.flush()
    confirm(user)
    _give_password(user, password_hash)
    return user


def _give_password(user: User, password_hash: str) -> None:
    user.password_hash, user.session_key = password_hash, secrets.token_hex(16)
