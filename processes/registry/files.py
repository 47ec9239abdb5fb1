# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of the registry for programs and spreadsheets: the same facts under the names of their catalogue."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from processes.registry.queries import Row
from processes.sheet.facts import FACTS

COLUMNS = ("title", "address", *FACTS, "changed_at")
# A spreadsheet takes for a formula what begins so.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record(row: Row, address: str) -> dict[str, Any]:
    """Return one process, with the facts that are there."""
    facts = {name: _plain(row.values[name]) for name in FACTS if name in row.values}
    return {"title": row.process.title, "address": address} | facts | {"changed_at": row.facts.changed_at.isoformat()}


def csv_of(rows: Iterable[Row], address: Callable[[Row], str]) -> str:
    """Return rows as CSV (RFC 4180); no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows:
        found = record(row, address(row))
        writer.writerow([cell(found.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def cell(value: Any) -> str:
    """Return a value as one cell; several stand one to a line."""
    words = "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{words}" if words.startswith(FORMULA) else words


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
