# SPDX-License-Identifier: AGPL-3.0-or-later
"""The news of a process: list, pages and feed; and the pages where staff write them."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from attachments.queries import attachments
from db import now
from fields import attempt, only_looks
from pages import holds_until, kept
from processes import links
from processes.blueprint import at, bp, changeable, person, status
from processes.meetings import queries as meeting_queries
from processes.meetings.models import Meeting
from processes.models import Process
from processes.news import actions as news_actions
from processes.news import queries as news_queries
from processes.news.forms import PostForm
from processes.news.models import Post
from processes.prose import rendered
from processes.sheet import queries as facts_queries
from redline.text import clean_characters

MEETINGS = 50  # the newest, from which the one is chosen that a post is about


@bp.get("/processes/<slug>/news")
@kept("process")
def news(slug: str) -> Any:
    """List the news of a process, newest first."""
    process = at(slug)
    holds_until(news_queries.next_appearing(process))
    category = clean_characters(request.args.get("category", "")[:100])
    found = news_queries.page(process, category=category, before=_before(process))
    words = {"news": found, "category": category, "categories": news_queries.categories(process)}
    return render_template(
        "processes/news/news.html", process=process, has_facts=facts_queries.facts_of(process) is not None, **words
    )


@bp.get("/processes/<slug>/news.atom")
@kept("process")
def news_feed(slug: str) -> Any:
    """Give the newest news of a process as an Atom feed."""
    process = at(slug)
    holds_until(news_queries.next_appearing(process))
    found = news_queries.page(process, texts=True)
    updated = max((post.updated_at for post in found.posts), default=process.created_at)
    words = render_template("processes/news/news.xml", process=process, posts=found.posts, updated=updated)
    return Response(words, content_type="application/atom+xml; charset=utf-8")


@bp.get("/processes/<slug>/news/<int:id>")
@kept("process")
def post(slug: str, id: int) -> Any:
    """Show a news item that has appeared."""
    process = at(slug)
    found = news_queries.post(process, id)
    if found is None or not found.is_public(now()):
        abort(404)
    words = {"post": found, "attachments": attachments("post", id)}
    return render_template("processes/news/post.html", process=process, **words)


@bp.get("/processes/<slug>/posts")
def posts(slug: str) -> Any:
    """List all posts for staff: drafts, those to come, those that appeared."""
    process = changeable(slug)
    found = news_queries.all_posts(process)
    return render_template("processes/news/posts.html", process=process, posts=found, moment=now())


@bp.route("/processes/<slug>/posts/new", methods=["GET", "POST"])
def new_post(slug: str) -> Any:
    """Write a news item."""
    process = changeable(slug)
    form = PostForm().offer(meeting_queries.newest(process, MEETINGS))
    if form.validate_on_submit() and not only_looks():
        made = attempt(form, lambda: news_actions.add_post(process, form.article(), by=person()))
        if made is not None:
            return _done(made, slug)
    return _page(process, form)


@bp.route("/processes/<slug>/posts/<int:id>", methods=["GET", "POST"])
def edit_post(slug: str, id: int) -> Any:
    """Change a news item."""
    process = changeable(slug)
    found = news_queries.post(process, id) or abort(404)
    form = PostForm.of(found).offer(_meetings(process, found))
    if form.validate_on_submit() and not only_looks():
        article = form.article(found.published_at)
        attempt(form, lambda: news_actions.change_post(found, article, by=person(), seen=form.seen.data))
        if not form.errors:
            return _done(found, slug)
    return _page(process, form, found)


def _done(post: Post, slug: str) -> Any:
    """Thank, and say when the post appears."""
    if post.is_public(now()):
        flash(_("La notizia è pubblicata."))
    elif post.published_at is not None:
        flash(_("La notizia è salvata: comparirà nel giorno e all’ora che hai scritto."))
    else:
        flash(_("La bozza è salvata."))
    return redirect(url_for("processes.posts", slug=slug), 303)


def _before(process: Process) -> Post | None:
    """Return the post after which the list goes on, or None for the newest; a forged one is nowhere to be found."""
    value = request.args.get("before")
    if value is None:
        return None
    id = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    found = news_queries.post(process, id)
    return found if found is not None and found.is_public(now()) else abort(404)


def _meetings(process: Process, post: Post) -> list[Meeting]:
    """Return the meetings to choose from: the newest, and the one that the post is about."""
    found = list(meeting_queries.newest(process, MEETINGS))
    return found if post.meeting is None or post.meeting in found else [*found, post.meeting]


def _page(process: Process, form: PostForm, post: Post | None = None) -> Any:
    """Show the form and, where it was asked for, how the post will look."""
    preview = Markup(rendered(form.text.data)) if form.is_submitted() and only_looks() else None  # noqa: S704 - cleaned
    shown = [link for link in links.read(form.links.data or "") if links.leads_somewhere(link)]
    words = {"process": process, "form": form, "post": post, "preview": preview, "links": shown}
    known = news_queries.categories(process)
    return render_template("processes/news/post_form.html", categories=known, **words), status(form)
