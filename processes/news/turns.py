# SPDX-License-Identifier: AGPL-3.0-or-later
"""The record of news that appear. Where a date was set nobody acts then: it passes.

A post appears by its date alone, so no page waits for `flask work`. A job only writes down that it did, once: it may
run twice, late, or after the post was put off.
"""

from typing import Any

from auth.models import User
from db import db, lock, now, transaction
from journal.actions import record
from journal.jobs import does, later
from processes.news.models import Post

JOB = "news.appear"


def plan_appearing(post: Post) -> None:
    """Plan to write down that a post appears, where it has a date to come."""
    if post.published_at is not None:
        later(JOB, {"post": post.id}, post.published_at)


def record_appearing(post: Post, by: User | None) -> None:
    """Write down that everybody reads a post from now on."""
    post.told = True
    kind = "news.published" if by is not None else "news.appeared"
    record(kind, by=by, process=post.process, data={"post": post.id, "title": post.title})


@does(JOB)
def appear(about: dict[str, Any]) -> None:
    """Do the job: a post that was put off, taken back or told already leaves nothing to do."""
    with transaction():
        post = db.session.get(Post, about["post"])
        if post is not None:
            lock(post)
            if post.is_public(now()) and not post.told:
                record_appearing(post, None)
