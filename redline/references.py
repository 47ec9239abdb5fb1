# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a text names in itself: numbers, headings, footnotes, anchors; which stand twice, and which are not there.

Idea: only what is sure is told. A list whose items all say "1." counts by itself; names and numbers of headings stand
twice only under one heading; "articolo 9" is missing only from a text of articles, "punto 5.2" only where a brother
(5.1, 5.3) is or was there, and neither in a paragraph that names another act.
Cost: one pass; a rendering where the text has links into itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redline import blocks
from redline.blocks import Block
from redline.markdown import render
from redline.text import body

DUPLICATE_NUMBER, DUPLICATE_HEADING, DUPLICATE_FOOTNOTE = "duplicate_number", "duplicate_heading", "duplicate_footnote"
DANGLING_FOOTNOTE, DANGLING_LINK, DANGLING_REFERENCE = "dangling_footnote", "dangling_link", "dangling_reference"

Spot = tuple[str, int, int]  # a kind of finding, and the stretch of the text it is about

_LATIN = r"(?:-(?:bis|ter|quater|quinquies|sexies|septies|octies))?"
_DOTTED = r"\d{1,2}(?:\.\d{1,2})+"
_LABEL = re.compile(rf"[ \t]*(?:[-*+][ \t]+)?((?:\d{{1,9}}|[a-z]|\d{{1,4}}[a-z]\d{{0,4}}){_LATIN})([.)])(?=\s|$)")
_ARTICLE = re.compile(rf"[\s#*_]*art(?:icolo\b|\.)\s*(\d+{_LATIN})(?!\d)", re.IGNORECASE)
_POINT = re.compile(rf"[\s#*_+-]*({_DOTTED})(?![\d.]\d)")
_TITLE_NUMBER = re.compile(rf"(?:art(?:icolo\b|\.)\s*)?\d+(?:\.\d+)*{_LATIN}(?=[\s.:)–—-]|$)", re.IGNORECASE)
_NOTE = re.compile(r"(^ {0,3})?\[\^([^\]\s]{1,60})\](:)?", re.MULTILINE)
_ANCHOR = re.compile(r"\]\(#(s-[^)\s]{1,100})")
_ID = re.compile(r'<h\d id="(s-[^"]+)"')
_NUMBER = rf"\d+(?:\.\d+)*{_LATIN}(?![\d-])"
_REFERENCE = re.compile(
    rf"\b(?:(?:articolo|art\.|punto|paragrafo|sezione)\s+{_NUMBER}"
    rf"|(?:articoli|artt\.|punti|paragrafi|sezioni)\s+{_NUMBER}(?:(?:,\s+|\s+e\s+|\s+o\s+){_NUMBER}){{0,20}})",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:legg|decret|regolament|direttiv|codic|costituzion|statut|trattat|convenzion|contratt|accord|protocoll|deliber"
    r"|determin|ordinanz|circolar|bando|avviso|linee guida|norm[ae]\b|test[oi] unic|allegat|citat|predett|suddett"
    r"|medesim|stess|d\.? ?lgs|d\.? ?l\.|d\.? ?p\.? ?[rc]|l\. ?[rn]|reg\.|c\.c|c\.p|cost\.|tuel|gdpr|ccnl|iso\b|ue\b)",
    re.IGNORECASE,
)
_THIS = re.compile(r"\b(?:present[ei]|quest[oaie])\s+\w+", re.IGNORECASE)


def duplicates(split: Sequence[Block], bare: str) -> Iterator[Spot]:
    """Yield the numbers, headings and footnotes that stand twice, each at its later place.

    `bare` is the text with its code blotted out, character by character.
    """
    yield from _numbers(split)
    yield from _headings(split)
    yield from _twice(DUPLICATE_FOOTNOTE, ((note[2], *note.span()) for note in _notes(bare, defined=True)))


def dangling(split: Sequence[Block], bare: str, text: str, before: Sequence[Block]) -> Iterator[Spot]:
    """Yield the references to footnotes, headings, articles and points that are not there.

    `before` are the blocks of an earlier state of the text, which knew the numbers that it had.
    """
    there = {note[2] for note in _notes(bare, defined=True)}
    for note in _notes(bare, defined=False):
        if note[2] not in there:
            yield DANGLING_FOOTNOTE, *note.span()
    links = list(_ANCHOR.finditer(bare))
    ids = set(_ID.findall(render(body(text)))) if links else set()
    yield from ((DANGLING_LINK, *link.span(1)) for link in links if link[1] not in ids)
    yield from _lacking(split, bare, _Labels.of(split), _Labels.of(before))


