# SPDX-License-Identifier: AGPL-3.0-or-later
"""What everybody reads of bodies: their list, with a search, and the page of each."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup

from attachments.queries import attachments, logos
from auth.models import Body
from auth.queries import kept_body
from bodies import queries
from bodies.blueprint import bp
from bodies.labels import KINDS
from bodies.queries import Wish
from db import db
from fields import line, whole
from pages import kept
from processes.sheet.facts import FACTS
from redline import markdown

LONGEST_SEARCH = 200


@bp.get("/bodies")
@kept("frame")
def index() -> Any:
    """List the bodies by name, those that were asked for."""
    asked = {name: line(request.args.get(name, "")[:LONGEST_SEARCH]) for name in ("q", "kind", "province")}
    wish = Wish(asked["q"], asked["kind"] if asked["kind"] in KINDS else "", asked["province"].upper())
    cursor = {name: line(request.args.get(name, "")[:LONGEST_SEARCH]) for name in ("after", "before")}
    found = queries.listed(Wish(wish.words, wish.kind, wish.province, **cursor))
    asked_for = {"q": wish.words or None, "kind": wish.kind or None, "province": wish.province or None}
    return render_template(
        "bodies/index.html",
        found=found,
        wish=wish,
        kinds=KINDS,
        previous_url=_beside(asked_for | {"before": found.before}) if found.before else None,
        next_url=_beside(asked_for | {"after": found.after}) if found.after else None,
    )


@bp.get("/bodies/<int:id>")
@kept("body")
def show(id: int) -> Any:
    """Show a body; the double of another leads to that one."""
    body = db.session.get(Body, id) or abort(404)
    if body.merged_into_id is not None:
        return redirect(url_for("bodies.show", id=kept_body(body).id), 301)
    processes, older = queries.processes_of(body, _before())
    return render_template(
        "bodies/show.html",
        body=body,
        kinds=KINDS,
        roles=FACTS,
        logo=logos([id]).get(id),
        attachments=[one for one in attachments("body", id) if not one.media_type.startswith("image/")],
        processes=processes,
        older=older,
        meetings=queries.meetings_of(body),
        proposals=queries.proposals_of(body),
        people=queries.people_of(body),
        privacy=Markup(markdown.render(body.privacy_text)),  # noqa: S704 - cleaned by redline
    )


def _beside(words: dict[str, Any]) -> str:
    return url_for("bodies.index", **words)


def _before() -> int | None:
    value = request.args.get("before")
    if value is None:
        return None
    number = whole(value)
    return number if number > 0 else abort(404)
