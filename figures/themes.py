# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures of the whole site by theme: processes, proposals, requests by outcome, and people in fives."""

from collections.abc import Mapping

from flask_babel import gettext as _

from figures import theme_queries
from figures.bars import bars_of, kept_back, named
from proposals.report_figures import Bar, Figure, names_of_outcomes


def themes() -> list[Figure]:
    """Return the figures by theme; those without a number are left out."""
    rows = theme_queries.themes()
    names = {row.id: row.name for row in rows}
    if not names:
        return []
    proposals = {row.name: int(row.proposals) for row in rows if row.proposals}
    found = [
        Figure("themes", _("Processi per tema"), _("Processi"), named({row.name: row.processes for row in rows})),
        Figure("theme-proposals", _("Proposte per tema"), _("Proposte"), named(proposals)),
        Figure("theme-requests", _("Richieste di modifica per tema ed esito"), _("Richieste"), _requests(names)),
        *_people(names),
    ]
    return [figure for figure in found if figure.bars]


def _requests(names: Mapping[int, str]) -> tuple[Bar, ...]:
    counts = {f"{theme} {outcome}": count for (theme, outcome), count in theme_queries.requests(names).items()}
    told = {
        f"{theme} {outcome}": f"{name} – {word}"
        for theme, name in names.items()
        for outcome, word in names_of_outcomes().items()
    }
    return bars_of(counts, told)


def _people(names: Mapping[int, str]) -> list[Figure]:
    rows = theme_queries.people(names)
    titles = {
        "took_part": _("Chi ha partecipato, per tema"),
        "supported": _("Chi ha sostenuto, per tema"),
        "commented": _("Chi ha commentato, per tema"),
    }
    found = []
    for column, title in titles.items():
        counts = {name: getattr(rows[theme], column) for theme, name in names.items() if theme in rows}
        bars = kept_back({name: count for name, count in counts.items() if count})
        found.append(Figure(f"theme-{column.replace('_', '-')}", title, _("Persone"), bars))
    return found