def _notes(bare: str, *, defined: bool) -> Iterator[re.Match[str]]:
    """Yield the places where footnotes are defined, or where they are named."""
    return (note for note in _NOTE.finditer(bare) if defined == (note[1] is not None and note[3] is not None))


def _twice(kind: str, named: Iterator[tuple[str, int, int]]) -> Iterator[Spot]:
    """Yield the later places of each name that comes again."""
    seen: set[str] = set()
    for name, start, end in named:
        if name in seen:
            yield kind, start, end
        seen.add(name)


@dataclass(slots=True)
class _List:
    """A run of items that count together."""

    indent: int
    style: tuple[bool, str]
    items: list[tuple[str, int, int]] = field(default_factory=list)

    def spots(self) -> Iterator[Spot]:
        """Yield the numbers that come again, unless all are the same: such a list is numbered when it is shown."""
        if len({label for label, *_ in self.items}) > 1:
            yield from _twice(DUPLICATE_NUMBER, iter(self.items))


def _numbers(split: Sequence[Block]) -> Iterator[Spot]:
    """Yield the numbers and letters that stand twice in one list; a list goes on after what is indented under it."""
    running: list[_List] = []
    for block in split:
        indent = len(block.content) - len(block.content.lstrip())
        label = _LABEL.match(block.content) if block.kind in (blocks.ITEM, blocks.PARAGRAPH) else None
        style = (label[1][0].isdigit(), label[2]) if label else None
        while running and (running[-1].indent > indent or (running[-1].indent, running[-1].style) != (indent, style)):
            if running[-1].indent < indent:
                break
            yield from running.pop().spots()
        if label and style:
            if not running or running[-1].indent < indent:
                running.append(_List(indent, style))
            running[-1].items.append((label[1], block.start + label.start(1), block.start + label.end()))
    for left in running:
        yield from left.spots()


def _headings(split: Sequence[Block]) -> Iterator[Spot]:
    """Yield headings that have the name, or else the number, of an earlier one under the same heading."""
    path: list[tuple[int, int]] = []
    seen: set[tuple[int, str]] = set()
    for block in split:
        if block.kind != blocks.HEADING:
            continue
        deep = blocks.level(block.content)
        path = [step for step in path if step[0] < deep]
        above = path[-1][1] if path else -1
        path.append((deep, block.start))
        name = blocks.heading_text(block.content).casefold()
        number = _TITLE_NUMBER.match(name)
        if name and (above, name) in seen:
            yield DUPLICATE_HEADING, block.start, block.end
        elif number and (above, number[0]) in seen:
            yield DUPLICATE_NUMBER, block.start, block.end
        seen |= {(above, name)} | ({(above, number[0])} if number else set())


@dataclass(frozen=True, slots=True)
class _Labels:
    """The numbers of the articles and points that a text is made of."""

    articles: frozenset[str]
    points: frozenset[str]

    @classmethod
    def of(cls, split: Sequence[Block]) -> "_Labels":
        """Return the labels of a text."""
        articles = (_ARTICLE.match(block.content) for block in split)
        points = (_POINT.match(block.content) for block in split)
        return cls(frozenset(a[1].lower() for a in articles if a), frozenset(p[1] for p in points if p))

    def among(self, number: str, *, article: bool) -> bool:
        """Tell whether a number is of the kind that this text numbers itself by."""
        if article:
            return len(self.articles) > 1 or number in self.articles
        stem, dot, _ = number.rpartition(".")
        return bool(dot) and any(point.rpartition(".")[0] == stem for point in self.points)


def _lacking(split: Sequence[Block], bare: str, own: _Labels, before: _Labels) -> Iterator[Spot]:
    """Yield the references to articles and points that are surely of this text, and not there."""
    for block in split:
        found = list(_REFERENCE.finditer(bare, block.start, block.end))
        if not found or _ACT.search(_THIS.sub("", bare[block.start : block.end])):
            continue
        for reference in found:
            article = reference[0][:3].lower() == "art"
            for number in re.finditer(_NUMBER, reference[0], re.IGNORECASE):
                name = number[0].lower()
                known = own.among(name, article=article) or before.among(name, article=article)
                if known and name not in (own.articles if article else own.points):
                    yield DANGLING_REFERENCE, reference.start(), reference.start() + number.end()
