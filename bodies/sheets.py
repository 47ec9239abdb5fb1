# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read a list of bodies written as CSV: which columns it has, and what each line says; every mistake with its line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from auth.words import folded, one_line
from bodies.labels import KINDS
from db import N_

MOST_LINES = 2_000
# Names of columns as people write them, folded.
COLUMNS = {
    "nome": "name", "denominazione": "name", "ente": "name", "name": "name",
    "tipo": "kind", "kind": "kind",
    "comune": "place", "luogo": "place", "place": "place",
    "provincia": "province", "sigla provincia": "province", "province": "province",
    "codice ipa": "ipa", "ipa": "ipa",
    "codice istat": "istat", "istat": "istat",
    "altri nomi": "other_names", "other names": "other_names",
    "sito": "website", "website": "website",
    "email": "email", "e mail": "email", "pec": "pec",
    "telefono": "phone", "phone": "phone", "indirizzo": "address", "address": "address",
}  # fmt: skip
_KINDS = {folded(words): kind for kind, words in KINDS.items()} | {folded(kind): kind for kind in KINDS}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line: a sentence to translate, and its words."""

    line: int
    sentence: str
    words: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """What a line says of a body: only the columns that it fills."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """What was read: lines, and problems in the order of lines."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(text: str) -> Sheet:
    """Read a list; commas, semicolons or tabs may part its columns, whose names stand in the first line."""
    sheet, lines = Sheet(), rows(text.removeprefix("\ufeff"))
    _, head = next(lines, (1, []))
    names = [COLUMNS.get(folded(cell).replace("_", " "), "") for cell in head]
    for cell, name in zip(head, names, strict=True):
        if not name:
            sheet.problems.append(Problem(1, N_("Non conosco la colonna «%(name)s»."), {"name": cell}))
    if "name" not in names or len(set(names)) < len(names):
        sheet.problems.append(Problem(1, N_("La prima riga nomina le colonne, ognuna una volta: serve «nome».")))
    if sheet.problems:
        return sheet
    try:
        _read_lines(sheet, names, lines)
    except csv.Error:
        sheet.problems.append(Problem(len(sheet.lines) + 2, N_("Da qui in poi il testo non è un elenco in CSV.")))
    return sheet


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of the line where a row begins, and its cells; empty rows are left out.

    Commas, semicolons or tabs may part the cells. Raises csv.Error where the text is no such list.
    """
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    reader, begin = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begin, cells
        begin = reader.line_num + 1


def _read_lines(sheet: Sheet, names: list[str], lines: Iterator[tuple[int, list[str]]]) -> None:
    seen: dict[str, int] = {}
    for number, cells in lines:
        if len(sheet.lines) >= MOST_LINES:
            sheet.problems.append(Problem(number, N_("Al massimo %(most)s enti per volta."), {"most": MOST_LINES}))
            return
        if len(cells) != len(names):
            words = {"found": len(cells), "expected": len(names)}
            sheet.problems.append(Problem(number, N_("Ha %(found)s colonne invece di %(expected)s."), words))
            continue
        values = {name: value for name, cell in zip(names, cells, strict=True) if (value := one_line(cell))}
        earlier = seen.setdefault(folded(values.get("name", "")), number)
        if earlier != number:
            sheet.problems.append(Problem(number, N_("Lo stesso nome è già alla riga %(line)s."), {"line": earlier}))
        elif "kind" in values and folded(values["kind"]) not in _KINDS:
            unknown = {"kind": values["kind"]}
            sheet.problems.append(Problem(number, N_("Non conosco il tipo di ente «%(kind)s»."), unknown))
        else:
            sheet.lines.append(Line(number, _typed(values)))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    if "kind" in values:
        values["kind"] = _KINDS[folded(values["kind"])]
    if "other_names" in values:
        values["other_names"] = tuple(name.strip() for name in values["other_names"].split("|") if name.strip())
    return values
