# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures of a process or of the whole site, which a plot, a table and a file show alike."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from amendments.models import State
from figures import queries
from figures.bars import bars_of, kept_back
from figures.queries import Scope
from figures.themes import themes
from languages import today
from processes.calendar import start_of
from proposals.report_figures import Bar, Figure, names_of_outcomes

MONTHS = 12


def figures_of(scope: Scope) -> list[Figure]:
    """Return the figures of a process, or of everything; those without a number are left out."""
    since = _months()[0]
    found = [
        Figure("people", _("Chi ha partecipato"), _("Persone"), _people(queries.people(scope))),
        Figure("proposals", _("Proposte"), _("Proposte"), bars_of(queries.proposals(scope), _states())),
        Figure("requests", _("Richieste di modifica ed esiti"), _("Richieste"), _outcomes(scope)),
        Figure("supports", _("Chi ha sostenuto, mese per mese"), _("Persone"),
               _by_month(queries.supporters_by_month(scope, start_of(since)))),
        Figure("comments", _("Chi ha commentato, mese per mese"), _("Persone"),
               _by_month(queries.commenters_by_month(scope, start_of(since)))),
    ]  # fmt: skip
    return [*[figure for figure in found if figure.bars], *(themes() if scope.process is None else [])]


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


def _outcomes(scope: Scope) -> tuple[Bar, ...]:
    return bars_of(queries.requests(scope), names_of_outcomes())


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
    return kept_back({name: counts[key] for key, name in names.items()})


def _by_month(counts: Mapping[date, int]) -> tuple[Bar, ...]:
    if not counts:
        return ()
    told = [month for month in _months() if month >= min(counts)]
    return kept_back({format_date(month, "LLLL yyyy"): counts.get(month, 0) for month in told})


def _months() -> list[date]:
    """Return the first days of the last twelve months, this one the last."""
    found = [today().replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]
