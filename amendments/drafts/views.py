# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asking for changes in place: a paragraph is written anew where it stands; the whole request is looked at and sent.

The page of a paragraph works by itself; a script lifts its form into the page of the text. Both draw the change by
asking `preview`, so there is one engine. A visitor may write too, and goes on after signing in.
"""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from amendments import answers
from amendments.common_views import amendment_url, bp, document_url, missing, person, published, text_url
from amendments.documents.texts import text_of
from amendments.drafts import actions, queries
from amendments.drafts.forms import ParagraphForm
from amendments.drafts.page import Page
from amendments.drafts.showing import amendable
from amendments.forms import ProposeForm
from amendments.requests import actions as amendment_actions
from amendments.requests.writing_views import Writing
from auth.queries import errand
from auth.views import me
from db import Changed, now, only_reads, prepares_first
from fields import add_error, attempt
from permissions import require
from redline import text
from redline.paragraphs import paragraphs

PARAGRAPH = "/documents/<int:id>/versions/<int:version>/paragraphs/<int:number>"


@bp.route(PARAGRAPH, methods=["GET", "POST"])
@prepares_first
def paragraph(id: int, version: int, number: int) -> Any:
    """Write a paragraph anew, and keep it with what else is asked for; visitors begin here and sign in to go on."""
    page = _page(id, version, number)
    if me() is None and request.method == "GET" and amendable(page.document):
        return page.shown(page.source)
    by, form = person(), page.form
    require(by, "amendment.propose", page.document, now())
    kept = queries.gathered(page.document, by)
    if request.method == "GET":
        form.reason.data = kept.reason if kept else ""
        return page.shown(_begun(page, kept), kept=kept)
    if page.is_sent and form.validate() and _gathered(page, by):
        return _thanks(page)
    return page.shown(form.text.data or "", status=422, kept=kept)


def _page(id: int, version: int, number: int) -> Page:
    """Return the page of the paragraph at this address, or answer that there is none."""
    document = published(id, text=True)
    try:
        before = text_of(document, version)
    except LookupError:
        missing()
    known = paragraphs(before)
    if number >= len(known):
        missing()
    return Page(document, version, number, before, known, ParagraphForm())


def _begun(page: Page, kept: queries.Gathered | None) -> str:
    """Return what a person had typed as a visitor, or had gathered, or the paragraph as it stands."""
    typed = errand(request.args.get("errand", ""))
    if typed is not None:
        return typed.text
    return kept.sources.get(page.number, page.source) if kept and kept.base == page.version else page.source


def _gathered(page: Page, by: Any) -> bool:
    """Keep what was typed, or say beside it why not."""
    words, reason = page.form.text.data or "", page.form.reason.data or ""
    try:
        named: dict[str, Any] = {"base": page.version, "paragraph": page.number, "reason": reason}
        attempt(page.form, lambda: actions.gather(page.document, words, by=by, **named))
    except Changed as error:
        add_error(page.form, "", _(str(error)))
    return not page.form.errors


def _thanks(page: Page) -> Any:
    """Lead on to the look at the whole request, or back to the paragraph to ask for more."""
    if request.form.get("step") == "review":
        return redirect(url_for("amendments.draft", id=page.document.id), 303)
    flash(_("La modifica è nella tua richiesta, che non è ancora inviata: aggiungine altre, poi rivedi e invia."))
    return redirect(f"{text_url(page.document)}#paragraph-{page.number}", 303)


@bp.post(f"{PARAGRAPH}/preview")
@only_reads
def preview(id: int, version: int, number: int) -> Any:
    """Draw what new words for a paragraph change; only the drawing with `?fragment=1`. Nothing is written.

    Anyone may who may read the text, and without a token: the answer holds nothing but what was sent and the text.
    """
    page = _page(id, version, number)
    if not amendable(page.document):
        missing()
    words = (page.form.text.data or "")[: actions.LONGEST]
    return page.fragment(words) if request.args.get("fragment") else page.shown(words)


@bp.route("/documents/<int:id>/amendments/draft", methods=["GET", "POST"])
@prepares_first
def draft(id: int) -> Any:
    """Look at all that was gathered, then send it as one request; what is sent is what was looked at."""
    document, by = published(id, text=True), person()
    require(by, "amendment.propose", document, now())
    kept, step = queries.gathered(document, by), request.form.get("step")
    if kept is None and step not in ("look", "send"):
        return redirect(document_url(document), 303)
    typed = request.form if kept is None or step in ("look", "send") else _typed(kept)
    form = ProposeForm(typed)
    form.offer_bodies(by)

    def send(words: str, chosen: list[str]) -> str:
        made = amendment_actions.propose(
            document, words, by=by, base=form.base.data, reason=form.reason.data, body_id=form.chosen_body
        )
        if kept is not None and kept.text == words:  # else something was gathered meanwhile, in another window
            actions.drop(document, by=by)
        flash(answers.sent(made))
        return amendment_url(made)

    way: dict[str, Any] = {"moves": False, "written_on": "drafts/gathered", "typed": typed}
    writing = Writing(_("La tua richiesta"), "draft", document, form, document_url(document), send, **way)
    if kept is not None and request.method == "GET" and kept.reason and not form.body_id and kept.text != kept.before:
        return writing.look(kept.before, kept.text)
    return writing.answer()


def _typed(kept: queries.Gathered) -> MultiDict[str, str]:
    """Return what was gathered as a form would send it."""
    words = kept.text
    fields = {"base": str(kept.base), "title": text.title(words), "body": text.body(words)}
    return MultiDict({**fields, "reason": request.form.get("reason", kept.reason)})


@bp.post("/documents/<int:id>/amendments/draft/take-back")
def take_back(id: int) -> Any:
    """Leave one paragraph as it is after all, or all of them."""
    document, number = published(id, text=True), request.form.get("paragraph", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        actions.take_back(document, int(number), by=person())
    else:
        actions.drop(document, by=person())
    left = queries.draft_of(document, me())
    flash(_("La modifica non è più nella tua richiesta.") if left else _("La tua richiesta è stata buttata via."))
    return redirect(url_for("amendments.draft", id=id) if left else document_url(document), 303)
