# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures of an outcome report, as bars that a plot and a table show alike.

Where bars count people, a group of fewer than five is not shown: its number is kept back in plot and table. The groups
overlap, and no total of people is told, so that what is kept back cannot be worked out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from amendments.models import Document, Support
from amendments.request_models import Amendment, AmendmentState, Outcome
from processes.models import Process
from proposals import report_queries

FEWEST_PEOPLE = 5
OUTCOMES = (
    Outcome.ACCEPTED,
    Outcome.MODIFIED,
    Outcome.IN_PART,
    Outcome.REJECTED,
    Outcome.ABSORBED,
    Outcome.PRECLUDED,
)
STATES = (AmendmentState.PENDING, AmendmentState.WITHDRAWN, AmendmentState.LAPSED)


@dataclass(frozen=True)
class Bar:
    """One group: its name, how many there are (None: not shown), and its part of the longest bar, in per cent.

    `least` says that there may be some more: people are told in fives where several figures tell of the same ones.
    """

    name: str
    count: int | None
    share: float
    least: bool = False


@dataclass(frozen=True)
class Figure:
    """A title, what its numbers count, and its bars."""

    name: str
    title: str
    counts: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Figures:
    """All figures of a report, and how many requests it tells of, and how many it cannot tell of."""

    figures: tuple[Figure, ...]
    requests: int
    unseen: int


def of_document(document: Document) -> Figures:
    """Return the figures of one text."""
    return _figures(Amendment.document_id == document.id, Support.document_id == document.id)


def of_process(process: Process) -> Figures:
    """Return the figures of all texts of a process."""
    texts = sa.select(Document.id).where(Document.process_id == process.id)
    return _figures(Amendment.process_id == process.id, Support.document_id.in_(texts))


def _figures(within: sa.ColumnElement[bool], supported: sa.ColumnElement[bool]) -> Figures:
    requests, points = report_queries.by_outcome(within), report_queries.points_by_outcome(within)
    names = names_of_outcomes()
    figures = (
        Figure("requests", _("Esiti delle richieste"), _("Richieste"), _bars(requests, names)),
        Figure("points", _("Esiti dei punti decisi"), _("Punti"), _bars(points, names)),
        Figure("people", _("Chi ha partecipato"), _("Persone"), _people(report_queries.people(within, supported))),
    )
    return Figures(
        tuple(figure for figure in figures if figure.bars), sum(requests.values()), report_queries.unseen(within)
    )


def _bars(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Bar, ...]:
    most = max(counts.values(), default=0)
    return tuple(Bar(name, counts[key], 100 * counts[key] / most) for key, name in names.items() if counts.get(key))


def _people(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return bars of people; of groups that are too small no number and no length is told."""
    names = {"asked": _("Hanno chiesto modifiche"), "supported": _("Hanno dato un sostegno")}
    most = max(counts.values(), default=0)
    return tuple(_group(name, counts[key], most) for key, name in names.items())


def _group(name: str, count: int, most: int) -> Bar:
    return Bar(name, count, 100 * count / most) if count >= FEWEST_PEOPLE else Bar(name, None, 0)


def names_of_outcomes() -> dict[str, str]:
    """Return outcomes and states as they are called on pages, in the order in which they are told."""
    words: Iterable[str] = (
        _("Accettata"),
        _("Accettata con modifiche"),
        _("Accettata in parte"),
        _("Respinta"),
        _("Assorbita: già nel testo"),
        _("Preclusa: non più applicabile"),
        _("In attesa di esito"),
        _("Ritirata"),
        _("Decaduta"),
    )
    return dict(zip(map(str, (*OUTCOMES, *STATES)), words, strict=True))


def name_of_outcome(outcome: str | None, state: str) -> str:
    """Return what an outcome is called or, where there is none, a state."""
    return names_of_outcomes()[outcome or state]
