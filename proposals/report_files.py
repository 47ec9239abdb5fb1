# SPDX-License-Identifier: AGPL-3.0-or-later
"""The requests of an outcome report as CSV, one point a line; no cell is taken for a formula by a spreadsheet."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _

from processes.registry.files import cell
from proposals.report_figures import name_of_outcome
from proposals.report_queries import Request, Text


def csv_of(texts: Iterable[tuple[Text, Iterable[Request]]], address: Callable[[Any], str]) -> str:
    """Return the requests of some texts as CSV (RFC 4180), each point with its outcome and reason."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_head())
    for text, requests in texts:
        for request in requests:
            for point in request.points:
                values = [
                    text.number,
                    text.document.title,
                    *_request(request.row, address),
                    *_point(request.row, point),
                ]
                writer.writerow([cell(_plain(value)) for value in values])
    return out.getvalue()


def _head() -> list[str]:
    return [
        _("Numero della proposta"),
        _("Proposta"),
        _("Modifica"),
        _("Indirizzo"),
        _("Chi la chiede"),
        _("Inviata il"),
        _("Punto"),
        _("Dove"),
        _("Parole attuali"),
        _("Parole richieste"),
        _("Esito"),
        _("Motivo"),
        _("Chi ha deciso"),
        _("Organo"),
        _("Atto"),
        _("Decisa il"),
        _("Versione"),
    ]


def _request(row: Any, address: Callable[[Any], str]) -> list[Any]:
    author = row.body or row.user or row.author_name or _("Persona cancellata")
    return [row.number, address(row), author, row.created_at.date()]


def _point(row: Any, point: Any) -> list[Any]:
    place = " › ".join(point.place[1:])
    decided = [point.created_at.date() if point.created_at else "", point.version if point.outcome else ""]
    outcome = name_of_outcome(point.outcome, row.state) if point.outcome or row.state != "decided" else ""
    return [
        point.number,
        place,
        point.old,
        point.new,
        outcome,
        point.reason,
        point.by,
        point.organ,
        point.act,
        *decided,
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value
