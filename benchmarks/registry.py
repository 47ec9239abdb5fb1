# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the registry's pages grow: the same pages with 1,000 and with 20,000 processes.

    python -m benchmarks.registry [SMALL LARGE]

Prints, for each page, the CPU time in milliseconds of a page made afresh at both sizes (best of several) and their
ratio, which must stay under 1.5; and what a worker needs to read the whole registry once.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from auth.models import Body, Site
from benchmarks.people import SECRET
from config import ROOT, Settings
from db import db, now, transaction
from journal.models import Chain
from processes.facts_models import Facts, Involvement, Term, Territory
from processes.listing import PROCESSES
from processes.models import Process
from processes.registry import Registry
from store import Store

REGIONS, THEMES, AREAS, PLACES, BODIES = 20, 120, 12, 1_500, 1_500
PAGES = ("/processes", "/processes?region=Regione+3", "/processes?theme=Tema+7&year=2019", "/processes?q=mobilita")
TURNS = 15


def seed(count: int) -> None:
    """Write so many processes with sheets, straight into the tables."""
    dice, moment = random.Random(7), now()  # noqa: S311 - numbers for a benchmark
    with transaction():
        db.session.add(Site(name="Prova"))
        named = (("theme", "Tema", THEMES), ("area", "Ambito", AREAS))
        terms = [Term(vocabulary=list, name=f"{word} {n}") for list, word, most in named for n in range(most)]
        bodies = [Body(name=f"Comune di Borgo {n}", province="BO") for n in range(BODIES)]
        db.session.add_all([*terms, *bodies, Chain(key="registry", stamp=1)])
        db.session.flush()
        themes, areas = [t.id for t in terms[:THEMES]], [t.id for t in terms[THEMES:]]
        holders = [body.id for body in bodies]
        insert(Process, ({"id": n, "slug": f"p-{n}", "title": f"Processo {n}", "description": "", "prefix": "p",
               "headings": [], "domains": [], "created_at": moment} for n in range(1, count + 1)))  # fmt: skip
        insert(Facts, ({"process_id": n, "area_id": dice.choice(areas), "theme_id": dice.choice(themes),
               "started": dice.randint(2000, 2026), "progress": dice.choice(["running", "concluded"]),
               "region": f"Regione {dice.randrange(REGIONS)}", "certified": n % 5 == 0, "funded": n % 3 == 0,
               "others": {}, "edition": 1, "change": 1, "changed_at": moment}
               for n in range(1, count + 1)))  # fmt: skip
        insert(Territory, ({"process_id": n, "name": f"Borgo {dice.randrange(PLACES)}", "province": "BO"}
               for n in range(1, count + 1)))  # fmt: skip
        insert(Involvement, ({"process_id": n, "body_id": dice.choice(holders), "role": "holder"}
               for n in range(1, count + 1)))  # fmt: skip
        for n in range(1, count + 1):
            PROCESSES.put(n, f"Processo {n}", "mobilità lenta" if n % 4 == 0 else "verde urbano")


def insert(model: type, rows: Iterator[dict[str, object]]) -> None:
    """Write rows of one table."""
    db.session.execute(sa.insert(model), list(rows))


@contextmanager
def site(count: int) -> Iterator[Flask]:
    """Yield an application with so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        app = create_app(Settings(secret=SECRET, database_url=url, instance=Path(folder)))
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            seed(count)
            yield app
            db.session.remove()
            db.engine.dispose()


def fresh(app: Flask, path: str) -> Callable[[], None]:
    """Return what asks for a page that is not kept."""

    def ask() -> None:
        app.extensions["kept_pages"] = Store(1_000)
        assert app.test_client().get(path).status_code == 200

    return ask


def best(deed: Callable[[], None], turns: int = TURNS) -> float:
    """Return the least CPU time of a deed, in milliseconds."""
    times = []
    for _ in range(turns):
        begun = time.process_time()
        deed()
        times.append(1000 * (time.process_time() - begun))
    return min(times)


def main() -> None:
    """Measure at both sizes, and print."""
    sizes = [int(word) for word in sys.argv[1:3]] or [1_000, 20_000]
    found: dict[str, list[float]] = {}
    for size in sizes:
        with site(size) as app:
            found.setdefault("reading all once", []).append(best(lambda: Registry().refresh(), 3))
            for path in PAGES:
                fresh(app, path)()
                found.setdefault(path, []).append(best(fresh(app, path)))
    for name, times in found.items():
        print(f"{name:45}" + "".join(f"{t:9.1f}" for t in times) + f"{times[-1] / times[0]:8.2f}x")


if __name__ == "__main__":
    main()
