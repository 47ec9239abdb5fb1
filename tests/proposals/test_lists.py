# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of proposals: orders, filters, pages by key, and what they cost."""

import base64
import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from amendments.models import Document
from db import db, now
from proposals import lists
from proposals.models import Proposal
from tests.make import published, writing
from tests.proposals.test_publishing import add_part, publish


def many(cast, number, **more):
    """Write published proposals straight into the tables: enough for lists, which open no version."""
    with writing():
        first = (db.session.scalar(sa.select(sa.func.max(Document.id))) or 0) + 1
        moment, ids = now(), range(first, first + number)
        common = {"kind": "proposal", "process_id": cast.process.id, "language": "it", "state": "open", "text": ""}
        common |= {"version": 1, "author_id": cast.bruno.id, "created_at": moment, "updated_at": moment}
        rows = [
            common
            | {"id": id, "title": f"Titolo {id}", "published_at": moment + timedelta(seconds=id % 7)}
            | {"supports": id % 5, "comments": id % 3, "amendments": 0, "pending": 0, "last_amendment": 0}
            for id in ids
        ]
        db.session.execute(sa.insert(Document), rows)
        places = [{"document_id": id, "process_id": cast.process.id, "position": 1 + id // 2} | more for id in ids]
        db.session.execute(sa.insert(Proposal), places)
    return list(ids)


def walk(wish, forward=True):
    """Follow a list to its end; return the ids of every page, and the last page found."""
    pages, found = [], lists.page(wish)
    pages.append([row.id for row in found.rows])
    while cursor := found.next if forward else found.previous:
        found = lists.page(lists.Wish(**(wish.__dict__ | {"cursor": cursor})))
        pages.append([row.id for row in found.rows])
    return pages, found


@pytest.mark.parametrize("sort", ["plan", "newest", "supported", "discussed"])
def test_pages_hold_every_proposal_once_in_order_and_lead_back(cast, sort):
    ids = many(cast, 3 * lists.PAGE + 7)
    pages, last = walk(lists.Wish(cast.process.id, sort=sort))
    seen = [id for page in pages for id in page]
    assert sorted(seen) == ids
    assert [len(page) for page in pages] == [lists.PAGE] * 3 + [7]
    wanted = {
        "plan": lambda id: (1 + id // 2, id),
        "newest": lambda id: (-(id % 7), -id),
        "supported": lambda id: (-(id % 5), -id),
        "discussed": lambda id: (-(id % 3), -id),
    }[sort]
    assert seen == sorted(ids, key=wanted)
    back, first = walk(lists.Wish(cast.process.id, sort=sort, cursor=last.previous), forward=False)
    assert back[::-1] == pages[:-1]
    assert first.previous is None


def test_a_page_exactly_full_has_no_next(cast):
    many(cast, lists.PAGE)
    found = lists.page(lists.Wish(cast.process.id))
    assert len(found.rows) == lists.PAGE
    assert found.next is None
    assert found.previous is None


def test_filters_narrow_by_part_and_state(cast, visit):
    part = add_part(cast, "5", "Competenze")
    publish(cast, "Dentro", part, "5.1")
    closed = publish(cast, "Fuori")
    with writing():
        closed.document.state = "closed"
    page = visit().get("/processes/piano/proposals")
    assert "Dentro" in page.text
    assert "Fuori" in page.text
    assert "Fuori" not in page.press("Cerca", part=part.id).text
    page = page.press("Cerca", state="closed")
    assert "Fuori" in page.text
    assert "Dentro" not in page.text
    assert 'value="closed" selected' in page.html


def test_next_and_previous_keep_the_filters(cast, visit):
    many(cast, 2 * lists.PAGE)
    page = visit().get("/processes/piano/proposals?sort=supported&state=open").follow("Successivi")
    assert "sort=supported" in page.html
    assert "state=open" in page.html
    assert page.follow("Precedenti").text == visit().get("/processes/piano/proposals?sort=supported&state=open").text


def test_a_row_shows_what_a_reader_chooses_by(cast, visit):
    document = published(cast)
    with writing():
        document.supports, document.comments, document.pending = 3, 1, 2
        db.session.get(Proposal, document.id).reference = "par-PROP-2022-05-3343"
    page = visit().get("/processes/piano/proposals")
    for words in (
        "5.2 Creare gruppi tra settori",
        "Aperta",
        "Bruno",
        "3 sostegni",
        "un commento",
        "2 modifiche in attesa",
        "par-PROP-2022-05-3343",
        "Affinare le competenze utili",
    ):
        assert words in page.text


def forged(*values):
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


CURSORS = [
    "x",
    "%00",
    "è",
    "A" * 500,
    forged("newest", False, 1, 1),
    forged("plan", False, "1", 1),
    forged("plan", False, 2**70, 1),
    forged("plan", False, -1, 1),
    forged("plan", False, 2.5, 1),
    forged("plan", False, 1, 2**40),
    forged("plan", False, 1),
    forged("plan", 7, 1, 1),
    forged("plan", False, float("inf"), 1),
    forged("at", 3),
    base64.urlsafe_b64encode(b"[" * 80).decode(),
]


@pytest.mark.parametrize("cursor", CURSORS)
def test_a_forged_cursor_finds_no_page(cast, visit, cursor):
    assert visit().get(f"/processes/piano/proposals?after={cursor}").status == 404


@pytest.mark.parametrize("value", [2**31, 2**40, 1.5, -1])
def test_a_forged_count_finds_no_page(cast, visit, value):
    cursor = forged("supported", False, value, 1)
    assert visit().get(f"/processes/piano/proposals?sort=supported&after={cursor}").status == 404


@pytest.mark.parametrize("value", [10**300, -(10**300), float("nan"), 1e18])
def test_a_forged_moment_finds_no_page(cast, visit, value):
    cursor = forged("newest", False, value, 1)
    assert visit().get(f"/processes/piano/proposals?sort=newest&after={cursor}").status == 404


@pytest.mark.parametrize(
    "query", ["part=x", "part=-1", "part=999999999999999999999", "state=draft", "state=%00", "sort=x;--"]
)
def test_filters_that_mean_nothing_are_left_out(cast, visit, query):
    published(cast)
    assert "Creare gruppi" in visit().get(f"/processes/piano/proposals?{query}").text


class Counting:
    """Counts the statements sent to the database."""

    def __enter__(self):
        self.statements, self.sent = [], []
        sa.event.listen(db.engine, "before_cursor_execute", self._note)
        return self

    def _note(self, connection, cursor, statement, parameters, *rest):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            self.statements.append(statement)
            self.sent.append((statement, parameters))

    def __exit__(self, *error):
        sa.event.remove(db.engine, "before_cursor_execute", self._note)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 10),  # open with an end, without, always; outcomes, reasons, proposals, meetings, news, until when
        ("/processes/piano", 9),  # the process, phases, facts, path, files, plan, meetings, news and the next
        ("/processes/piano/proposals", 3),
        ("/processes/piano/proposals?sort=newest", 3),
    ],
)
def test_pages_ask_the_database_a_few_times_however_much_there_is(cast, visit, path, most):
    add_part(cast, "5")
    visit().get("/roles")  # the first page of all asks who runs the site
    counts = []
    for _ in range(2):
        many(cast, 45)
        with Counting() as counting:
            assert visit().get(path + ("&" if "?" in path else "?") + f"n={len(counts)}").status == 200
        counts.append(len(counting.statements))
    assert counts[0] == counts[1] <= most, counting.statements


def steps(statement, parameters):
    """Return how the database would carry out a statement, as its own words."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        # a small table is read whole: ask what PostgreSQL does when that would cost too much
        for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)]


@pytest.mark.parametrize("state", ["", "open"])
@pytest.mark.parametrize("sort", ["plan", "newest", "supported", "discussed"])
def test_first_and_deep_pages_begin_at_their_place_in_an_index(cast, sort, state):
    many(cast, 100)
    wish = lists.Wish(cast.process.id, sort=sort, state=state)
    deep = lists.Wish(cast.process.id, sort=sort, state=state, cursor=lists.page(wish).next)
    column = {"plan": "position", "newest": "published_at", "supported": "supports", "discussed": "comments"}[sort]
    for asked in (wish, deep):
        with Counting() as counting:
            lists.page(asked)
        how = steps(*counting.sent[-1])
        assert not any("TEMP B-TREE" in step or "Sort" in step for step in how), how
        jumps = [step for step in how if "SEARCH" in step or "Index Cond" in step]
        assert any(column in jump and ("<" in jump or ">" in jump) for jump in jumps), how
