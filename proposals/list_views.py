# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists of proposals: those of a process, and the search over all processes."""

from typing import Any

from flask import abort, render_template, request, url_for

from db import now
from pages import holds_until, kept
from processes import queries as process_queries
from processes.blueprint import at
from proposals import lists
from proposals.blueprint import bp
from redline.text import clean_characters

LONGEST_SEARCH = 200


@bp.get("/processes/<slug>/proposals")
@kept("process")
def index(slug: str) -> Any:
    """List the proposals of a process."""
    process = at(slug)
    holds_until(process.next_change(now()))
    wish = _wish(process.id)
    words = {"parts": process_queries.parts(process), "wish": wish, "states": lists.SHOWN}
    return render_template("proposals/index.html", process=process, **words, **_page(wish, slug=slug))


@bp.get("/search")
def search() -> Any:
    """Search the proposals of all processes."""
    wish = _wish(None)
    found: dict[str, Any] = _page(wish) if wish.words else {"found": None, "previous_url": None, "next_url": None}
    return render_template("proposals/search.html", wish=wish, **found)


def _wish(process_id: int | None) -> lists.Wish:
    """Read from the address what is asked for; what cannot be meant is left out."""
    part = request.args.get("part", type=int)
    state, sort = request.args.get("state", ""), request.args.get("sort", "")
    words = " ".join(clean_characters(request.args.get("q", "")[:LONGEST_SEARCH]).split())
    return lists.Wish(
        process_id,
        part_id=part if part is not None and 0 < part < 2**31 else None,
        state=state if state in lists.SHOWN else "",
        words=words,
        sort=sort if sort in lists.SORTS else "",
        cursor=request.args.get("after", ""),
    )


def _page(wish: lists.Wish, **address: str) -> dict[str, Any]:
    """Return a page of the list and the addresses of those before and after; a forged cursor finds nothing."""
    try:
        found = lists.page(wish)
    except lists.BadCursor:
        abort(404)
    asked = {"part": wish.part_id, "state": wish.state, "q": wish.words, "sort": wish.sort}
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value} | address

    def at_cursor(cursor: str | None) -> str | None:
        return url_for(str(request.endpoint), **kept, after=cursor) if cursor else None

    return {"found": found, "previous_url": at_cursor(found.previous), "next_url": at_cursor(found.next)}
