# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paragraph that is being written anew, drawn and told as the whole request will be; the link that leads to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup

from amendments.documents.showing import Told, passage, told
from amendments.drafts.queries import Gathered
from amendments.models import Document
from db import now
from languages import language
from permissions import amending_open, document_open
from redline.drafting.wording import CannotSay, formal
from redline.paragraphs import Paragraph, paragraphs
from redline.sources import replaced, span


@dataclass(frozen=True)
class Drawn:
    """What new words for a paragraph change: drawn in place, in sentences, and in formulas of drafting."""

    passage: Markup
    changes: Sequence[Told]
    formulas: Sequence[str]


def drawn(before: str, known: Sequence[Paragraph], number: int, words: str, *, formulas: bool) -> Drawn:
    """Return what new Markdown for a paragraph changes in the text; raise TooLong.

    The whole texts are compared, as they are when the request is sent, so nothing is told otherwise than it will be.
    Cost: one difference of texts that differ in one place, some 10 ms for 80 kB.
    """
    after = replaced(before, known, {number: words})
    found = told(before, after)
    said = [_formula(change, before) for change in found] if formulas else []
    return Drawn(passage(before, after, *span(before, known[number])), found, [one for one in said if one])


def told_of(gathered: Gathered) -> list[tuple[int, list[str]]]:
    """Return the number of every paragraph that was gathered, and what changes there in sentences."""
    before, known = gathered.before, paragraphs(gathered.before)
    return [
        (number, [one.sentence for one in told(before, replaced(before, known, {number: words}))])
        for number, words in sorted(gathered.sources.items())
    ]


def _formula(told: Told, before: str) -> str:
    try:
        return formal(told.change, before)
    except CannotSay:
        return ""


def amendable(document: Document) -> bool:
    """Say whether people may ask to change the document now."""
    return all(word.test(None, document, now()) for word in (document_open, amending_open))


def link_to_change(document: Document) -> Callable[[int], Markup]:
    """Return what makes, for each paragraph, the link that leads to changing it; nothing where nobody may now."""
    if not amendable(document):
        return lambda number: Markup()
    link = get_template_attribute("amendments/drafts/link.html", "change_link")
    names: dict[str, Any] = {"id": document.id, "version": document.version}
    spoken = language()
    return lambda number: link(url_for("amendments.paragraph", number=number, **names), number, spoken)
