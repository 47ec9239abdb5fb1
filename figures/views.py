# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of figures, of a process and of the whole site, and the same as files. They are counted once an hour."""

import csv
import io
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, Response, render_template
from flask_babel import gettext as _

from db import now
from figures import queries
from figures.figures import figures_of, told_median
from figures.queries import Scope
from pages import holds_until, kept
from permissions import require
from processes.blueprint import at
from processes.registry.files import cell
from proposals.report_figures import Figure

bp = Blueprint("figures", __name__)
EVERY = timedelta(hours=1)  # counting all comments of a large site is nothing to do for each reader


@bp.get("/statistics")
@kept("frame")
def site() -> Any:
    """Show how the whole site is doing."""
    return _page(Scope())


@bp.get("/processes/<slug>/statistics")
@kept("frame")
def process(slug: str) -> Any:
    """Show how a process is doing."""
    return _page(Scope(at(slug)))


@bp.get("/statistics.csv")
@kept("frame")
def site_file() -> Any:
    """Give the figures of the whole site as a file."""
    return _file(Scope())


@bp.get("/processes/<slug>/statistics.csv")
@kept("frame")
def process_file(slug: str) -> Any:
    """Give the figures of a process as a file."""
    return _file(Scope(at(slug)))


def _figures(scope: Scope) -> list[Figure]:
    """Return the figures that a page or a file shows, which holds for an hour."""
    require(None, "figures.see", scope.process, now())
    holds_until(now() + EVERY)
    return figures_of(scope)


def _page(scope: Scope) -> Any:
    words = {"figures": _figures(scope), "median": told_median(queries.median_days(scope)), "moment": now()}
    return render_template("figures/figures.html", process=scope.process, **words)


def _file(scope: Scope) -> Response:
    """Return the figures as CSV (RFC 4180): one group a line, its number empty where it is kept back."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Figura"), _("Gruppo"), _("Numero")])
    for figure in _figures(scope):
        for bar in figure.bars:
            number = _("meno di 5") if bar.count is None else bar.count
            number = _("almeno %(count)s", count=number) if bar.least else number
            writer.writerow([cell(figure.title), cell(bar.name), number])
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")


def register(app: Flask) -> None:
    """Add these pages to the application."""
    app.register_blueprint(bp)
