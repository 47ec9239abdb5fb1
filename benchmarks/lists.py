# SPDX-License-Identifier: AGPL-3.0-or-later
"""How lists grow: the same pages with 1,000 processes and 50,000 comments, and with twenty times as much.

    python -m benchmarks.lists [--database=postgresql] [--small=1000] [--large=20000]

Writes everything straight into the tables: for each process a sheet, a body with a role, a place and a phase; in the
first one a tenth as many proposals, but at least 400, a twentieth as many meetings and news, and fifty comments for
each process, half of them on one proposal. Prints, for each page, the time in milliseconds of a page made afresh at
both sizes (best of several; on SQLite of the processor, which others use as well) and their ratio, which must stay
under 1.5; the exit status says whether all do. Then what is done once: by a worker that begins, and once an hour.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from amendments.documents.texts import fingerprint
from amendments.models import Document, Version
from app import create_app
from auth.models import Body, Site, User
from benchmarks.people import SECRET
from comments.models import Comment
from config import ROOT, Settings
from db import db, now, transaction
from journal.models import Chain
from processes.meetings.models import Meeting
from processes.models import Phase, Process
from processes.news.models import Post
from processes.registry.listing import PROCESSES
from processes.registry.registry import Registry
from processes.sheet.models import Facts, Involvement, Term, Territory
from proposals.models import Proposal
from store import Store
from tests.postgres import running

REGIONS, THEMES, AREAS, PLACES, BODIES, PEOPLE = 20, 120, 12, 1_500, 1_500, 200
COMMENTS = 50  # for each process
LIMIT, TURNS, CHUNK = 1.5, 15, 20_000
BUSY = "/processes/p-1"
PAGES = (
    "/",
    "/processes",
    "/processes?region=Regione+3",
    "/processes?certified=yes&funded=yes",  # a full page at both sizes; rarer values show none of 1,000
    "/processes?q=mobilita",
    "/bodies",
    "/bodies/1",
    BUSY,
    f"{BUSY}/proposals",
    f"{BUSY}/proposals?sort=comments",
    f"{BUSY}/meetings",
    f"{BUSY}/network",
    f"{BUSY}/news",
    "/proposals/1",
    "/documents/1/comments",
    "/documents/1/comments?from={deep}",
)


def seed(count: int) -> None:
    """Write so many processes, and all that hangs on them, straight into the tables."""
    dice, moment = random.Random(7), now()  # noqa: S311 - numbers for a benchmark
    with transaction():
        db.session.add(Site(name="Prova"))
        db.session.add_all([Chain(key="registry", stamp=1), Chain(key="home", stamp=1)])
        insert(User, ({"id": n, "name": f"Persona {n}", "email": f"p{n}@example.org", "created_at": moment,
               "confirmed_at": moment} for n in range(1, PEOPLE + 1)))  # fmt: skip
        _processes(count, dice, moment)
        _first_process(count, dice, moment)
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")  # as the server does by itself after a while


def _processes(count: int, dice: random.Random, moment: datetime) -> None:
    named = (("theme", "Tema", THEMES), ("area", "Ambito", AREAS))
    terms = [Term(vocabulary=list, name=f"{word} {n}") for list, word, most in named for n in range(most)]
    bodies = [Body(name=f"Comune di Borgo {n}", province="BO") for n in range(BODIES)]
    db.session.add_all([*terms, *bodies])
    db.session.flush()
    themes, areas = [t.id for t in terms[:THEMES]], [t.id for t in terms[THEMES:]]
    holders = [body.id for body in bodies]
    every = range(1, count + 1)
    insert(Process, ({"id": n, "slug": f"p-{n}", "title": f"Processo {n}", "description": "", "prefix": "p",
           "headings": [], "domains": [], "created_at": moment} for n in every))  # fmt: skip
    insert(Phase, ({"process_id": n, "title": "Aperta", "starts_at": moment - timedelta(days=1), "commenting": True,
           "ends_at": moment + timedelta(days=dice.randrange(1, 300))} for n in every))  # fmt: skip
    insert(Facts, ({"process_id": n, "area_id": dice.choice(areas), "theme_id": dice.choice(themes),
           "started": dice.randint(2000, 2026), "progress": dice.choice(["running", "concluded"]),
           "region": f"Regione {dice.randrange(REGIONS)}", "certified": n % 5 == 0, "funded": n % 3 == 0,
           "others": {}, "edition": 1, "change": 1, "changed_at": moment} for n in every))  # fmt: skip
    insert(Territory, ({"process_id": n, "name": f"Borgo {dice.randrange(PLACES)}", "province": "BO"} for n in every))
    insert(Involvement, ({"process_id": n, "body_id": dice.choice(holders), "role": "holder"} for n in every))
    insert(Chain, ({"key": f"process:{n}", "stamp": 1} for n in every))
    for n in every:
        PROCESSES.put(n, f"Processo {n}", "mobilità lenta" if n % 4 == 0 else "verde urbano")


def _first_process(count: int, dice: random.Random, moment: datetime) -> None:
    """Fill the first process, and talk about its proposals."""
    proposals, comments = max(400, count // 10), COMMENTS * count
    text = "# Proposta\n\nUn testo di poche parole."
    insert(Document, ({"id": n, "kind": "proposal", "process_id": 1, "state": "open", "title": f"Proposta {n}",
           "text": text, "version": 1, "author_id": 1, "created_at": moment, "published_at": moment,
           "updated_at": moment, "comments": comments // 2 if n == 1 else comments // 2 // proposals}
           for n in range(1, proposals + 1)))  # fmt: skip
    insert(Chain, ({"key": f"document:{n}", "stamp": 1} for n in range(1, proposals + 1)))
    insert(Version, ({"document_id": n, "number": 1, "title": f"Proposta {n}", "cause": "publication", "text": text,
           "created_at": moment, "sha256": fingerprint(text), "html": "<p>Un testo di poche parole.</p>",
           "changes": [], "delta": ""} for n in range(1, proposals + 1)))  # fmt: skip
    insert(Proposal, ({"document_id": n, "process_id": 1, "position": n, "number": f"1.{n}", "excerpt": "Un testo",
           "reference": f"p-PROP-2026-11-{n}"} for n in range(1, proposals + 1)))  # fmt: skip
    insert(Comment, ({"process_id": 1, "document_id": 1 if n % 2 else dice.randint(1, proposals), "text": "Bene.",
           "author_id": dice.randint(1, PEOPLE), "html": "<p>Bene.</p>", "created_at": moment}
           for n in range(comments)))  # fmt: skip
    days = [date(2020, 1, 1) + timedelta(days=n % 3_000) for n in range(count // 20)]
    insert(Meeting, ({"process_id": 1, "kind": "public", "heading": f"Borgo {n}", "held_on": day, "mode": "online",
           "tables": [], "created_at": moment, "updated_at": moment} for n, day in enumerate(days)))  # fmt: skip
    insert(Post, ({"process_id": 1, "title": f"Notizia {n}", "links": [], "created_at": moment, "updated_at": moment,
           "published_at": moment - timedelta(hours=n)} for n in range(count // 20)))  # fmt: skip


def insert(model: type, rows: Iterator[dict[str, object]]) -> None:
    """Write rows of one table, many at a time."""
    while chunk := list(islice(rows, CHUNK)):
        db.session.execute(sa.insert(model), chunk)


@contextmanager
def site(count: int, kind: str) -> Iterator[Flask]:
    """Yield an application with so many processes, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder, _database(kind, Path(folder)) as url:
        app = create_app(Settings(secret=SECRET, database_url=url, instance=Path(folder), rate_limits=False))
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            seed(count)
            yield app
            db.session.remove()
            db.engine.dispose()


