# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a merge can leave behind without a clash: told to the moderator, who decides.

Idea: each check is one pass that yields kinds and places, and tells only what is surely a slip: "via via" is Italian,
"di di" is not. After a merge only what is new counts: what the text before already had is followed to its new place
through the difference of the two texts, as an anchor is, and left out.
Cost: one pass for each check; with `before`, the same again and one difference.

>>> text = "1. Il corso  dura dieci giorni.\\n2. Si tiene a a Roma.[^1]\\n2. È gratuito."
>>> for found in check(text):
...     print(found.offset, found.kind, repr(found.words))
6 doubled_space 'corso  dura'
44 doubled_word 'a a'
53 dangling_footnote '[^1]'
58 duplicate_number '2.'
>>> [found.kind for found in check(text, before=text.replace("corso  dura", "bel corso  dura").replace("a a", "a"))]
['doubled_word']
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redline import blocks, diff, origins, references
from redline.blocks import Block
from redline.references import Spot

CONFLICT_MARK, DOUBLED_WORD, DOUBLED_SPACE = "conflict_mark", "doubled_word", "doubled_space"
OPEN_FENCE, OPEN_LINK, UNEVEN_ROW = "open_fence", "open_link", "uneven_row"

KINDS = (
    references.DUPLICATE_NUMBER,
    references.DUPLICATE_HEADING,
    references.DUPLICATE_FOOTNOTE,
    references.DANGLING_FOOTNOTE,
    references.DANGLING_LINK,
    references.DANGLING_REFERENCE,
    CONFLICT_MARK,
    DOUBLED_WORD,
    DOUBLED_SPACE,
    OPEN_FENCE,
    OPEN_LINK,
    UNEVEN_ROW,
)

