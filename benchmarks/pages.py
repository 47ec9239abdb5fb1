# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make bench-pages`: how fast each kind of page is, as a ratio to rendering a small template.

    python -m benchmarks.pages [--seconds 4] [--small] [--json FILE]

Seeds a database (2,000 proposals; one with 200 versions of 20 kB, 300 amendments, 500 supporters, 1,000
comments), serves it as `make run` does with two workers, and loads each kind of page and deed. Prints requests per
second, p50 and p99 in milliseconds, processor time of an answer, SQL queries of a page made afresh, and the ratio to
the second reference (a Flask view that renders twenty items), measured in the same run, against the ratio it must
reach; and the same ratio of processor times, which others who use the machine meanwhile change less. The references
are measured before and after, and the faster run counts.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from amendments.models import Document
from app import create_app
from auth.models import User
from benchmarks import seed, writes
from benchmarks.load import Request, Result, load, serving
from benchmarks.people import SECRET, cookie
from config import ROOT, Settings
from db import db


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, the ratio it must reach, and the requests."""

    name: str
    target: float
    requests: list[Request]


def main() -> int:
    """Run the benchmark; the exit status is 1 where a ratio is missed or an answer was an error."""
    words = _arguments()
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory() as folder:
        app = _seeded(Path(folder), chance, words.small)
        with app.app_context():
            kinds, deeds = _kinds(app, chance), writes.deeds(app, chance)
            queries = {kind.name: _queries(app, kind) for kind in kinds}
            db.session.remove()
        before = _references(words.seconds)
        rows = _measure(app, folder, kinds, deeds, words.seconds)
        reference = _faster(before, _references(words.seconds))
    missed = _print(rows, queries, reference)
    if words.json:
        Path(words.json).write_text(json.dumps({k.name: asdict(r) for k, r in rows}, indent=1))
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the pages of a large seeded database.")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--small", action="store_true", help="a tenth of everything: to try the benchmark itself")
    parser.add_argument("--json", help="write the figures to this file too")
    return parser.parse_args()


def _seeded(folder: Path, chance: random.Random, small: bool) -> Flask:
    if small:
        seed.shrink(10)
    database = f"sqlite:///{folder / 'emenda.sqlite'}"
    app = create_app(Settings(secret=SECRET, database_url=database, instance=folder, rate_limits=False))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        seed.fill(chance)
        db.session.remove()
        db.engine.dispose()
    return app


def _references(seconds: int) -> dict[str, Result]:
    with serving("benchmarks.reference:app") as port:
        return {path: load(port, [Request(path)], seconds) for path in ("/four-bytes", "/template")}


def _faster(before: dict[str, Result], after: dict[str, Result]) -> dict[str, Result]:
    """Return the faster of two measurements of each reference: others may have used the machine during one of them."""
    return {path: max(before[path], after[path], key=lambda one: one.rate) for path in before}


def _measure(
    app: Flask, folder: str, kinds: list[Kind], deeds: list[writes.Deed], seconds: float
) -> list[tuple[Kind | writes.Deed, Result]]:
    rows: list[tuple[Kind | writes.Deed, Result]] = []
    environ = {"EMENDA_INSTANCE": folder, "EMENDA_SECRET": SECRET, "EMENDA_RATE_LIMITS": "no"}
    environ["DATABASE_URL"] = f"sqlite:///{folder}/emenda.sqlite"
    with serving("wsgi:app", **environ) as port:
        rows += [(kind, load(port, kind.requests, seconds)) for kind in kinds]
        rows += [(deed, writes.measure(app, deed, port, seconds)) for deed in deeds]
    return rows


# --- what is asked for ----------------------------------------------------------------------------------------


def _kinds(app: Flask, chance: random.Random) -> list[Kind]:
    large = db.session.scalars(sa.select(Document).order_by(Document.amendments.desc()).limit(1)).one()
    documents = list(db.session.scalars(sa.select(Document.id).where(Document.id != large.id).limit(100)))
    people = list(db.session.scalars(sa.select(User).order_by(User.id)))
    here, reader = f"/documents/{large.id}", cookie(app, people[5])
    pairs = [(a, b) for b in range(1, large.version + 1) for a in range(1, b)]
    chance.shuffle(pairs)  # more than are compared in the time, so that each is worked out for the first time
    compare = [Request(f"{here}/compare/{a}/{b}") for a, b in pairs]
    return [
        Kind("proposal (the large one)", 0.4, [Request(f"/proposals/{large.id}")]),
        Kind("proposal (any of 50)", 0.4, [Request(f"/proposals/{d}") for d in documents[:50]]),
        Kind("version", 0.4, [Request(f"{here}/versions/{n}") for n in range(1, large.version, 7)]),
        Kind("history", 0.4, [Request(f"{here}/history")]),
        Kind("list of versions", 0.4, [Request(f"{here}/versions")]),
        Kind("list of proposals, first page", 0.4, [Request("/processes/piano/proposals")]),
        Kind("list of proposals, very deep", 0.4, [Request(_deep_page(app))]),
        Kind("comparison, afresh", 0.06, compare[100:]),
        Kind("comparison, kept", 0.4, compare[:40]),
        Kind("signed in: proposal", 0.2, [Request(f"/proposals/{large.id}", cookie=reader)]),
        Kind("signed in: list", 0.2, [Request("/processes/piano/proposals", cookie=reader)]),
        Kind("comments, first page", 0.4, [Request(f"{here}/comments?fragment=1")]),
    ]


def _deep_page(app: Flask) -> str:
    """Return the address of a page near the end of the list, reached by following "next" as people do."""
    path, client = "/processes/piano/proposals", app.test_client()
    while (following := seed.next_page(client.get(path).get_data(as_text=True))) is not None:
        path = following
    return path


# --- what came of it ------------------------------------------------------------------------------------------


def _queries(app: Flask, kind: Kind) -> int:
    """Count the SQL queries of the kind's first page, made afresh."""
    counted: list[str] = []
    count: Callable[..., None] = lambda *words: counted.append(words[2])  # noqa: E731
    sa.event.listen(db.engine, "before_cursor_execute", count)
    session = kind.requests[0].cookie.partition("=")[2]
    client = app.test_client()
    if session:
        client.set_cookie("session", session)
    answer = client.get(kind.requests[0].path)
    sa.event.remove(db.engine, "before_cursor_execute", count)
    assert answer.status_code == 200, f"{kind.requests[0].path}: {answer.status}"
    return len([sql for sql in counted if not sql.startswith("BEGIN")])


def _print(rows: list[tuple[Kind | writes.Deed, Result]], queries: dict[str, int], reference: dict[str, Result]) -> int:
    unit, missed = reference["/template"].rate, 0
    columns = f"{'page':32} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'cpu ms':>7}"
    print(f"{columns} {'SQL':>4} {'ratio':>7} {'by cpu':>7} {'target':>7}  errors")
    for path, result in reference.items():
        print(_measured(f"reference {path}", result))
    for kind, result in rows:
        ratio = result.rate / unit
        bad = ratio < kind.target or result.errors
        missed += bool(bad)
        by_cpu = f"{reference['/template'].cpu / result.cpu:7.3f}" if result.cpu else ""
        print(
            f"{_measured(kind.name, result)} {queries.get(kind.name, ''):>4} {ratio:7.3f} {by_cpu:>7} "
            f"{kind.target:7.2f}  {result.errors or ''}{'  MISSED' if bad else ''}"
        )
    return missed


def _measured(name: str, result: Result) -> str:
    return f"{name:32} {result.rate:8.0f} {result.p50:8.2f} {result.p99:8.2f} {result.cpu:7.2f}"


if __name__ == "__main__":
    sys.exit(main())