def _database(kind: str, folder: Path) -> AbstractContextManager[str]:
    return running() if kind == "postgresql" else nullcontext(f"sqlite:///{folder / 'bench.sqlite'}")


def fresh(app: Flask, path: str) -> Callable[[], None]:
    """Return what asks for a page that is not kept."""

    def ask() -> None:
        app.extensions["kept_pages"] = Store(1_000)
        assert app.test_client().get(path).status_code == 200

    return ask


def best(deed: Callable[[], None], turns: int = TURNS) -> float:
    """Return the least time of a deed, in milliseconds: that of the processor, where it does all the work itself."""
    clock = time.process_time if db.engine.dialect.name == "sqlite" else time.perf_counter
    times = []
    for _ in range(turns):
        begun = clock()
        deed()
        times.append(1000 * (clock() - begun))
    return min(times)


def measured(count: int, kind: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the times of the pages, and of what is done once, with so many processes."""
    with site(count, kind) as app:
        deep = db.session.scalar(sa.select(sa.func.max(Comment.id)).where(Comment.document_id == 1)) or 0
        once = {"a worker reads the registry": best(lambda: Registry().refresh(), 3)}
        pages = {}
        for path in PAGES:
            ask = fresh(app, path.format(deep=deep - 100))
            ask()
            pages[path] = best(ask)
        once["figures of the site, once an hour"] = best(fresh(app, "/statistics"), 3)
        return pages, once


def main() -> int:
    """Measure at both sizes, and print; return 1 where a page grew beyond the limit."""
    parser = argparse.ArgumentParser(description="How lists grow.")
    parser.add_argument("--database", default="sqlite", choices=["sqlite", "postgresql"])
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=20_000)
    words = parser.parse_args()
    (small, small_once), (large, large_once) = (measured(n, words.database) for n in (words.small, words.large))
    worst = 0.0
    for name, before in small.items():
        ratio = large[name] / before
        worst = max(worst, ratio)
        print(f"{name:45} {before:9.1f} {large[name]:9.1f} {ratio:8.2f}{'  MISSED' if ratio > LIMIT else ''}")
    for name, before in small_once.items():
        print(f"({name})".ljust(45), f"{before:9.1f} {large_once[name]:9.1f}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
