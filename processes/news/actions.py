# SPDX-License-Identifier: AGPL-3.0-or-later
"""The verbs on the news of a process: add and change; publish now, at a date, or take back into the drafts."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from auth.models import User
from db import N_, Changed, Invalid, db, lock, now
from journal.actions import record
from permissions import require
from processes.links import Link, leads_somewhere
from processes.models import Process
from processes.news.models import Post
from processes.news.turns import plan_appearing, record_appearing
from processes.prose import rendered

MEANWHILE = N_("Qualcun altro ha cambiato questa notizia mentre scrivevi.")


@dataclass(frozen=True)
class Article:
    """What may be set of a post."""

    title: str
    category: str = ""
    byline: str = ""
    summary: str = ""
    text: str = ""
    links: list[Link] = field(default_factory=list)
    highlighted: bool = False
    meeting_id: int | None = None
    published_at: datetime | None = None


def add_post(process: Process, article: Article, *, by: User) -> Post:
    """Add a post; raise Invalid when one of its links leads nowhere."""
    require(by, "process.change", process, now())
    _check(article)
    post = Post(process_id=process.id, created_at=now(), told=False)
    _write(post, article)
    db.session.add(post)
    db.session.flush()
    if post.is_public(now()):
        record_appearing(post, by)
    else:
        record("news.prepared", by=by, process=process, data={"post": post.id})
        plan_appearing(post)
    return post


def change_post(post: Post, article: Article, *, by: User, seen: int) -> None:
    """Change a post; raise Changed when somebody else did since revision `seen`, Invalid for a wrong link."""
    require(by, "process.change", post.process, now())
    _check(article)
    lock(post)
    if post.revision != seen:
        raise Changed(MEANWHILE)
    was_public, before = post.is_public(now()), _plain(post)
    _write(post, article)
    post.revision += 1
    if not post.is_public(now()):
        _take_back(post, was_public, by)
    elif not was_public:
        record_appearing(post, by)
    else:
        _record_change(post, before, by)


def _take_back(post: Post, was_public: bool, by: User) -> None:
    """Let a post wait again, as a draft or for its date; only who read it before must learn that it is gone."""
    post.told = False
    plan_appearing(post)
    if was_public:
        record("news.withdrawn", by=by, process=post.process, data={"post": post.id, "title": post.title})


def _record_change(post: Post, before: dict[str, Any], by: User) -> None:
    """Write down what differs, before and after; what was saved as it was leaves no trace."""
    after = _plain(post)
    names = [name for name in after if after[name] != before[name]]
    if not names:
        return
    data: dict[str, Any] = {"post": post.id, "title": post.title}
    data |= {"before": {name: before[name] for name in names}, "after": {name: after[name] for name in names}}
    record("news.changed", by=by, process=post.process, data=data)


def _plain(post: Post) -> dict[str, Any]:
    """Return what may be set of a post, as plain JSON."""
    values = {name: getattr(post, name) for name in Article.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _write(post: Post, article: Article) -> None:
    for name, value in asdict(article).items():
        setattr(post, name, value)
    post.html, post.updated_at = rendered(article.text), now()


def _check(article: Article) -> None:
    wrong = next((number for number, link in enumerate(article.links, 1) if not leads_somewhere(link)), 0)
    if wrong:
        sentence = N_("Riga %(line)s: scrivi le parole e poi l’indirizzo, che comincia con https:// o con /.")
        raise Invalid("links", sentence, line=wrong)
