# SPDX-License-Identifier: AGPL-3.0-or-later
"""What became of my words: a page in one's own account that nobody else sees."""

from typing import Any

from flask import render_template, request

from comments import own_queries
from comments.blueprint import bp, number, person


@bp.get("/account/words")
def own_words() -> Any:
    """List one's own changes or comments, and where each stands now."""
    reader, before = person(), number("before")
    show = "comments" if request.args.get("show") == "comments" else "changes"
    rows = (own_queries.comments if show == "comments" else own_queries.changes)(reader, before)
    shown = rows[: own_queries.PAGE]
    older = shown[-1].id if len(rows) > len(shown) else None
    standings = own_queries.standings(shown) if show == "changes" else {}
    return render_template(
        "comments/own_words.html", show=show, rows=shown, older=older, before=before, standings=standings
    )