_CODE_SPAN = re.compile(r"(?<!`)(`{1,9})(?!`)[^\n]{1,300}?(?<!`)\1(?!`)")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|>{7})(?:[ \t].*)?$|^={7}$", re.MULTILINE)
_DOUBLED_WORD = re.compile(r"(?<![\w'’-])([^\W\d_]{1,30})(?:[ \t]+|[ \t]*\n[ \t]*)\1(?![\w'’-])", re.IGNORECASE)
_SAID_TWICE = frozenset(
    "via così piano passo quasi poco molto ora su giù no sì terra tutto appena pari subito zitto lemme mogi quatto"
    " forte presto piccolo grande mano ben bene ecco sotto dentro that had".split()
)
_DOUBLED_SPACE = re.compile(r"(?<!\S)\S++(?: {2,}\S++)+")
_LINE_MARKS = re.compile(r"^(?:[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])(?=[ \t]))*[ \t]*", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})")
_DESTINATION = re.compile(
    r"\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,5})"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"
)
_ADDRESS = re.compile(r"<?(?:https?:|mailto:|www\.|#|/)", re.IGNORECASE)
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_SHOWN = 80  # characters of a broken link


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip: its kind, the headings above it, and its words, which stand at `offset` of the text."""

    kind: str
    place: tuple[str, ...]
    words: str
    offset: int

    @property
    def end(self) -> int:
        """Offset in the text where the words end."""
        return self.offset + len(self.words)


def check(text: str, before: str | None = None) -> list[Finding]:
    """Return the slips of a text in order of place; given the text before, only those that it did not have."""
    earlier = blocks.split(before) if before is not None else ()
    found = _findings(text, earlier)
    if before is None or not found:
        return found
    known = _images(before, text, _findings(before, blocks.split(text)))
    return [one for one in found if not _stands(one, known[one.kind])]


def _images(before: str, text: str, found: Iterable[Finding]) -> dict[str, list[tuple[int, int]]]:
    """Return by kind where the words of findings of the text before stand now, as far as they were kept."""
    runs = origins.runs(before, diff.groups(before, text))
    kept = sorted((run.old, run.old + run.end - run.start, run.start) for run in runs if run.old is not None)
    known: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    for one in found:
        for at in range(max(0, bisect_right(kept, (one.offset + 1,)) - 1), bisect_right(kept, (one.end,))):
            old, end, new = kept[at]
            first, last = max(one.offset, old), min(one.end, end)
            if first < last:
                known[one.kind].append((first - old + new, last - old + new))
    return {kind: sorted(spans) for kind, spans in known.items()}


def _stands(one: Finding, known: list[tuple[int, int]]) -> bool:
    """Tell whether a finding covers some of these stretches, of which no two overlap."""
    at = bisect_right(known, (one.end,))
    return at > 0 and known[at - 1][1] > one.offset


def _findings(text: str, other: Sequence[Block]) -> list[Finding]:
    """Return all slips of a text; `other` are the blocks of the state it is compared with."""
    split = blocks.split(text)
    bare = _without_code(text, split)
    spots = [
        *references.duplicates(split, bare),
        *references.dangling(split, bare, text, other),
        *_conflict_marks(text),
        *_doubled(split, bare),
        *_open_fence(split),
        *_open_links(split, bare),
        *_uneven_rows(split),
    ]
    places, starts = blocks.places(split), [block.start for block in split]
    return [
        Finding(kind, places[bisect_right(starts, start) - 1], text[start:end], start)
        for start, end, kind in sorted((start, end, kind) for kind, start, end in spots)
    ]


def _without_code(text: str, split: Sequence[Block]) -> str:
    """Return the text with its code blotted out, every other character at its place."""
    pieces = [_blot(block.content) if block.kind == blocks.CODE else block.content for block in split]
    whole = "".join(piece + block.separator for piece, block in zip(pieces, split, strict=True))
    return _CODE_SPAN.sub(lambda span: _blot(span[0]), whole)


def _blot(code: str) -> str:
    return re.sub(r"[^\n]", "\0", code)


def _conflict_marks(text: str) -> Iterator[Spot]:
    """Yield the lines that version control puts around a conflict; a line of "=" alone may underline a heading."""
    marks = list(_CONFLICT.finditer(text))
    sure = any(mark[0][0] in "<>" for mark in marks)
    return ((CONFLICT_MARK, *mark.span()) for mark in marks if sure)


def _doubled(split: Sequence[Block], bare: str) -> Iterator[Spot]:
    """Yield words and spaces that stand twice inside a block; tables and the beginnings of lines are laid out so."""
    for block in split:
        content = bare[block.start : block.end]
        for found in _DOUBLED_WORD.finditer(content):
            if found[1].lower() not in _SAID_TWICE:
                yield DOUBLED_WORD, block.start + found.start(), block.start + found.end()
        if block.kind not in (blocks.ROW, blocks.RULE) and "  " in content:
            words = _LINE_MARKS.sub(lambda marks: "\n" * len(marks[0]), content)
            for found in _DOUBLED_SPACE.finditer(words):
                yield DOUBLED_SPACE, block.start + found.start(), block.start + found.end()


def _open_fence(split: Sequence[Block]) -> Iterator[Spot]:
    """Yield the fence that runs to the end of the text without being closed; only the last block can."""
    fence = _FENCE.match(split[-1].content) if split and split[-1].kind == blocks.CODE else None
    if fence:
        first, _, rest = split[-1].content.partition("\n")
        last = rest.rpartition("\n")[2].strip()
        if not last.startswith(fence[1]) or last.strip(fence[1][0]):
            yield OPEN_FENCE, split[-1].start, split[-1].start + len(first)


def _open_links(split: Sequence[Block], bare: str) -> Iterator[Spot]:
    """Yield links whose address does not end where addresses must."""
    for block in split:
        content = bare[block.start : block.end]
        closing = content.rfind(")")
        for opened in re.finditer(r"\]\(", content):
            place = opened.end()
            if _DESTINATION.match(content, place) or closing > place and not _ADDRESS.match(content, place):
                continue
            start = max(content.rfind("[", max(0, opened.start() - 300), opened.start()), 0)
            shown = content[place : place + _SHOWN].partition("\n")[0]
            yield OPEN_LINK, block.start + start, block.start + place + len(shown)


def _uneven_rows(split: Sequence[Block]) -> Iterator[Spot]:
    """Yield the rows of tables that have more or fewer cells than the first."""
    for number, rule in enumerate(split):
        if number and rule.kind == blocks.ROW and _TABLE_RULE.match(rule.content) and _joins(split[number - 1]):
            width = _cells(split[number - 1].content)
            for row in _rows_from(split, number):
                if _cells(row.content) != width:
                    yield UNEVEN_ROW, row.start, row.end


def _joins(block: Block) -> bool:
    """Tell whether the next block stands on the very next line of the same table."""
    return block.kind == blocks.ROW and block.separator.count("\n") == 1


def _rows_from(split: Sequence[Block], number: int) -> Iterator[Block]:
    while number < len(split) and split[number].kind == blocks.ROW and _joins(split[number - 1]):
        yield split[number]
        number += 1


def _cells(row: str) -> int:
    inner = row.strip().removeprefix("|")
    bars = len(re.findall(r"(?<!\\)\|", inner))
    return bars + (not re.search(r"(?<!\\)\|$", inner))
