# SPDX-License-Identifier: AGPL-3.0-or-later
"""Register bodies, and confirm the people who act for them."""

from typing import Any

from auth import queries
from auth.models import Body, Mandate, User
from auth.words import email_address, one_line
from db import N_, Invalid, db, now
from journal.actions import record
from permissions import require

LONGEST_NAME, LONGEST_PLACE = 200, 100


def create(name: str, *, by: User, place: str = "", province: str = "") -> Body:
    """Register a body. Raises Invalid when the name is empty, too long or taken."""
    require(by, "body.create", None, now())
    name, place, province = _checked(name, place, province)
    if queries.body_named(name) is not None:
        raise Invalid("name", N_("Un ente con questo nome c’è già."))
    return _register(name, place, province, by)


def named(name: str, *, by: User, process: Any, place: str = "", province: str = "") -> Body:
    """Return the body of this name, to be named in a process; one that nobody named before is registered."""
    require(by, "process.change", process, now())
    name, place, province = _checked(name, place, province)
    return queries.body_named(name) or _register(name, place, province, by)


def _checked(name: str, place: str, province: str) -> tuple[str, str, str]:
    name, place, province = one_line(name), one_line(place), one_line(province).upper()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid("name", N_("Scrivi il nome dell’ente, al massimo %(most)s caratteri."), most=LONGEST_NAME)
    if len(place) > LONGEST_PLACE:
        raise Invalid("place", N_("Il nome del luogo è troppo lungo."))
    if len(province) > 2:
        raise Invalid("province", N_("Scrivi la sigla della provincia, di due lettere."))
    return name, place, province


def _register(name: str, place: str, province: str, by: User) -> Body:
    body = Body(name=name, place=place, province=province)
    db.session.add(body)
    db.session.flush()
    record("body.created", by=by, data={"name": name})
    return body


def entrust(body: Body, email: str, *, by: User) -> Mandate:
    """Confirm that the person with this address acts for the body. Raises Invalid when there is no such person."""
    require(by, "body.entrust", body, now())
    user = queries.by_email(email_address(email))
    if user is None or not user.is_active:
        raise Invalid("email", N_("Nessun account confermato ha questo indirizzo: chiedi alla persona di iscriversi."))
    if user.acts_for(body.id):
        raise Invalid("email", N_("Questa persona agisce già per l’ente."))
    mandate = Mandate(body=body, user=user, by_id=by.id, created_at=now())
    db.session.add(mandate)
    record("body.entrusted", by=by, data={"name": body.name})
    return mandate


def dismiss(mandate: Mandate, *, by: User) -> None:
    """End somebody's mandate to act for a body."""
    require(by, "body.entrust", mandate.body, now())
    record("body.dismissed", by=by, data={"name": mandate.body.name})
    mandate.user.mandates.remove(mandate)
    db.session.delete(mandate)
    db.session.flush()
