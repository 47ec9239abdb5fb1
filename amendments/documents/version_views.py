# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of versions: the list, one version, the comparison of any two, and restoring an older one."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, get_template_attribute, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from amendments import staff_answers
from amendments.common_views import bp, document_url, missing, number_in, person, published, rendered
from amendments.documents import actions as document_actions
from amendments.documents import authorship_queries, queries
from amendments.documents.showing import difference, told
from amendments.documents.texts import opened, text_of
from amendments.drafts.showing import amendable, link_to_change
from amendments.forms import RestoreForm
from amendments.models import Document, Version
from db import Changed, now, prepares_first
from fields import add_error, attempt, status
from pages import kept
from permissions import require
from redline.contents import contents
from redline.numbered import numbered


@bp.get("/documents/<int:id>/versions")
@kept("document")
def versions(id: int) -> Any:
    """List the versions of a document, newest first."""
    document = published(id)
    rows = queries.versions(document, before=number_in("before"))
    shown = rows[: queries.PAGE]
    credits = queries.credits_by_version(document, [row.number for row in shown])
    older = shown[-1].number if len(rows) > len(shown) else None
    return render_template(
        "amendments/documents/versions.html", document=document, versions=shown, credits=credits, older=older
    )


@bp.get("/documents/<int:id>/versions/<int:number>")
@kept("document")
def version(id: int, number: int) -> Any:
    """Show one version: its text, where it comes from, what it changed."""
    document = published(id)
    found = queries.version(document, number) or missing()
    before = text_of(document, number - 1) if number > 1 else ""
    in_place = document.kind == "sheet" and number == document.version  # elsewhere the page of the text is the place
    return render_template(
        "amendments/documents/version.html",
        document=document,
        version=found,
        headings=contents(found.html),
        text=rendered(_beside(found.html, link_to_change(document) if in_place else None)),
        amendable=in_place and amendable(document),
        by=queries.name_of(found.by_id),
        sources=queries.sources(document, number),
        difference=difference(before, text_of(document, number)) if number > 1 else None,
    )


def _beside(html: str, link: Callable[[int], Markup] | None) -> str:
    """Return the page of a text with the number of each paragraph at its end, and the way to change it."""
    beside = get_template_attribute("parts/contents.html", "beside_paragraph")
    return numbered(html, lambda number: str(beside(number, more=link(number) if link else "")))


@bp.get("/documents/<int:id>/versions/<int:number>.md")
@kept("document")
def version_text(id: int, number: int) -> Any:
    """Give the text of a version as it is kept: what its digest is of."""
    return Response(_text(published(id), number), content_type="text/markdown; charset=utf-8")


@bp.get("/documents/<int:id>/versions/<int:number>/authors")
@kept("document")
def authors(id: int, number: int) -> Any:
    """Show who brought the words of each paragraph of a version, by which amendment, decided by whom, and why."""
    document = published(id)
    found = queries.version(document, number) or missing()
    return render_template(
        "amendments/documents/authors.html",
        document=document,
        version=found,
        paragraphs=authorship_queries.paragraphs_with_authors(document, number),
        origins=authorship_queries.origins(document, number),
        shares=authorship_queries.credited(document, number, _("Persona cancellata")),
    )


@bp.get("/documents/<int:id>/compare")
def compare_form(id: int) -> Any:
    """Lead to the comparison of the two versions that were chosen in the form."""
    document = published(id)
    old, new = number_in("old") or 1, number_in("new") or document.version
    return redirect(url_for("amendments.compare", id=id, old=old, new=new, view=_view() or None))


@bp.get("/documents/<int:id>/compare/<int:old>/<int:new>")
@kept("document")
def compare(id: int, old: int, new: int) -> Any:
    """Show what changed between any two versions: inline, side by side, or as a list of changes in words."""
    document, view = queries.compared(id, old, new) or missing(), _view()
    before, after = (opened(id, number, document.versions[number].sha256) for number in (old, new))
    only = view != "words" and "only" in request.args
    return render_template(
        "amendments/documents/compare.html",
        document=document,
        old=old,
        new=new,
        versions=[document.versions[number] for number in sorted({old, new})],
        view=view,
        only=only,
        same=before == after,
        told=told(before, after) if view == "words" else None,
        difference=difference(before, after, side=view == "side", only=only) if view != "words" else None,
    )


def _view() -> str:
    """Return how the reader wants to see a comparison: "" in the text, "side" or "words"."""
    view = request.args.get("view", "")
    return view if view in ("side", "words") else ""


@bp.route("/documents/<int:id>/versions/<int:number>/restore", methods=["GET", "POST"])
@prepares_first
def restore(id: int, number: int) -> Any:
    """Make an older version the newest one, with a reason."""
    document = published(id)
    require(person(), "document.restore", document, now())
    form = RestoreForm(seen=document.version)
    if form.validate_on_submit():
        made = attempt(form, lambda: _restored(document, number, form))
        if made is not None:
            restored = _("La versione %(old)s è tornata in vigore come versione %(new)s.", old=number, new=made.number)
            flash(staff_answers.reworked(document, restored))
            return redirect(document_url(document), 303)
    shown = difference(document.text, _text(document, number))
    page = render_template(
        "amendments/documents/restore.html", document=document, number=number, form=form, difference=shown
    )
    return page, 409 if form.form_errors else status(form)


def _restored(document: Document, number: int, form: RestoreForm) -> Version | None:
    """Restore a version; where a newer one was born meanwhile, say so and let the form refer to it."""
    try:
        return document_actions.restore(document, number, by=person(), seen=form.seen.data, reason=form.reason.data)
    except Changed as error:
        add_error(form, "", _(str(error)))
        form.seen.data = document.version
        return None


def _text(document: Document, number: int) -> str:
    """Return the text of a version, or answer that there is none."""
    try:
        return text_of(document, number)
    except LookupError:
        missing()
