# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of people and of the site."""

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from auth.models import Body, BodyInvitation, Errand, Invitation, Mandate, Member, Site, User
from auth.paths import local_path, with_query
from db import db


@cache
def _with_rights() -> sa.Select[User]:
    """Return the question nearly every page asks: a person with all their rights, built once."""
    rights = (joinedload(User.memberships), joinedload(User.mandates))
    return sa.select(User).where(User.id == sa.bindparam("id")).options(*rights)


def person(session_id: str) -> User | None:
    """Return the person whom a session names ("12.key"), or None when the key no longer fits."""
    number, _, key = session_id.partition(".")
    if not number.isdigit():
        return None
    found = db.session.scalars(_with_rights(), {"id": int(number)}).unique().first()
    return found if found is not None and found.is_active and found.session_key == key else None


def site() -> Site | None:
    """Return the body that runs this installation, or None before the first-run page was filled in."""
    return db.session.scalars(sa.select(Site).limit(1)).first()


def copy_of_site() -> Site | None:
    """Return a copy of the body that runs this installation, which belongs to no database session, or None."""
    found = site()
    if found is None:
        return None
    return Site(**{column.key: getattr(found, column.key) for column in sa.inspect(Site).column_attrs})


def by_email(email: str) -> User | None:
    """Return the person with this address, however it is written, or None."""
    return db.session.scalars(sa.select(User).where(User.email == email.strip().lower())).first()


def administrators_besides(user: User) -> bool:
    """Say whether somebody else administers the site too."""
    others = sa.select(User.id).where(User.is_admin, User.erased_at.is_(None), User.id != user.id)
    return db.session.scalar(others.limit(1)) is not None


def administrators() -> Sequence[User]:
    """Return who administers the site, by name."""
    chosen = sa.select(User).where(User.is_admin, User.erased_at.is_(None))
    return db.session.scalars(chosen.order_by(User.name, User.id)).all()


def errand(key: str) -> Errand | None:
    """Return what a visitor was about to do, or None when the key is unknown or forgotten."""
    return db.session.get(Errand, key) if 0 < len(key) <= 43 and key.isascii() and key.isprintable() else None


def errand_text(key: str | None) -> str:
    """Return what a visitor had written before signing in, to fill in the form again; "" when nothing."""
    found = errand(key or "")
    return found.text if found is not None else ""


def destination(key: str | None, path: str | None) -> str:
    """Return where somebody goes after signing in: back to the errand, else to a path of this site."""
    found = errand(key or "")
    if found is None:
        return local_path(path)
    return with_query(found.path, errand=found.key)


def roles_of(user: User) -> Sequence[tuple[str, str, str]]:
    """Return the person's roles, each with title and slug of its process."""
    # By the table's name, not its model: processes stand in a package above this one.
    process = sa.table("process", sa.column("id"), sa.column("title"), sa.column("slug"))
    chosen = sa.select(Member.role, process.c.title, process.c.slug).join(process, process.c.id == Member.process_id)
    rows = db.session.execute(chosen.where(Member.user_id == user.id).order_by(process.c.title, Member.role))
    return [(row[0], row[1], row[2]) for row in rows]


def body_named(name: str) -> Body | None:
    """Return the body of this name, or None."""
    return db.session.scalars(sa.select(Body).where(Body.name == name)).first()


def kept_body(body: Body) -> Body:
    """Return the body itself, or the one that it was merged into, however often."""
    while body.merged_into_id is not None:
        body = db.session.get_one(Body, body.merged_into_id)
    return body


def body_coded(code: str, value: str) -> Body | None:
    """Return the body with this code ("ipa" or "istat"), or None; those that were merged are not looked at."""
    chosen = sa.select(Body).where(getattr(Body, code) == value, Body.merged_into_id.is_(None))
    return db.session.scalars(chosen.limit(1)).first()


def mandates_of(body: Body) -> Sequence[Mandate]:
    """Return who acts for a body, referents first, then by name."""
    chosen = sa.select(Mandate).join(Mandate.user).where(Mandate.body_id == body.id)
    eager = chosen.options(contains_eager(Mandate.user)).order_by(Mandate.referent.desc(), User.name)
    return db.session.scalars(eager).all()


def body_invitations(body: Body) -> Sequence[BodyInvitation]:
    """Return the invitations to act for a body that wait to be accepted, newest first."""
    chosen = sa.select(BodyInvitation).where(BodyInvitation.body_id == body.id)
    return db.session.scalars(chosen.order_by(BodyInvitation.id.desc())).all()


def members(process_id: int) -> Sequence[Member]:
    """Return the members of a process with their people, by name."""
    chosen = sa.select(Member).join(Member.user).where(Member.process_id == process_id)
    eager = chosen.options(contains_eager(Member.user)).order_by(User.name, Member.role)
    return db.session.scalars(eager).all()


def invitations(process_id: int) -> Sequence[Invitation]:
    """Return the invitations to a process that wait to be accepted, newest first."""
    chosen = sa.select(Invitation).where(Invitation.process_id == process_id, Invitation.accepted_at.is_(None))
    return db.session.scalars(chosen.order_by(Invitation.id.desc())).all()


def bodies() -> Sequence[Body]:
    """Return all bodies, by name, but those that were merged into others."""
    return db.session.scalars(sa.select(Body).where(Body.merged_into_id.is_(None)).order_by(Body.name)).all()
