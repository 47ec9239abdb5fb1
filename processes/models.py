# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of a process: its sheet, its phases, and the ordered parts of its plan."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.models import Member, Role, User
from db import Base, db, one_of
from permissions import is_on
from processes.sheet.facts import HOLDER
from processes.sheet.models import Involvement


class Participation(StrEnum):
    """Who may take part in a process."""

    OPEN = "open"
    DOMAIN = "domain"
    INVITATION = "invitation"


class SupportersShown(StrEnum):
    """Who sees the list of supporters; the count is always public."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    COUNT = "count"


class Moderation(StrEnum):
    """When what people write is looked at: before it appears, or after."""

    BEFORE = "before"
    AFTER = "after"


class Process(Base):
    """A participatory process: the space that holds phases and a plan of proposals.

    It may promise, in public, an answer to every request: within `answer_days` of its coming, or until `answer_by`.
    `support_threshold` is how many supports of today's text its proposals should reach, if any.
    """

    __tablename__ = "process"
    __table_args__ = (
        one_of("participation", Participation),
        one_of("supporters_shown", SupportersShown),
        one_of("amendment_moderation", Moderation),
        one_of("comment_moderation", Moderation),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    description: Mapped[str] = mapped_column(sa.Text, default="")
    prefix: Mapped[str] = mapped_column(sa.String(20))
    headings: Mapped[list[str]]
    participation: Mapped[str] = mapped_column(sa.String(20), default=Participation.OPEN)
    domains: Mapped[list[str]]
    supporters_shown: Mapped[str] = mapped_column(sa.String(20), default=SupportersShown.PUBLIC)
    amendment_moderation: Mapped[str] = mapped_column(sa.String(20), default=Moderation.AFTER)
    comment_moderation: Mapped[str] = mapped_column(sa.String(20), default=Moderation.AFTER)
    answer_days: Mapped[int | None]
    answer_by: Mapped[date | None]
    support_threshold: Mapped[int | None]
    last_reference: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]

    phases: Mapped[list["Phase"]] = relationship(
        back_populates="process", order_by="Phase.starts_at", lazy="selectin", cascade="all, delete-orphan"
    )
    parts: Mapped[list["Part"]] = relationship(back_populates="process", order_by="Part.position")

    @property
    def process(self) -> "Process":
        """Itself, so that the words of the permissions table read processes and texts alike."""
        return self

    @property
    def language(self) -> str:
        """The language of its title and description; processes are written in Italian, as texts are by default."""
        return "it"

    @property
    def holder_ids(self) -> set[int]:
        """The bodies that hold the process: their referents run it."""
        holders = sa.select(Involvement.body_id).where(Involvement.process_id == self.id, Involvement.role == HOLDER)
        return set(db.session.scalars(holders))

    def is_open(self, activity: str, now: datetime) -> bool:
        """Say whether an activity ("proposing", "amending" …) is open; without phases everything is.

        What is switched off for the whole site is closed in every phase.
        """
        if not is_on(activity):
            return False
        if not self.phases:
            return True
        return any(getattr(phase, activity) for phase in self.phases if phase.is_current(now))

    def reopening(self, activity: str, now: datetime) -> "Phase | None":
        """Return the next phase that will open an activity, or None where none is planned."""
        return next((p for p in self.phases if p.starts_at > now and getattr(p, activity)), None)

    def closing(self, activity: str, now: datetime) -> datetime | None:
        """Return when an activity that is open closes, or None where no end is set; phases that follow on count."""
        closes: datetime | None = now
        for phase in self.phases:
            if closes is not None and getattr(phase, activity) and phase.starts_at <= closes:
                closes = None if phase.ends_at is None else max(closes, phase.ends_at)
        return closes if closes != now else None

    def next_change(self, now: datetime) -> datetime | None:
        """Return the next moment at which a phase begins or ends, or None."""
        moments = [m for p in self.phases for m in (p.starts_at, p.ends_at) if m is not None and m > now]
        return min(moments, default=None)

    def admits(self, user: User) -> bool:
        """Say whether a person may take part; members of any role, and referents of who holds it, always may."""
        if self.participation == Participation.OPEN or user.is_admin:
            return True
        if any(m.process_id == self.id for m in user.memberships) or user.has_role(Role.STAFF, self):
            return True
        if self.participation == Participation.DOMAIN:
            return (user.email or "").rpartition("@")[2].lower() in {d.lower() for d in self.domains}
        return False

    def _moderator_ids(self) -> set[int]:
        chosen = (
            sa.select(Member.user_id)
            .join(User)
            .where(Member.process_id == self.id, Member.role == Role.MODERATOR, User.erased_at.is_(None))
        )
        return set(db.session.scalars(chosen))

    def moderators_besides_author(self, thing: "object") -> bool:
        """Say whether somebody other than the thing's author moderates here."""
        return bool(self._moderator_ids() - {getattr(thing, "author_id", None)})

    def deciders_besides(self, user: User) -> bool:
        """Say whether another moderator or an administrator could decide instead of this person."""
        admins = sa.select(User.id).where(User.is_admin, User.erased_at.is_(None))
        return bool((self._moderator_ids() | set(db.session.scalars(admins))) - {user.id})


class Phase(Base):
    """A period of a process; says what is open while it lasts.

    `begin_told` and `end_told` say that its beginning and its end stand on record (`processes/phases/turns.py`).
    """

    __tablename__ = "phase"
    __table_args__ = (sa.Index("ix_phase_ends_at", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    proposing: Mapped[bool] = mapped_column(default=False)
    amending: Mapped[bool] = mapped_column(default=False)
    supporting: Mapped[bool] = mapped_column(default=False)
    commenting: Mapped[bool] = mapped_column(default=False)
    begin_told: Mapped[bool] = mapped_column(default=False)
    end_told: Mapped[bool] = mapped_column(default=False)

    process: Mapped[Process] = relationship(back_populates="phases")

    def is_current(self, now: datetime) -> bool:
        """Say whether the phase has begun and not ended."""
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


class Part(Base):
    """An ordered chapter of a process's plan ("5 Competenze")."""

    __tablename__ = "part"
    __table_args__ = (sa.UniqueConstraint("process_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    number: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(200))
    position: Mapped[int]

    process: Mapped[Process] = relationship(back_populates="parts")
