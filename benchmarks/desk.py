# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long the moderators' desk takes to open: 300 open amendments on one text of 50 kB, a third of them staged.

    python -m benchmarks.desk [--amendments 300] [--characters 50000]

Seeds a database through the real actions: half of the amendments stand alone, the others meet on a few passages, some
asking for the same, some for different words. Then a fresh process, which has nothing in memory, asks for each page of
the desk, without a server: processor time of the first answer, for which everything is worked out, and the best of
five, on one core; and the SQL queries. The exit status is 1 where the desk takes a second or more.
"""

import argparse
import random
import subprocess  # noqa: S404 - it starts this very file
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, current_app
from flask.testing import FlaskClient
from flask_migrate import upgrade

from amendments.desk.actions import Wish, stage
from amendments.desk.queries import desk_of
from amendments.models import Document
from amendments.requests.actions import propose
from app import create_app
from auth.models import User
from benchmarks import prose, seed
from benchmarks.people import SECRET, cookie
from config import ROOT, Settings
from db import db, transaction

MOST = 1.0  # seconds of processor time
PASSAGES, WISHES = 15, 4  # where half of the amendments meet, and how many different words are asked for there


def main() -> int:
    """Seed, measure and print."""
    parser = argparse.ArgumentParser(description="Measure the desk of a document with many open amendments.")
    parser.add_argument("--amendments", type=int, default=300)
    parser.add_argument("--characters", type=int, default=50_000)
    parser.add_argument("--seeded", nargs=3, metavar=("FOLDER", "DESK", "SESSION"), help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.seeded is not None:
        return _measure(*words.seeded)
    with tempfile.TemporaryDirectory() as folder, _app(folder).app_context():
        upgrade(str(ROOT / "migrations"))
        here, session = _seeded(current_app, words.amendments, words.characters)
        db.session.remove()
        fresh = [sys.executable, "-m", "benchmarks.desk", "--seeded", folder, here, session]
        return subprocess.run(fresh, check=False, cwd=ROOT).returncode  # noqa: S603


def _app(folder: str) -> Flask:
    settings = {"database_url": f"sqlite:///{folder}/emenda.sqlite", "instance": Path(folder)}
    return create_app(Settings(secret=SECRET, rate_limits=False, **settings))  # type: ignore[arg-type]


def _measure(folder: str, here: str, session: str) -> int:
    """Measure each page of the desk of a database that another process seeded."""
    app = _app(folder)
    with app.app_context():
        client = app.test_client()
        client.set_cookie("session", session)
        slowest = max(_measured(client, here + page) for page in ("", "?view=result", "/publish"))
    return int(slowest >= MOST)


def _seeded(app: Flask, amendments: int, characters: int) -> tuple[str, str]:
    """Return the address of the desk, and the session of a moderator.

    However few amendments there are, all places stand in the text: those that meet lie on its first half.
    """
    seed.many.update(proposals=1 + seed.WORKED_ON, versions=1, amendments=0, comments=0, amendments_each=0)
    seed.many.update(supporters=25)
    id = seed.fill(random.Random(2026))
    document = db.session.get_one(Document, id)
    people = list(db.session.scalars(sa.select(User).order_by(User.id)))
    chance = random.Random(7)
    with transaction():
        document = seed.publish_text(document.process, people[0], 99, prose.text(chance, "Testo lungo", characters))
    words = len(document.text.split())
    step, apart = words // (amendments + 1), words // (2 * PASSAGES)
    for number in range(amendments):
        with transaction():
            place, word = 1 + number * step, f"parola{number}"
            if number % 2:
                place, word = 1 + number % PASSAGES * apart, f"parola{number // 2 % WISHES}"
            wanted = prose.with_word(document.text, place, word)
            propose(document, wanted, by=people[2 + number % 20], base=1, reason="Più chiaro.")
    with transaction():
        for one in desk_of(document).open[::3]:
            wishes = [Wish(change, "accepted") for change in one.numbers]
            stage(one.amendment, wishes, by=people[1], seen_revision=1)
    return f"/documents/{document.id}/desk", cookie(app, people[1]).partition("=")[2]


def _measured(client: FlaskClient, path: str) -> float:
    """Print and return the processor time of the first answer."""
    queries: list[str] = []
    note: Callable[..., None] = lambda *words: queries.append(words[2])  # noqa: E731
    sa.event.listen(db.engine, "before_cursor_execute", note)
    first, size = _timed(client, path)
    sa.event.remove(db.engine, "before_cursor_execute", note)
    best = min(_timed(client, path)[0] for _ in range(5))
    asked = len([sql for sql in queries if not sql.startswith("BEGIN")])
    print(f"{path:32} first {first * 1000:6.0f} ms, best {best * 1000:6.0f} ms, {asked} queries, {size // 1000} kB")
    return first


def _timed(client: FlaskClient, path: str) -> tuple[float, int]:
    begun = time.process_time()
    answer = client.get(path)
    spent = time.process_time() - begun
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return spent, len(answer.get_data())


if __name__ == "__main__":
    sys.exit(main())
