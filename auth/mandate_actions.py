# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who acts for a body, and who is its referent: confirm, invite, dismiss; and whose name its page shows."""

from collections.abc import Collection

import sqlalchemy as sa

from auth import queries
from auth.models import Body, BodyInvitation, Mandate, User
from auth.words import email_address
from db import N_, Invalid, db, now
from journal.actions import record, stamp, tell
from permissions import require


def entrust(body: Body, email: str, referent: bool = False, *, by: User) -> Mandate | BodyInvitation:
    """Let the person with this address act for the body, or invite the address; either way it gets a letter.

    Whoever acts already may become its referent, or be it no longer. Raises Invalid where nothing would change.
    """
    require(by, "body.entrust", body, now())
    email = email_address(email)
    user = queries.by_email(email)
    if user is None or not user.is_active:
        return _invite(body, email, referent, by)
    mandate = next((m for m in user.mandates if m.body_id == body.id), None)
    if mandate is not None and mandate.referent == referent:
        raise Invalid("email", N_("Questa persona agisce già per l’ente: non serve fare altro."))
    if mandate is None:
        mandate = Mandate(body=body, user=user, by_id=by.id, created_at=now())
        db.session.add(mandate)
    mandate.referent = referent
    record("body.entrusted", by=by, data={"body": body.id, "name": body.name, "referent": referent})
    tell("entrusted", {"body": body.id, "name": body.name, "referent": referent}, user=user)
    return mandate


def dismiss(mandate: Mandate, *, by: User) -> None:
    """End somebody's mandate to act for a body."""
    require(by, "body.entrust", mandate.body, now())
    record("body.dismissed", by=by, data={"body": mandate.body_id, "name": mandate.body.name})
    mandate.user.mandates.remove(mandate)
    db.session.delete(mandate)
    db.session.flush()


def withdraw(body_invitation: BodyInvitation, *, by: User) -> None:
    """Take back an invitation to act for a body."""
    require(by, "body.entrust", body_invitation.body, now())
    record("body.uninvited", by=by, data={"body": body_invitation.body_id, "name": body_invitation.body.name})
    db.session.delete(body_invitation)
    db.session.flush()


def show_names(user: User, body_ids: Collection[int], *, by: User) -> None:
    """Let the pages of just these bodies show that the person acts for them."""
    require(by, "account.change", user, now())
    for mandate in user.mandates:
        if mandate.shown != (mandate.body_id in body_ids):
            mandate.shown = not mandate.shown
            stamp("site")  # the pages of bodies are kept


def _invite(body: Body, email: str, referent: bool, by: User) -> BodyInvitation:
    same = sa.select(BodyInvitation).where(BodyInvitation.body_id == body.id, BodyInvitation.email == email)
    if db.session.scalars(same).first() is not None:
        raise Invalid("email", N_("Questo indirizzo è già stato invitato: ritira l’invito per mandarne un altro."))
    invitation = BodyInvitation(body=body, email=email, referent=referent, by_id=by.id, created_at=now())
    db.session.add(invitation)
    db.session.flush()
    record("body.invited", by=by, data={"body": body.id, "name": body.name, "referent": referent})
    tell("body_invitation", {"invitation": invitation.id}, address=email, language=by.language)
    return invitation
