# SPDX-License-Identifier: AGPL-3.0-or-later
"""Published proposals of a process that say nearly what a draft says.

Idea: the search index names the few that share most of the draft's telling words; of those, runs of three stems are
compared (Broder, "On the resemblance and containment of documents", 1997): the share of the shorter text's runs that
stand in the longer one. Headings do not count, which a template gives to all. Titles are compared by their stems.
Cost: one search, one query, and at most CANDIDATES texts, of each the beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from amendments.models import Document, State
from db import db
from processes.words import STOP_WORDS, plain_words, stems
from proposals import search
from proposals.models import Proposal
from redline.text import body, title

CANDIDATES = 20
MOST = 5
LONGEST = 20_000  # characters of a text that are compared
TELLING = 24  # words that are searched for
RUN = 3  # stems
FEWEST = 8  # runs: of shorter texts only the title is compared
SAME_TEXT = 0.5
SAME_TITLE = 0.6


@dataclass(frozen=True)
class Near:
    """A published proposal that is near a draft: how much of the shorter text both share, and whether the titles do."""

    id: int
    number: str
    title: str
    state: str
    share: float
    same_title: bool


def near(process_id: int, text: str) -> list[Near]:
    """Return the published proposals of a process that are near a draft with this text, the nearest first."""
    words, runs, name = _telling(text), _runs(text), set(stems(title(text)))
    ids = search.find_any(words, process_id, CANDIDATES)
    chosen = sa.select(Document.id, Document.title, Document.state, Document.text, Proposal.number)
    chosen = chosen.join(Proposal, Proposal.document_id == Document.id)
    chosen = chosen.where(Document.id.in_(ids), Document.state.not_in((State.DRAFT, State.WITHDRAWN)))
    found = []
    for row in db.session.execute(chosen) if ids else ():
        share = _share(runs, _runs(row.text))
        same_title = _resemblance(name, set(stems(row.title))) >= SAME_TITLE
        if share >= SAME_TEXT or same_title:
            found.append(Near(row.id, row.number, row.title, row.state, share, same_title))
    return sorted(found, key=lambda one: (-one.share, not one.same_title, one.id))[:MOST]


def _prose(text: str) -> str:
    lines = body(text)[:LONGEST].split("\n")
    return "\n".join(line for line in lines if not line.startswith("#"))


def _telling(text: str) -> Sequence[str]:
    """Return the words of a draft that tell it best from others: those of its title, then its longest."""
    longest = sorted(set(plain_words(_prose(text))), key=lambda word: (-len(word), word))
    every = dict.fromkeys([*plain_words(title(text)), *longest])
    return [word for word in every if word not in STOP_WORDS][:TELLING]


def _runs(text: str) -> set[tuple[str, ...]]:
    found = stems(_prose(text))
    return set(zip(*(found[at:] for at in range(RUN)), strict=False))


def _share(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """Return which part of the shorter text stands in the longer one; of texts too short to say, nothing."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEWEST else 0.0


def _resemblance(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
