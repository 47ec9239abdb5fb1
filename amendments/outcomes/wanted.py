# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of an amendment that did not enter the text, as the beginning of a text of their own.

Idea: the base with only the refused changes made shows their words within their paragraphs; those paragraphs, under
the headings they stand under, are what was wanted. Words that were only to be taken out are quoted below the drafting
formula that says so. Where the words of an amendment were covered its changes need not fit the base any more: then
what its points hold is taken as it stands.
Cost: one difference.
"""

from collections.abc import Iterator, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _

from amendments.documents.texts import LONGEST_TITLE, text_of
from amendments.models import Document
from amendments.request_models import Amendment, Outcome, Revision
from amendments.requests.actions import read_change
from amendments.requests.queries import Point
from redline import blocks
from redline.changes import Change, changes, select
from redline.drafting.wording import CannotSay, formal
from redline.text import title

REFUSED = (Outcome.REJECTED, Outcome.PRECLUDED)
Passage = tuple[str, str]  # the heading it stands under, or "", and its words


def is_refused(point: Point) -> bool:
    """Say whether it was decided that the words of a change do not enter the text."""
    return point.decision is not None and point.change.outcome in REFUSED


def wanted(amendment: Amendment, revision: Revision, points: Sequence[Point]) -> str:
    """Return a text that begins with the refused words of an amendment, in the language of its document."""
    document = amendment.document
    refused = [read_change(point.change) for point in points if is_refused(point)]
    base = text_of(document, revision.base)
    if revision.obscured:
        name, passages = title(base), [_as_it_stands(change) for change in refused]
    else:
        every = [read_change(point.change) for point in points]
        asked = select(base, every, {change.number for change in refused})
        name, passages = title(asked), [*_paragraphs(base, asked), *_taken_out(base, refused)]
    with force_locale(document.language):
        heading = _title(document, amendment, name)
    return f"# {heading}\n\n{_under_headings(passages)}".strip()


def _title(document: Document, amendment: Amendment, name: str) -> str:
    """Return the title that was asked for, or one that says where the words come from."""
    if name.strip() and name != title(document.text):
        return name
    return _("%(title)s: dalla modifica %(number)s", title=name[: LONGEST_TITLE - 40], number=amendment.number)


def _paragraphs(base: str, asked: str) -> Iterator[Passage]:
    """Yield the paragraphs and headings of the text that was asked for which changes touched; its title is none."""
    found = blocks.split(asked)
    places = blocks.places(found)
    spans = [(edit.place, edit.place_end) for change in changes(base, asked) if change.new for edit in change.edits]
    for block, place in zip(found, places, strict=True):
        if any(start < block.end and block.start < end for start, end in spans):
            words = "" if block.kind == blocks.HEADING else asked[block.start : block.end]
            yield _heading(place), words


def _taken_out(base: str, refused: Sequence[Change]) -> Iterator[Passage]:
    """Yield what was only to be taken out: the formula that says so, and the words."""
    for change in refused:
        if change.new.strip():
            continue
        quoted = "\n".join(f"> {line}".rstrip() for line in change.old.strip().splitlines())
        try:
            said = formal(change, base)
        except CannotSay:
            said = ""
        yield _heading(change.place), f"{said}\n\n{quoted}".strip()


def _as_it_stands(change: Change) -> Passage:
    return _heading(change.place), (change.new or change.old).strip()


def _heading(place: Sequence[str]) -> str:
    """Return the heading that stands right above, or "" below the title."""
    return place[-1] if len(place) > 1 else ""


def _under_headings(passages: Sequence[Passage]) -> str:
    """Return passages as one text, each heading once."""
    pieces, under = [], ""
    for heading, words in passages:
        if heading and heading != under:
            pieces.append(f"## {heading}")
            under = heading
        pieces.append(words)
    return "\n\n".join(piece for piece in pieces if piece)
