# SPDX-License-Identifier: AGPL-3.0-or-later
"""A list that is long enough to be work, and ways to carry it out and to look at it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from auth.models import User
from db import db
from importing import meetings
from importing.meetings import KIND
from processes.meetings.models import Meeting
from tests.make import Cast, writing
from works.actions import ask_for
from works.models import LongWork

PATH = "/processes/piano/meetings/import"
MANY = 240


def listed(count: int = MANY, spoilt: int = 0) -> str:
    """Return a list of so many meetings, one line of which may have a day that is none."""
    days = (date(2025, 1, 1) + timedelta(days=n) for n in range(count))
    lines = [f"{day},Valchiara {n},Si comincia" for n, day in enumerate(days, 2)]
    if spoilt:
        lines[spoilt - 2] = "domani,Valchiara,Si comincia"
    return "\n".join(["Giorno,Intestazione,Titolo", *lines, ""])


def asked(cast: Cast, by: User | None = None, text: str = "") -> LongWork:
    """Ask for a long import, as the page does."""
    with writing():
        about = {"process": cast.process.id, "text": text or listed()}
        return ask_for(KIND, cast.process.title, about, by=by or cast.bruno)


def meetings_there() -> list[int]:
    """Return how often each meeting was written, in order of days."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Meeting.revision).order_by(Meeting.held_on)))


def before_piece(monkeypatch: pytest.MonkeyPatch, number: int, deed: Callable[[], None]) -> None:
    """Do something just before a piece of a list is put, counted from 1; only once."""
    put, counted = meetings._put_piece, iter(range(1, 1000))

    def first(*words: object) -> object:
        if next(counted) == number:
            deed()
        return put(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(meetings, "_put_piece", first)
