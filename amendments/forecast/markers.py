# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many open requests concern each paragraph of the present text, and how many of them ask for what.

Cost: the forecast, and one pass over text and changes.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace

from flask import render_template

from amendments.documents.showing import in_sentences
from amendments.forecast.forecasts import forecast_of
from amendments.forecast.marked import place
from amendments.models import Document
from redline.paragraphs import paragraphs

TITLE = -1  # the number of what stands before all paragraphs
MOST_WISHES, MOST_NAMED = 3, 5
_Wishes = dict[str, list[tuple[int, int]]]  # sentences, with the keys of the changes that ask for them


@dataclass(frozen=True)
class Marker:
    """What is asked of one paragraph: by how many requests, and the most wanted changes, each with who asks for it.

    A wish is a sentence with the keys (number of the amendment, number of the change) of the first that ask for it,
    and the count of all; `more` wishes are not told.
    """

    requests: int
    wishes: tuple[tuple[str, tuple[tuple[int, int], ...], int], ...]
    more: int


def markers(document: Document) -> dict[int, Marker]:
    """Return what is asked of each paragraph of the present text, by its number; of the title under TITLE."""
    if not document.pending:
        return {}
    forecast = forecast_of(document)
    starts = [paragraph.start for paragraph in paragraphs(forecast.present)]
    found: dict[int, _Wishes] = defaultdict(lambda: defaultdict(list))
    sentences = in_sentences(replace(outlook.change, place=()) for outlook in forecast.outlooks)
    for outlook, sentence in zip(forecast.outlooks, sentences, strict=True):
        number = bisect_right(starts, place(forecast.present, outlook)) - 1
        found[number][sentence].append(outlook.key)  # type: ignore[arg-type]
    return {number: _marker(wishes) for number, wishes in found.items()}


def _marker(wishes: _Wishes) -> Marker:
    most = sorted(wishes.items(), key=lambda wish: -len(wish[1]))
    requests = len({amendment for keys in wishes.values() for amendment, _ in keys})
    told = tuple((sentence, tuple(keys[:MOST_NAMED]), len(keys)) for sentence, keys in most[:MOST_WISHES])
    return Marker(requests, told, len(most) - len(told))


def beside(document: Document) -> dict[int | None, str]:
    """Return the notes, HTML, that tell of what is asked beside each paragraph; of the title under TITLE."""
    return {
        number: render_template("amendments/forecast/marker.html", document=document, marker=marker).strip()
        for number, marker in markers(document).items()
    }
