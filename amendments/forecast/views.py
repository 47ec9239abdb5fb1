# SPDX-License-Identifier: AGPL-3.0-or-later
"""The open requests as readers see them: at their passages in the text, and together where they concern the same."""

from typing import Any

from flask import render_template

from amendments.common_views import bp, holds_for, number_in, published
from amendments.documents import queries
from amendments.forecast.contested import contested
from amendments.forecast.marked import marked
from pages import kept

PAGE = 10


@bp.get("/documents/<int:id>/amendments/contests")
@kept("document", visitors_only=True)
def contests(id: int) -> Any:
    """Show what is asked for the same words of a text."""
    document, before = published(id), number_in("after") or 0
    holds_for(document)
    shown, total = contested(document, before, PAGE)
    return render_template(
        "amendments/forecast/contests.html",
        document=document,
        contests=shown,
        total=total,
        previous=max(0, before - PAGE) if before else None,
        next=before + PAGE if before + PAGE < total else None,
    )


@bp.get("/documents/<int:id>/amendments/text")
@kept("document")
def marked_text(id: int) -> Any:
    """Show the present text with what is asked of it, at the passages that it concerns."""
    document = published(id)
    version = queries.current(document)
    return render_template(
        "amendments/forecast/marked_text.html", document=document, version=version, passages=marked(document)
    )
