# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages read of the news: the newest, page after page, and when the next will appear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from db import db, now
from processes.meetings.models import Meeting
from processes.models import Process
from processes.news.models import Post

PAGE = 20
ON_PROCESS = 6
ON_HOME = 4
IN_FEED = 30
NEWEST = (Post.published_at.desc(), Post.id.desc())


@dataclass(frozen=True)
class News:
    """Posts that everybody reads, newest first; `older` is the last of them where the list goes on."""

    posts: Sequence[Post]
    older: int | None = None

    @property
    def highlighted(self) -> list[Post]:
        """Those that stand out."""
        return [post for post in self.posts if post.highlighted]

    @property
    def others(self) -> list[Post]:
        """Those that do not stand out."""
        return [post for post in self.posts if not post.highlighted]


def page(process: Process, *, category: str = "", before: Post | None = None, texts: bool = False) -> News:
    """Return a page of the news of a process, older than a post where one is given."""
    chosen = sa.select(Post).where(Post.process_id == process.id)
    if category:
        chosen = chosen.where(Post.category == category)
    if before is not None:
        older = sa.tuple_(Post.published_at, Post.id) < sa.tuple_(
            sa.literal(before.published_at, Post.published_at.type), sa.literal(before.id)
        )
        chosen = chosen.where(older)
    if texts:
        chosen = chosen.options(undefer(Post.html))
    return _news(chosen.order_by(*NEWEST), IN_FEED if texts else PAGE)


def of_process(process: Process) -> News:
    """Return what the page of a process shows: the posts that stand out first, then the newest."""
    chosen = sa.select(Post).where(Post.process_id == process.id).order_by(Post.highlighted.desc(), *NEWEST)
    return _news(chosen, ON_PROCESS)


def of_all() -> News:
    """Return the newest posts of all processes, each with its process."""
    chosen = sa.select(Post).options(joinedload(Post.process).lazyload(Process.phases)).order_by(*NEWEST)
    return _news(chosen, ON_HOME)


def categories(process: Process) -> Sequence[str]:
    """Return the categories of the news that everybody reads, in alphabetical order."""
    chosen = sa.select(Post.category).where(Post.process_id == process.id, Post.published_at <= now())
    return db.session.scalars(chosen.where(Post.category != "").distinct().order_by(Post.category)).all()


def post(process: Process, id: int) -> Post | None:
    """Return a post of this process, with its text, or None."""
    chosen = sa.select(Post).where(Post.process_id == process.id, Post.id == id)
    return db.session.scalars(chosen.options(undefer(Post.text), undefer(Post.html))).first()


def all_posts(process: Process) -> Sequence[Post]:
    """Return every post for staff: drafts first, then those to come and those that appeared, newest first."""
    chosen = sa.select(Post).where(Post.process_id == process.id)
    return db.session.scalars(chosen.order_by(Post.published_at.is_(None).desc(), *NEWEST)).all()


def about(meeting: Meeting) -> Sequence[Post]:
    """Return the posts about a meeting that everybody reads, newest first."""
    chosen = sa.select(Post).where(Post.meeting_id == meeting.id, Post.published_at <= now())
    return db.session.scalars(chosen.order_by(*NEWEST).limit(PAGE)).all()


def next_appearing(process: Process | None = None) -> datetime | None:
    """Return when the next post of a process, or of any, will appear: until then pages that show news hold."""
    chosen = sa.select(sa.func.min(Post.published_at)).where(Post.published_at > now())
    return db.session.scalar(chosen if process is None else chosen.where(Post.process_id == process.id))


def _news(chosen: sa.Select[Any], most: int) -> News:
    found = db.session.scalars(chosen.where(Post.published_at <= now()).limit(most + 1)).all()
    return News(found[:most], found[most - 1].id if len(found) > most else None)
