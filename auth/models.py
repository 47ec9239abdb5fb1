# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of people, of the bodies they act for, of their roles, and of the body that runs the site."""

import secrets
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.words import folded
from db import Base, one_of


class Role(StrEnum):
    """What a member may be in a process."""

    STAFF = "staff"
    MODERATOR = "moderator"
    PARTICIPANT = "participant"


class User(UserMixin, Base):
    """A person. Names and addresses live here alone; everything else knows the id or the pseudonym."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)
    name: Mapped[str] = mapped_column(sa.String(100))
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="it")
    is_admin: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    pseudonym: Mapped[str] = mapped_column(sa.String(32), unique=True, default=lambda: secrets.token_hex(16))
    session_key: Mapped[str] = mapped_column(sa.String(32), default=lambda: secrets.token_hex(16))
    privacy_version: Mapped[str] = mapped_column(sa.String(20), default="")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]

    memberships: Mapped[list["Member"]] = relationship(back_populates="user")
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="user", foreign_keys="Mandate.user_id")

    @property
    def is_active(self) -> bool:
        """Whether the account is confirmed and not erased; only active people may do anything."""
        return self.confirmed_at is not None and self.erased_at is None

    def get_id(self) -> str:
        """Return what the session keeps: it stops fitting when the password or the key changes."""
        return f"{self.id}.{self.session_key}"

    def has_role(self, role: str, process: Any) -> bool:
        """Say whether the person has this role in the process, where there is one.

        Whoever is the referent of a body is staff of the processes that the body holds.
        """
        if process is None:
            return False
        if any(m.process_id == process.id and m.role == role for m in self.memberships):
            return True
        return role == Role.STAFF and self.is_referent and self.refers_for(process.holder_ids)

    def acts_for(self, body_id: int | None) -> bool:
        """Say whether the person was confirmed to act for the body."""
        return body_id is not None and any(m.body_id == body_id for m in self.mandates)

    @property
    def is_referent(self) -> bool:
        """Whether the person is the referent of any body."""
        return any(m.referent for m in self.mandates)

    def refers_for(self, body_ids: Collection[int]) -> bool:
        """Say whether the person is the referent of one of these bodies."""
        return any(m.referent and m.body_id in body_ids for m in self.mandates)


class Member(Base):
    """A person's role in a process."""

    __tablename__ = "member"
    __table_args__ = (sa.UniqueConstraint("process_id", "user_id", "role"), one_of("role", Role))

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="memberships")


class Invitation(Base):
    """An invitation to a process, by address; accepted by whoever signs up or in with that address."""

    __tablename__ = "invitation"
    __table_args__ = (sa.UniqueConstraint("process_id", "email", "role"), one_of("role", Role))

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    process: Mapped[Any] = relationship("Process")


class BodyInvitation(Base):
    """An invitation to act for a body, by address; accepted by whoever signs up or in with that address."""

    __tablename__ = "body_invitation"
    __table_args__ = (sa.UniqueConstraint("body_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"))
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    referent: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]

    body: Mapped["Body"] = relationship(lazy="joined")


class BodyKind(StrEnum):
    """What kind of organisation a body is."""

    MUNICIPALITY = "municipality"
    UNION = "union"
    PROVINCE = "province"
    REGION = "region"
    STATE = "state"
    HEALTH = "health"
    SCHOOL = "school"
    PUBLIC = "public"
    THIRD_SECTOR = "third_sector"
    FIRM = "firm"
    OTHER = "other"


class Body(Base):
    """A public or third-sector organisation, which may be the author of texts and have roles in processes.

    One that was found to be the double of another keeps its name and number, and says which it was merged into:
    addresses and sheets that name it lead there. `folded` is what it is searched by.
    """

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    place: Mapped[str] = mapped_column(sa.String(100), default="")
    province: Mapped[str] = mapped_column(sa.String(2), default="")
    kind: Mapped[str] = mapped_column(sa.String(20), default=BodyKind.OTHER)
    ipa: Mapped[str] = mapped_column(sa.String(20), default="", index=True)
    istat: Mapped[str] = mapped_column(sa.String(10), default="", index=True)
    other_names: Mapped[list[str]] = mapped_column(default=list)
    website: Mapped[str] = mapped_column(sa.String(500), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    pec: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    privacy_text: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    merged_into_id: Mapped[int | None] = mapped_column(index=True)
    folded: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)

    @property
    def holder_ids(self) -> set[int]:
        """Itself, so that the words of the permissions table read bodies and processes alike."""
        return {self.id}

    @property
    def full_name(self) -> str:
        """The name with place and province, such as "Comune di Valchiara (BO)"; the place is not said twice."""
        name = self.name if not self.place or self.place in self.name else f"{self.name}, {self.place}"
        return f"{name} ({self.province})" if self.province else name


@sa.event.listens_for(Body, "before_insert")
@sa.event.listens_for(Body, "before_update")
def _fold(mapper: object, connection: object, body: Body) -> None:
    words = (body.name, *(body.other_names or ()), body.place or "", body.ipa or "", body.istat or "")
    body.folded = folded(" ".join(words))


class Mandate(Base):
    """That a person was confirmed to act for a body; a referent also runs the processes that the body holds.

    `shown` is the person's own wish that everybody reads their name on the body's page.
    """

    __tablename__ = "mandate"
    __table_args__ = (sa.UniqueConstraint("body_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    created_at: Mapped[datetime]
    referent: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(back_populates="mandates", foreign_keys=[user_id])
    body: Mapped[Body] = relationship(lazy="joined")


class Attempt(Base):
    """One counted try (a failed sign-in, a sign-up, a posting), for the rate limits of all workers together."""

    __tablename__ = "attempt"
    __table_args__ = (sa.Index("ix_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class Site(Base):
    """The body that runs this installation: one row, written by the first-run page."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    tagline: Mapped[str] = mapped_column(sa.String(200), default="")
    parent_name: Mapped[str] = mapped_column(sa.String(200), default="")
    parent_url: Mapped[str] = mapped_column(sa.String(500), default="")
    address: Mapped[str] = mapped_column(sa.String(300), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    pec: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    tax_code: Mapped[str] = mapped_column(sa.String(20), default="")
    accessibility_url: Mapped[str] = mapped_column(sa.String(500), default="")
    privacy_text: Mapped[str] = mapped_column(sa.Text, default="")
    privacy_version: Mapped[str] = mapped_column(sa.String(20), default="1")
    legal_notes: Mapped[str] = mapped_column(sa.Text, default="")
    mail_url: Mapped[str] = mapped_column(sa.String(300), default="")
    mail_sender: Mapped[str] = mapped_column(sa.String(254), default="")
    # How its pages look; "" stands for what the house gives: see the package `theme`.
    colour: Mapped[str] = mapped_column(sa.String(7), default="")
    foot_colour: Mapped[str] = mapped_column(sa.String(7), default="")
    footer_links: Mapped[str] = mapped_column(sa.Text, default="")
    reference_prefix: Mapped[str] = mapped_column(sa.String(20), default="")
    features_off: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # names of `permissions.FEATURES`


class Errand(Base):
    """What somebody was about to do when asked to sign in: they return to it, with what they had written."""

    __tablename__ = "errand"

    key: Mapped[str] = mapped_column(sa.String(43), primary_key=True)
    path: Mapped[str] = mapped_column(sa.String(500))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(index=True)
