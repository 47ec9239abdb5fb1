# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page, the same for everybody with the reader's own tasks as a personal part of it; and the tour."""

from typing import Any

from flask import Flask, render_template

from amendments.common_views import next_moment
from home import queries
from home.tasks import tasks_of
from pages import holds_until, kept
from processes.blueprint import bp
from processes.news import queries as news_queries


@bp.get("/")
@kept("home")
def home() -> Any:
    """Show what is open now, what closes soon, the latest outcomes, news and meetings to come."""
    holds_until(next_moment(*queries.holds(), news_queries.next_appearing()))
    return render_template(
        "home/home.html",
        open=queries.open_now(),
        always_open=queries.always_open(),
        outcomes=queries.latest_outcomes(),
        proposals=queries.new_proposals(),
        meetings=queries.coming_meetings(),
        news=news_queries.of_all(),
    )


@bp.get("/how-it-works")
@kept("frame")
def how_it_works() -> Any:
    """Show how a text becomes another, in pictures, to whoever comes for the first time."""
    return render_template("home/how_it_works.html")


def register(app: Flask) -> None:
    """Let the template of the reader's tasks find them; the pages hang on the blueprint of processes."""
    app.jinja_env.globals.update(tasks_of=tasks_of)
