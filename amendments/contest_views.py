# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the open requests that concern the same words: equal ones together, competing ones side by side."""

from typing import Any

from flask import render_template

from amendments.common_views import bp, holds_for, number_in, published
from amendments.contested import contested
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
        "amendments/contests.html",
        document=document,
        contests=shown,
        total=total,
        previous=max(0, before - PAGE) if before else None,
        next=before + PAGE if before + PAGE < total else None,
    )
