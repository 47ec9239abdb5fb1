# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept of the meetings of a process: each with the bodies that had a role in it; and the declared figures."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, mapped_column, relationship

from auth.models import Body
from db import Base, one_of
from languages import day_of
from processes.models import Process


class MeetingKind(StrEnum):
    """The kinds of activity, each of which has a counter."""

    PUBLIC = "public"
    TRAINING = "training"
    CODESIGN = "codesign"
    COMMUNITY = "community"
    NETWORKING = "networking"


class Mode(StrEnum):
    """Where people meet."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    BOTH = "both"


class BodyRole(StrEnum):
    """What a body does in a meeting."""

    HOST = "host"
    CO_ORGANISER = "co_organiser"
    SPEAKER = "speaker"
    PRESENT = "present"


class Meeting(Base):
    """A dated moment of a process: meeting, webinar, workshop, public event.

    The heading may be a place although people met online. Head counts may be approximate, and count bodies that are
    not named. Texts have their renderings beside them, made once. Where it `registers`, people say that they will come,
    and have one of its `seats` (None: as many as come); `reminded_for` is the day for which they were reminded.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("kind", MeetingKind),
        one_of("mode", Mode),
        sa.Index("ix_meeting_process", "process_id", "held_on", "id"),
        sa.Index("ix_meeting_held_on", "held_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"))
    kind: Mapped[str] = mapped_column(sa.String(20))
    series: Mapped[str] = mapped_column(sa.String(100), default="")
    heading: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.String(300), default="")
    held_on: Mapped[date]
    hour: Mapped[str] = mapped_column(sa.String(5), default="")
    mode: Mapped[str] = mapped_column(sa.String(20))
    place: Mapped[str] = mapped_column(sa.String(300), default="")
    text: Mapped[str] = mapped_column(sa.Text, default="")
    html: Mapped[str] = mapped_column(sa.Text, default="")
    tables: Mapped[list[str]]
    needs: Mapped[str] = mapped_column(sa.Text, default="")
    people: Mapped[int | None]
    people_about: Mapped[bool] = mapped_column(default=False)
    people_note: Mapped[str] = mapped_column(sa.String(200), default="")
    body_count: Mapped[int | None]
    body_count_about: Mapped[bool] = mapped_column(default=False)
    agenda: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    agenda_html: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    registers: Mapped[bool] = mapped_column(default=False)
    seats: Mapped[int | None]
    reminded_for: Mapped[date | None]
    minutes: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    minutes_html: Mapped[str] = mapped_column(sa.Text, default="", deferred=True)
    has_minutes: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    process: Mapped[Process] = relationship()
    presences: Mapped[list["Presence"]] = relationship(
        back_populates="meeting", order_by="Presence.id", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """Heading and title on one line."""
        return f"{self.heading}: {self.title}" if self.title else self.heading

    @property
    def markup(self) -> Markup:
        """Its description as redline rendered it."""
        return Markup(self.html)  # noqa: S704

    @property
    def agenda_markup(self) -> Markup:
        """Its agenda as redline rendered it."""
        return Markup(self.agenda_html)  # noqa: S704

    @property
    def minutes_markup(self) -> Markup:
        """Its minutes as redline rendered them."""
        return Markup(self.minutes_html)  # noqa: S704

    def is_over(self, moment: datetime) -> bool:
        """Say whether its day has passed, by the local calendar."""
        return self.held_on < day_of(moment)

    def will_remind(self, moment: datetime) -> bool:
        """Say whether the letter of the day before is surely still to come."""
        return self.held_on - timedelta(days=1) > day_of(moment)

    def with_role(self, role: str) -> list["Presence"]:
        """Return the bodies that have a role in it, in the order in which they were named."""
        return [presence for presence in self.presences if presence.role == role]

    @property
    def joining(self) -> list["Presence"]:
        """The bodies that joined the network here, as an editor confirmed."""
        return [presence for presence in self.presences if presence.joined]


class Presence(Base):
    """That a body had a role in a meeting; `joined` says that it joined the network there."""

    __tablename__ = "presence"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "role", "body_id"), one_of("role", BodyRole))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"))
    body_id: Mapped[int] = mapped_column(sa.ForeignKey("body.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    joined: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(back_populates="presences")
    body: Mapped[Body] = relationship(lazy="joined")


class Figure(Base):
    """How many activities of a kind a process declares, and as of which day; `label` is its own word for the kind."""

    __tablename__ = "figure"
    __table_args__ = (one_of("kind", MeetingKind),)

    process_id: Mapped[int] = mapped_column(sa.ForeignKey("process.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    label: Mapped[str] = mapped_column(sa.String(100), default="")
    declared: Mapped[int | None]
    declared_on: Mapped[date | None]
