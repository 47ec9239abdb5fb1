# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commenting a passage: choosing it, and the notes that stand beside the text of a proposal."""

from collections import defaultdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from amendments.models import Document
from auth.queries import errand_text
from auth.views import me
from comments import actions, anchor_queries
from comments.anchors import Chosen, anchored, choose, text_at
from comments.blueprint import NUMBER, attempt, bp, number, person, place, thank, why_not
from comments.forms import CommentForm, PassageForm, shortened
from db import Invalid, now, prepares_first
from fields import refuse
from permissions import require
from redline.markdown import plain
from redline.paragraphs import paragraphs

MOST_OF_ONE = 3  # threads quoted beside one paragraph


@bp.route(f"/documents/{NUMBER}/comments/passage", methods=["GET", "POST"])
@prepares_first
def passage(id: int) -> Any:
    """Choose a passage and comment it: words that a script sends along, or a paragraph from the list.

    A visitor may begin here too, and goes on after signing in.
    """
    document, _none = place(id)
    refusal = why_not(me(), document)
    if request.method == "POST":
        require(person(), "comment.post", document, now())
    version = number("version") or document.version
    chosen = _chosen(version)
    if chosen is None or refusal:
        return _choose(document, version, refusal)
    return _comment(document, chosen)


def _chosen(version: int) -> Chosen | None:
    """Return the passage that the address names, or None where it names none yet."""
    start, end = number("start"), number("end")
    return None if start is None or end is None else Chosen(version, start, end)


def _choose(document: Document, version: int, refusal: str) -> Any:
    """Show the paragraphs to choose from; when one was chosen, and is found, lead on to commenting it."""
    try:
        known = paragraphs(text_at(document, version))
    except Invalid:
        version, known = document.version, paragraphs(document.text)
    form = PassageForm.of(known)
    if "paragraph" in request.args and not refusal:
        try:
            found = choose(document, version, number("paragraph") or 0, form.words.data or "", number("which"))
            return redirect(_address(document, found))
        except Invalid as error:
            refuse(form, error)
    page = render_template(
        "comments/choose_passage.html", document=document, form=form, version=version, refusal=refusal
    )
    return page, 422 if form.errors else 200


def _comment(document: Document, chosen: Chosen) -> Any:
    """Show the chosen passage with the form to comment it; post the comment."""
    try:
        anchor = anchored(document, chosen)
    except Invalid:  # an address that somebody made up
        return redirect(url_for("comments.passage", id=document.id), 303)
    reader, here = me(), _address(document, chosen)
    words = {"document": document, "quote": anchor.quote, "version": chosen.version, "here": here}
    if reader is None:
        return render_template("comments/passage.html", form=None, **words)
    form = CommentForm.of(reader, text=errand_text(request.args.get("errand")))
    said, status = attempt(
        form,
        lambda: actions.post(document, form.text.data or "", by=person(), body_id=form.body_id, passage=chosen),
        posting=True,
    )
    if said is not None:
        return thank(said, _("Il tuo commento è pubblicato."))
    return render_template("comments/passage.html", form=form, **words), status


def _address(document: Document, chosen: Chosen) -> str:
    """Return where a chosen passage is commented."""
    return url_for("comments.passage", id=document.id, version=chosen.version, start=chosen.start, end=chosen.end)


# --- beside the text --------------------------------------------------------------------------------------


def beside(document: Document) -> dict[int | None, str]:
    """Return the notes beside a text: the comments about passages of each paragraph."""
    counts = anchor_queries.counts(document)
    if not counts:
        return {}
    threads: dict[int, list[Any]] = defaultdict(list)
    for row in anchor_queries.latest(document):
        if len(threads[row.paragraph]) < MOST_OF_ONE:
            threads[row.paragraph].append((row, excerpt(row.text)))
    lone = counts.pop(None, 0)
    notes: dict[int | None, str] = {
        paragraph: render_template(
            "comments/note.html", document=document, paragraph=paragraph, count=count, threads=threads[paragraph]
        ).strip()
        for paragraph, count in counts.items()
        if paragraph is not None
    }
    if lone:
        notes[None] = render_template("comments/lone_note.html", document=document, count=lone)
    return notes


def excerpt(words: str, most: int = 140) -> str:
    """Return the first words of a comment, without its marks."""
    return shortened(" ".join(plain(words).split()), most)
