# SPDX-License-Identifier: AGPL-3.0-or-later
"""The present text of a document with the open changes at their passages, ready for a page.

Cost: the forecast, one pass over text and changes, and for readers one query for the amendments that are named.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from amendments.common_views import rendered
from amendments.documents.showing import difference
from amendments.forecast.forecasts import forecast_of
from amendments.models import Document
from amendments.requests.queries import Row, by_numbers
from redline import blocks, markdown
from redline.blocks import ITEM, ROW, Block
from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, Outlook

MOST_MARKS = 12
_HEADING = re.compile(r"(</?h)([2-5])(?=[ >])")


@dataclass(frozen=True)
class Mark:
    """One change that is asked for at a passage: the row of its amendment, its number, and how it would read."""

    row: Row
    change: int
    html: Markup


@dataclass(frozen=True)
class Marked:
    """A stretch of the present text with what is asked of it; `more` changes are not shown."""

    html: Markup
    marks: Sequence[Mark]
    more: int


def marked(document: Document) -> list[Marked]:
    """Return the present text of a document, stretch by stretch, with who asks for what at each."""
    forecast = forecast_of(document)
    found = passages(forecast)
    rows = {row.number: row for row in by_numbers(document, {key[0] for one in found for key in one.changes})}
    return [_marked(forecast, passage, rows) for passage in found]


def _marked(forecast: Forecast, passage: "Passage", rows: dict[Hashable, Row]) -> Marked:
    keys = [key for key in passage.changes if key[0] in rows]
    outlooks = [(key, forecast.outlook(key)) for key in keys[:MOST_MARKS]]
    marks = [Mark(rows[key[0]], key[1], difference(one.was, one.now)) for key, one in outlooks]
    return Marked(passage.html, marks, len(keys) - len(marks))


@dataclass
class Passage:
    """A stretch of the present text, rendered, and the open changes that concern it."""

    html: Markup
    changes: list[Key] = field(default_factory=list)


def passages(forecast: Forecast) -> list[Passage]:
    """Return the present text, stretch by stretch, each with the changes at it; what has no place stands at the end."""
    text = forecast.present
    stretches = list(_stretches(text))
    found = [Passage(_shown(text[start:end])) for start, end in stretches]
    for outlook in forecast.outlooks:
        stands = place(text, outlook)
        at = next((number for number, (_, end) in enumerate(stretches) if stands < end), len(stretches) - 1)
        found[at].changes.append(outlook.key)
    return found


def _shown(words: str) -> Markup:
    """Return words as HTML, their headings a step lower: the text stands under a heading of the page."""
    return rendered(_HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", markdown.render(words)))


def place(text: str, outlook: Outlook) -> int:
    """Return where a change stands in the present text; one that cannot be made, where the words around it stand."""
    if outlook.can_be_made:
        return outlook.change.start
    return max(text.find(outlook.was), 0) if outlook.was else len(text)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the stretches of a text begin and end that can each be rendered by themselves."""
    start, before = 0, None
    for block in blocks.split(text):
        if before is not None and not _goes_on(before, block):
            yield start, block.start
            start = block.start
        before = block
    yield start, len(text)


def _goes_on(before: Block, block: Block) -> bool:
    """Tell whether a block belongs to the one before: items of one list, rows of one table, what is indented."""
    together = block.kind == before.kind and block.kind in (ITEM, ROW)
    return together or block.content[:1].isspace() or "\n\n" not in before.separator
