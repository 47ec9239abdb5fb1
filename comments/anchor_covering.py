# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bring anchors in line with a text in which unlawful words were covered, and check them against the journal."""

from collections.abc import Iterator, Mapping

from amendments.documents.passages import follow_anew, seen
from amendments.documents.texts import text_of
from amendments.models import Document
from amendments.record.covering import Cover
from comments.anchor_models import Anchor
from comments.anchors import anchors_of, digest, kept
from redline.paragraphs import paragraphs


def cover(document: Document, cover: Cover) -> None:
    """Take the words of every anchor from the covered text of its version, and follow it anew."""
    if not cover.apply:
        return  # its words stand in the versions, and were counted there
    anchors = anchors_of(document)
    for anchor in anchors:
        text, former = text_of(document, anchor.version), anchor.sha256
        anchor.start, anchor.end = cover.moved(anchor.version, anchor.start, anchor.end)
        anchor.words = text[anchor.start : anchor.end]
        anchor.quote = seen(text, anchor.start, anchor.end, paragraphs(text))
        anchor.sha256 = digest(anchor, text)
        if anchor.sha256 != former:
            cover.digests[former] = anchor.sha256
    follow_anew(document, anchors)


def breaks(document: Document, recorded: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield comment and sentence for every passage that is not as recorded, or not where its versions lead."""
    anchors = anchors_of(document)
    fresh = [Anchor(version=a.version, start=a.start, end=a.end, words=a.words) for a in anchors]
    follow_anew(document, fresh)
    for anchor, again in zip(anchors, fresh, strict=True):
        text = text_of(document, anchor.version)
        if recorded.get(anchor.comment_id) != digest(anchor, text) or text[anchor.start : anchor.end] != anchor.words:
            yield anchor.comment_id, "the passage it is about is not the one its event recorded"
        elif anchor.quote != seen(text, anchor.start, anchor.end, paragraphs(text)) or kept(anchor) != kept(again):
            yield anchor.comment_id, "its passage is not where the versions lead (`flask render` follows all anew)"
    for number in sorted(set(recorded) - {anchor.comment_id for anchor in anchors}):
        yield number, "the passage its event recorded is not there"
