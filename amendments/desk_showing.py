# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk shows: the text with the open changes at their passages, and what would become of each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from amendments.common_views import rendered
from amendments.desk_queries import Desk
from amendments.rehearsal import TAKEN
from redline import blocks, markdown
from redline.blocks import ITEM, ROW, Block
from redline.merging.amendment import Key
from redline.merging.forecast import Forecast, Outlook
from redline.merging.outcome import ABSORBED, APPLIES, CLASH, LOOK, PRECLUDED

WORSE = (APPLIES, LOOK, ABSORBED, PRECLUDED, CLASH)


@dataclass(frozen=True)
class Prospect:
    """What would become of a change today, and what once all that is staged as accepted is made, because of which."""

    outlook: Outlook
    given: str
    because: tuple[Key, ...]
    others: dict[str, list[Key]]


def prospects(desk: Desk, forecast: Forecast) -> dict[Key, Prospect]:
    """Return what would become of every open change. Cost: one pass over changes and pairs."""
    taken = {(one.number, number) for one in desk.open for number, row in one.staged.items() if row.outcome in TAKEN}
    given: dict[Key, tuple[str, list[Key]]] = {}
    others: dict[Key, dict[str, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for pair in forecast.pairs:
        for made, other, fate in (
            (pair.first, pair.second, pair.of_second),
            (pair.second, pair.first, pair.of_first),
        ):
            if fate == APPLIES:
                continue
            others[made][fate].append(other)
            if made in taken:
                worst, because = given.get(other, (APPLIES, []))
                worst = max(worst, fate, key=WORSE.index)
                given[other] = worst, [*because, made]
    found = {}
    for outlook in forecast.outlooks:
        worst, because = given.get(outlook.key, (APPLIES, []))
        worst = max(outlook.outcome, worst, key=WORSE.index)
        found[outlook.key] = Prospect(outlook, worst, tuple(because), dict(others[outlook.key]))
    return found


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
        place = _place(text, outlook)
        at = next((number for number, (_, end) in enumerate(stretches) if place < end), len(stretches) - 1)
        found[at].changes.append(outlook.key)
    return found


def _shown(words: str) -> Markup:
    return rendered(markdown.render(words))


def _place(text: str, outlook: Outlook) -> int:
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
