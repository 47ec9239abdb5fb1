# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures as bars that a plot, a table and a file show alike; groups of fewer than five people keep their number.

People are told in fives ("almeno 15"), of a process as of the site, so that what is kept back cannot be worked out from
what is told.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from amendments.models import State
from figures import queries
from figures.queries import Scope
from languages import today
from processes.calendar import start_of
from proposals.report_figures import FEWEST_PEOPLE, Bar, Figure, names_of_outcomes

MONTHS = 12


def figures_of(scope: Scope) -> list[Figure]:
    """Return the figures of a process, or of everything; those without a number are left out."""
    since = _months()[0]
    found = [
        Figure("people", _("Chi ha partecipato"), _("Persone"), _people(queries.people(scope))),
        Figure("proposals", _("Proposte"), _("Proposte"), _bars(queries.proposals(scope), _states())),
        Figure("requests", _("Richieste di modifica ed esiti"), _("Richieste"), _outcomes(scope)),
        Figure("supports", _("Chi ha sostenuto, mese per mese"), _("Persone"),
               _by_month(queries.supporters_by_month(scope, start_of(since)))),
        Figure("comments", _("Chi ha commentato, mese per mese"), _("Persone"),
               _by_month(queries.commenters_by_month(scope, start_of(since)))),
    ]  # fmt: skip
    return [*[figure for figure in found if figure.bars], *(_themes() if scope.process is None else [])]


def told_median(days: float | None) -> str:
    """Return in words how long decisions take, or "" where nothing was decided yet."""
    if days is None:
        return ""
    if days < 1:
        return _("La metà delle richieste ha avuto risposta in meno di un giorno.")
    whole = round(days)
    return ngettext(
        "La metà delle richieste ha avuto risposta entro %(num)s giorno.",
        "La metà delle richieste ha avuto risposta entro %(num)s giorni.",
        whole,
    )


def _themes() -> list[Figure]:
    rows = queries.by_theme()
    processes = {row.name: row.processes for row in rows}
    proposals = {row.name: int(row.proposals) for row in rows if row.proposals}
    found = [
        Figure("themes", _("Processi per tema"), _("Processi"), _named(processes)),
        Figure("theme-proposals", _("Proposte per tema"), _("Proposte"), _named(proposals)),
    ]
    return [figure for figure in found if figure.bars]


def _outcomes(scope: Scope) -> tuple[Bar, ...]:
    return _bars(queries.requests(scope), names_of_outcomes())


def _states() -> dict[str, str]:
    return {
        State.OPEN: _("Aperte"),
        State.CLOSED: _("Chiuse"),
        State.ADOPTED: _("Adottate"),
        State.NOT_ADOPTED: _("Non adottate"),
        State.WITHDRAWN: _("Ritirate"),
    }


def _people(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    if not any(counts.values()):
        return ()
    names = {
        "asked": _("Hanno chiesto modifiche"),
        "supported": _("Hanno dato un sostegno"),
        "commented": _("Hanno commentato"),
    }
    return _kept_back({name: counts[key] for key, name in names.items()})


def _by_month(counts: Mapping[date, int]) -> tuple[Bar, ...]:
    if not counts:
        return ()
    told = [month for month in _months() if month >= min(counts)]
    return _kept_back({format_date(month, "LLLL yyyy"): counts.get(month, 0) for month in told})


def _kept_back(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return bars of people in fives: nought is told, and fewer than five are neither told nor drawn."""
    fives = {name: count - count % FEWEST_PEOPLE for name, count in counts.items()}
    most = max(fives.values(), default=0) or 1
    return tuple(
        Bar(name, None, 0) if counts[name] and not count else Bar(name, count, 100 * count / most, least=count > 0)
        for name, count in fives.items()
    )


def _bars(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[Bar, ...]:
    most = max(counts.values(), default=0)
    return tuple(Bar(name, counts[key], 100 * counts[key] / most) for key, name in names.items() if counts.get(key))


def _named(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    return _bars(counts, {name: name for name in counts})


def _months() -> list[date]:
    """Return the first days of the last twelve months, this one the last."""
    found = [today().replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]
