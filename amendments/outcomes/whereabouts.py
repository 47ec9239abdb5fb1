# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the words of a decided amendment stand in today's text: the same, edited or removed, and by what.

Idea: the text that was asked for says where the words of each change stand in it. One difference to the version that
the decision led to tells where they stand there; from then on the stored changes of the versions do
(`redline.anchors`). A version that brings an earlier text back has them where that one had them. Nothing is searched
for: words that cannot be followed are said to be untold.
Cost: one difference, and one pass over each later version.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from amendments.documents.passages import Standing, seen
from amendments.documents.texts import text_of
from amendments.forecast.causes import version_at
from amendments.models import Document, Version
from amendments.outcomes.removals import Removal, removals
from amendments.request_models import Amendment, Outcome, Revision
from amendments.requests.actions import read_change
from amendments.requests.queries import Point
from db import db
from redline import anchors
from redline.changes import Change, changes
from redline.paragraphs import Paragraph, around, paragraphs

MADE = (Outcome.ACCEPTED, Outcome.MODIFIED)
IN_TEXT = (*MADE, Outcome.ABSORBED)
TAKEN_OUT, READ_AGAIN, UNTOLD = "taken_out", "read_again", "untold"
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Whereabouts:
    """Of one change: what became of its words up to today, as readers see them.

    `standing` is that of a passage; of words that were only taken out, whether the same words are read in today's text
    (`read_again`) or not (`taken_out`); or `untold`. `then` are the words as they entered version `version`.
    """

    standing: str
    version: int
    asked: str = ""
    then: str = ""
    now: str = ""
    paragraph: int | None = None
    changed_in: tuple[int, ...] = ()
    removal: Removal | None = None


@dataclass(frozen=True)
class _Stand:
    """Where a passage stands in one version, None where it is removed, and the versions that changed it so far."""

    span: tuple[int, int] | None
    changed_in: tuple[int, ...] = ()


def whereabouts(amendment: Amendment, revision: Revision, points: Sequence[Point]) -> dict[int, Whereabouts]:
    """Return, by number, where the words of the changes that entered the text, or were in it, stand today.

    Of words that were covered nothing is told: they cannot be followed any more.
    """
    decisions = [point.decision.Decision for point in points if point.decision is not None]
    if not decisions or revision.obscured:
        return {}
    document = amendment.document
    version = decisions[0].version or version_at(document, decisions[0].created_at)
    found = {point.change.number: read_change(point.change) for point in points if point.change.outcome in IN_TEXT}
    made = {point.change.number for point in points if point.change.outcome in MADE}
    brought = {number: span for number, change in found.items() if (span := _words(change))}
    told = _told(document, revision.text, version, brought)
    for number in found.keys() - brought.keys():
        if number in made and _LETTER.search(found[number].old):
            told[number] = Whereabouts(_taken_out(found[number].old, document.text), version)
    untold = {number for number, where in told.items() if where.standing == UNTOLD}
    return {number: where for number, where in told.items() if number in made or number not in untold}


def _words(change: Change) -> tuple[int, int] | None:
    """Return where the words that a change asks for stand in the text that it asks for; None where it has none."""
    edit = max(change.edits, key=lambda edit: len(_LETTER.findall(edit.text)))
    return (edit.place, edit.place_end) if _LETTER.search(edit.text) else None


def _taken_out(words: str, text: str) -> str:
    return READ_AGAIN if re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", text) else TAKEN_OUT


def _told(document: Document, asked: str, version: int, brought: dict[int, tuple[int, int]]) -> dict[int, Whereabouts]:
    """Follow the words of changes from the text that was asked for to today's."""
    if not brought:
        return {}
    then, spans = anchors.carry(asked, brought.values(), changes(asked, text_of(document, version)))
    stands = _followed(document, version, then, spans)
    known = {text: paragraphs(text) for text in (asked, then, document.text)}
    because = removals(document, {stand.changed_in[-1] for stand in stands if stand.span is None and stand.changed_in})
    told = {}
    for number, entered, stand in zip(brought, spans, stands, strict=True):
        if entered is None:
            told[number] = Whereabouts(UNTOLD, version)
            continue
        words, read = seen(asked, *brought[number], known[asked]), seen(then, *entered, known[then])
        entry = Whereabouts(Standing.REMOVED, version, words, read, changed_in=stand.changed_in)
        told[number] = _today(entry, stand.span, because, document.text, known[document.text])
    return told


def _today(
    entry: Whereabouts,
    span: tuple[int, int] | None,
    because: Mapping[int, Removal],
    text: str,
    known: Sequence[Paragraph],
) -> Whereabouts:
    """Return what is known of words that entered a version, with where they stand in today's text."""
    if span is None:
        return replace(entry, removal=because[entry.changed_in[-1]])
    now, touched = seen(text, *span, known), around(known, *span)
    standing = Standing.SAME if now == entry.then else Standing.EDITED
    return replace(entry, standing=standing, now=now, paragraph=touched[0].number if touched else None)


def _followed(document: Document, version: int, text: str, spans: Sequence[tuple[int, int] | None]) -> list[_Stand]:
    """Return where passages of a version stand in the present one."""
    at = {version: [_Stand(span) for span in spans]}
    for number, restored, found in _later(document, version):
        text, at[number] = _step(text, at[number - 1], found, number)
        if restored in at:
            at[number] = at[restored]
    return at[document.version]


def _step(text: str, stands: Sequence[_Stand], found: Sequence[Change], number: int) -> tuple[str, list[_Stand]]:
    """Follow passages over the changes of one version; return its text too."""
    new, carried = anchors.carry(text, [stand.span for stand in stands if stand.span is not None], found)
    spans, after = iter(carried), []
    for stand in stands:
        if stand.span is None:
            after.append(stand)
            continue
        span = next(spans)
        same = span is not None and new[slice(*span)] == text[slice(*stand.span)]
        after.append(_Stand(span, stand.changed_in if same else (*stand.changed_in, number)))
    return new, after


def _later(document: Document, version: int) -> Iterator[tuple[int, int | None, list[Change]]]:
    """Yield the versions after one: number, the version whose text they bring back, and the changes they made."""
    chosen = sa.select(Version.number, Version.restored, Version.changes).where(Version.document_id == document.id)
    row: Any
    for row in db.session.execute(chosen.where(Version.number > version).order_by(Version.number)):
        yield row.number, row.restored, [Change.from_json(data) for data in row.changes]
