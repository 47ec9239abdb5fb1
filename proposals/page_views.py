# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public page of a proposal: its text, and beside it everything that happened to it."""

from typing import Any

from flask import abort, render_template

from amendments import amendment_queries, queries
from amendments.common_views import holds_for, rendered
from amendments.models import Document
from auth.views import me
from pages import kept, kept_part
from proposals import page_queries
from proposals.blueprint import bp

MOST_SHOWN = 20


@bp.get("/proposals/<int:id>")
@kept("document")
def show(id: int) -> Any:
    """Show a published proposal: kept parts, which all see alike, and what only this person may do."""
    found = page_queries.published(id) or abort(404)
    document, person = found.Proposal.document, me()
    holds_for(document)
    return render_template(
        "proposals/show.html",
        proposal=found.Proposal,
        document=document,
        text=kept_part("document", {"id": id}, "text", lambda: _text(document)),
        record=kept_part("document", {"id": id}, "record", lambda: _record(found)),
        supporters=_supporters(document) if queries.supporters_visible(document.process, person) else "",
        supported=queries.support_of(person, document),
    )


def _text(document: Document) -> str:
    version = queries.current(document)
    return render_template(
        "proposals/text.html", document=document, text=rendered(version.html), fingerprint=version.sha256
    )


def _record(found: Any) -> str:
    """Return the amendments, and the facts: reference, dates, authors, credits, version."""
    document = found.Proposal.document
    return render_template(
        "proposals/record.html",
        proposal=found.Proposal,
        document=document,
        author=found.author,
        body=found.body,
        coauthors=page_queries.coauthors(document.id),
        amendments=amendment_queries.amendments(document, MOST_SHOWN),
        credits=queries.credits(document, MOST_SHOWN),
    )


def _supporters(document: Document) -> str:
    """Return the latest supporters with their initials."""

    def make() -> str:
        rows = queries.supporters(document, MOST_SHOWN)
        return render_template("proposals/supporter_list.html", document=document, supporters=rows)

    return kept_part("document", {"id": document.id}, "supporters", make)
