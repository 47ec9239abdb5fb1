# SPDX-License-Identifier: AGPL-3.0-or-later
"""Giving and withdrawing support, and the list of supporters."""

from typing import Any

from flask import flash, redirect, render_template

from amendments import answers
from amendments.common_views import amendment_url, at, bp, document_url, number_in, person, published
from amendments.documents import queries
from amendments.support import actions as support_actions
from auth.views import me
from db import prepares_first
from pages import kept


@bp.post("/documents/<int:id>/support")
@prepares_first
def support(id: int) -> Any:
    """Support a document."""
    document = published(id)
    support_actions.support(document, by=person())
    flash(answers.supported(document))
    return redirect(document_url(document), 303)


@bp.post("/documents/<int:id>/unsupport")
@prepares_first
def unsupport(id: int) -> Any:
    """Withdraw the support of a document."""
    document = published(id)
    support_actions.unsupport(document, by=person())
    flash(answers.unsupported(document, person()))
    return redirect(document_url(document), 303)


@bp.post("/documents/<int:id>/amendments/<int:number>/support")
@prepares_first
def support_amendment(id: int, number: int) -> Any:
    """Support an amendment."""
    amendment = at(id, number)
    support_actions.support_amendment(amendment, by=person())
    flash(answers.supported_amendment(amendment))
    return redirect(amendment_url(amendment), 303)


@bp.post("/documents/<int:id>/amendments/<int:number>/unsupport")
@prepares_first
def unsupport_amendment(id: int, number: int) -> Any:
    """Withdraw the support of an amendment."""
    amendment = at(id, number)
    support_actions.unsupport_amendment(amendment, by=person())
    flash(answers.unsupported(amendment, person()))
    return redirect(amendment_url(amendment), 303)


@bp.get("/documents/<int:id>/supporters")
@kept("document", visitors_only=True)
def supporters(id: int) -> Any:
    """List who supports a document, to those who may see it in this process."""
    document = published(id)
    visible = queries.supporters_visible(document.process, me())
    rows = queries.supporters(document, queries.PAGE + 1, before=number_in("before")) if visible else []
    shown = rows[: queries.PAGE]
    older = shown[-1].id if len(rows) > len(shown) else None
    return render_template(
        "amendments/support/supporters.html", document=document, supporters=shown, visible=visible, older=older
    )
