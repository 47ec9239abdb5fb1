# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public page of a proposal: its text, and beside it everything that happened to it."""

from typing import Any

from flask import abort, render_template

from amendments import amendment_queries, queries
from amendments.common_views import holds_for, rendered
from auth.views import me
from pages import kept
from proposals import page_queries
from proposals.blueprint import bp

MOST_SHOWN = 20


@bp.get("/proposals/<int(max=2147483647):id>")
@kept("document")
def show(id: int) -> Any:
    """Show a published proposal."""
    proposal = page_queries.published(id) or abort(404)
    document, person = proposal.document, me()
    holds_for(document)
    version = queries.current(document)
    visible = queries.supporters_visible(document.process, person)
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        document=document,
        text=rendered(version.html),
        fingerprint=version.sha256,
        supporters=queries.supporters(document, MOST_SHOWN) if visible else [],
        supporters_visible=visible,
        supported=queries.support_of(person, document),
        amendments=amendment_queries.amendments(document, MOST_SHOWN),
        credits=queries.credits(document, MOST_SHOWN),
    )
