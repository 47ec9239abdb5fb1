# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is staff, moderator or invited participant of a process.

Processes stand above this package, so they come as what these need of them: id, title, slug.
"""

from typing import Any

import sqlalchemy as sa

from auth import queries
from auth.models import Invitation, Member, Role, User
from auth.words import email_address
from db import N_, Invalid, db, now
from journal.actions import record, tell
from permissions import require


def appoint(process: Any, email: str, role: str, *, by: User) -> Member | Invitation:
    """Give a role to the person with this address, or invite the address; either way it gets a letter.

    Raises Invalid for an address or role that is none, and for what was already done.
    """
    require(by, "process.appoint", process, now())
    email = email_address(email)
    if role not in list(Role):
        raise Invalid("role", N_("Scegli un ruolo."))
    user = queries.by_email(email)
    if user is None or not user.is_active:
        return _invite(process, email, role, by)
    if user.has_role(role, process):
        raise Invalid("email", N_("Questa persona ha già questo ruolo: non serve fare altro."))
    member = Member(process_id=process.id, role=role, created_at=now())
    user.memberships.append(member)
    record("member.appointed", by=by, process=process, data={"role": str(role)})
    tell("appointed", {"process": process.title, "slug": process.slug, "role": str(role)}, user=user)
    return member


def remove(member: Member, process: Any, *, by: User) -> None:
    """Take a role from a person."""
    require(by, "process.appoint", process, now())
    record("member.removed", by=by, process=process, data={"role": member.role})
    member.user.memberships.remove(member)
    db.session.delete(member)
    db.session.flush()


def withdraw(invitation: Invitation, process: Any, *, by: User) -> None:
    """Take back an invitation that was not accepted yet."""
    require(by, "process.appoint", process, now())
    record("member.uninvited", by=by, process=process, data={"role": invitation.role})
    db.session.delete(invitation)
    db.session.flush()


def _invite(process: Any, email: str, role: str, by: User) -> Invitation:
    same = sa.select(Invitation).where(
        Invitation.process_id == process.id, Invitation.email == email, Invitation.role == role
    )
    invitation = db.session.scalars(same).first()
    if invitation is not None and invitation.accepted_at is None:
        raise Invalid("email", N_("Questo indirizzo è già stato invitato: ritira l’invito per mandarne un altro."))
    if invitation is None:
        invitation = Invitation(process_id=process.id, email=email, role=role)
        db.session.add(invitation)
    invitation.by_id, invitation.created_at, invitation.accepted_at = by.id, now(), None
    db.session.flush()
    record("member.invited", by=by, process=process, data={"role": str(role)})
    tell("invitation", {"invitation": invitation.id}, address=email, language=by.language)
    return invitation
